SELECT id FROM people WHERE children >= 2 AND income >= 100000
  AND lower(occupation) IN ('management', 'professional') ORDER BY id;
