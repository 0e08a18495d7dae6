SELECT customer FROM purchases WHERE customer NOT IN (SELECT customer FROM lines WHERE class = 'Bikes')
GROUP BY customer HAVING MIN(day) BETWEEN '2018-01-01' AND '2018-12-31' ORDER BY customer;
