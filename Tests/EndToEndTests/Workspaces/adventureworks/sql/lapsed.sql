SELECT customer FROM purchases GROUP BY customer
HAVING COUNT(*) >= 2 AND MAX(day) < date('2019-07-01', '-180 days') ORDER BY customer;
