SELECT DISTINCT a.customer FROM lines a JOIN lines b ON a.order_id = b.order_id
WHERE a.category = 'Road Bikes' AND b.category = 'Helmets' ORDER BY a.customer;
