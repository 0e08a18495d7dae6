"""The ten segments of the benchmark as DuckDB answers them, on tables and a file of its own.

Each query gives the number of members and the sum of their ids, by which the members are compared.
"""
import duckdb

LOAD = """
CREATE TABLE customers AS SELECT id, birth_date, gender, city, email_consent = 'yes' AS consent
  FROM read_csv('{data}/customers.csv', types = {{'id': 'INTEGER'}});
CREATE TABLE orders AS SELECT id, customer_id, placed_at, CAST(round(total * 100) AS BIGINT) AS total
  FROM read_csv('{data}/orders.csv',
    types = {{'id': 'INTEGER', 'customer_id': 'INTEGER', 'placed_at': 'DATE'}});
CREATE TABLE order_lines AS SELECT l.order_id, p.category
  FROM read_csv('{data}/order_lines.csv', types = {{'order_id': 'INTEGER', 'sku': 'VARCHAR'}}) AS l
  JOIN read_csv('{data}/products.csv', types = {{'sku': 'VARCHAR'}}) AS p USING (sku);
"""

FREQUENT = """SELECT customer_id AS id FROM orders
  WHERE total > 0 AND placed_at >= DATE '2026-04-02' GROUP BY customer_id HAVING count(*) >= 3"""
SPENDERS = """SELECT customer_id AS id FROM orders
  WHERE placed_at >= DATE '2025-07-01' GROUP BY customer_id HAVING sum(total) > 100000"""
BOUGHT = """SELECT DISTINCT customer_id AS id FROM orders
  JOIN order_lines ON order_lines.order_id = orders.id WHERE total > 0 AND category = '{category}'"""
WITHOUT = (BOUGHT.format(category="shoes") + " EXCEPT " + BOUGHT.format(category="toys"))

# By the names of the files in segments/, on the first instant of 2026-07-01.
SEGMENTS = {
    "young-women-in-cities": """SELECT id FROM customers WHERE gender = 'female'
      AND birth_date > DATE '1991-07-01' AND birth_date <= DATE '2001-07-01'
      AND city IN ('Berlin', 'Paris', 'Madrid')""",
    "three-orders-in-90-days": FREQUENT,
    "spent-1000-in-a-year": SPENDERS,
    "shoes-never-toys": WITHOUT,
    "lapsed": """SELECT customer_id AS id FROM orders WHERE total > 0
      GROUP BY customer_id HAVING count(*) >= 2 AND max(placed_at) < DATE '2026-01-02'""",
    "best-tenth-of-a-year": """SELECT id FROM (SELECT customer_id AS id,
        row_number() OVER (ORDER BY sum(total) DESC, customer_id::VARCHAR) AS place,
        count(*) OVER () AS among
      FROM orders WHERE placed_at >= DATE '2025-07-01' GROUP BY customer_id HAVING sum(total) > 0)
      WHERE place <= ceil(among / 10.0)""",
    "champions": """WITH buyers AS (
        SELECT customer_id AS id, max(placed_at) FILTER (total > 0) AS last_order,
          count(*) FILTER (total > 0) AS orders, sum(total) AS spent
        FROM orders GROUP BY customer_id HAVING max(total) > 0),
      scores AS (SELECT id,
        1 + (5 * (rank() OVER (ORDER BY last_order) - 1)) // count(*) OVER () AS r,
        1 + (5 * (rank() OVER (ORDER BY orders) - 1)) // count(*) OVER () AS f,
        1 + (5 * (rank() OVER (ORDER BY spent) - 1)) // count(*) OVER () AS m FROM buyers)
      SELECT id FROM scores WHERE r = 5 AND (f + m + 1) // 2 >= 4""",
    "birthday-in-7-days": """SELECT id FROM customers
      WHERE month(birth_date) = 7 AND day(birth_date) <= 7""",
    "large-orders-books-last": """WITH last AS (
        SELECT customer_id, max(placed_at) AS day, avg(total) AS average FROM orders
        WHERE total > 0 GROUP BY customer_id)
      SELECT DISTINCT last.customer_id AS id FROM last
      JOIN orders ON orders.customer_id = last.customer_id AND orders.placed_at = last.day
      JOIN order_lines ON order_lines.order_id = orders.id
      WHERE average > 10000 AND orders.total > 0 AND category = 'books'""",
    "active-with-consent": f"""SELECT id FROM customers WHERE consent
      AND (id IN ({FREQUENT}) OR id IN ({SPENDERS})) AND id NOT IN ({WITHOUT})""",
}


def load(path, data):
    """Reads the shop's files into a new database and closes it."""
    with connect(path) as connection:
        connection.execute(LOAD.format(data=data))


def connect(path, read_only=False):
    connection = duckdb.connect(str(path), read_only=read_only)
    connection.execute("SET threads = 2")
    return connection


def members(connection, name):
    """The number of members and the sum of their ids."""
    query = f"SELECT count(*), coalesce(sum(id), 0)::BIGINT FROM ({SEGMENTS[name]}) AS members"
    return connection.execute(query).fetchone()
