SELECT id FROM people WHERE gender IS NULL ORDER BY id;
