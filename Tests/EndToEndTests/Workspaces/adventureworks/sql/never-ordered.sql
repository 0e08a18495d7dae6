SELECT id FROM people WHERE id NOT IN (SELECT customer FROM purchases) ORDER BY id;
