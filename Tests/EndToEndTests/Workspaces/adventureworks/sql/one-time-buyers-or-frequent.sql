SELECT customer FROM purchases GROUP BY customer
HAVING (COUNT(*) = 1 AND MAX(total) >= 300000)
  OR (COUNT(*) > 1 AND (julianday(MAX(day)) - julianday(MIN(day))) / (COUNT(*) - 1) < 40)
ORDER BY customer;
