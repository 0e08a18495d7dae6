SELECT id FROM people
WHERE (SELECT SUM(total) FROM purchases WHERE customer = id AND day BETWEEN '2019-06-01' AND '2019-06-30') BETWEEN 5000 AND 10000
  AND NOT (born <= date('2019-07-01', '-61 years'))
  AND id NOT IN (
    SELECT id FROM people WHERE gender = 'female'
      AND born <= date('2019-07-01', '-30 years') AND born > date('2019-07-01', '-51 years')
      AND (SELECT SUM(total) FROM purchases WHERE customer = id AND day >= '2018-07-01') > 200000
      AND id IN (SELECT customer FROM lines WHERE category = 'Helmets')
      AND id NOT IN (SELECT customer FROM lines WHERE category = 'Tires and Tubes'))
ORDER BY id;
