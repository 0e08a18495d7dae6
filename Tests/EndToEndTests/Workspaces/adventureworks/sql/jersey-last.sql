SELECT id FROM people
WHERE id IN (SELECT customer FROM lines WHERE category = 'Jerseys' AND day >= date('2019-07-01', '-90 days'))
  AND EXISTS (SELECT 1 FROM lines l WHERE l.customer = id AND l.category = 'Jerseys' AND l.order_id = (
    SELECT order_id FROM purchases p WHERE p.customer = id ORDER BY day DESC, order_id DESC LIMIT 1))
  AND email LIKE '%@adventure-works.com'
ORDER BY id;
