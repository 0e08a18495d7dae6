SELECT id FROM people WHERE first_name IN ('JOSÉ', 'José', 'josé')
  OR id IN (SELECT customer FROM lines WHERE category = 'Caps' AND day >= '2019-06-01') ORDER BY id;
