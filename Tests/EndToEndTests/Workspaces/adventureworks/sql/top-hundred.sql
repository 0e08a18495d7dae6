SELECT customer FROM (
  SELECT customer FROM purchases WHERE day >= '2018-07-01' GROUP BY customer
  ORDER BY SUM(total) DESC, customer LIMIT 100)
ORDER BY customer;
