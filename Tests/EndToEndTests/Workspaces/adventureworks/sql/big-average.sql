SELECT customer FROM purchases GROUP BY customer HAVING SUM(total) > 150050 * COUNT(*) ORDER BY customer;
