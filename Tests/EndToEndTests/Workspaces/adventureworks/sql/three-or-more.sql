SELECT customer FROM purchases GROUP BY customer HAVING COUNT(*) >= 3 ORDER BY customer;
