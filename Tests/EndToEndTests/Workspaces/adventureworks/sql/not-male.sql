SELECT id FROM people WHERE gender IS NULL OR gender <> 'male' ORDER BY id;
