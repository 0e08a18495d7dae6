SELECT id FROM people WHERE gender <> 'male' ORDER BY id;
