SELECT id FROM people WHERE strftime('%m-%d', born) BETWEEN '07-01' AND '07-07' ORDER BY id;
