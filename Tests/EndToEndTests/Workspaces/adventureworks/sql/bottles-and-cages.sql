SELECT id FROM people
WHERE (SELECT SUM(quantity) FROM lines WHERE customer = id AND category = 'Bottles and Cages' AND day >= '2017-07-01') >= 4
  AND (SELECT COUNT(DISTINCT category) FROM lines WHERE customer = id) >= 4
ORDER BY id;
