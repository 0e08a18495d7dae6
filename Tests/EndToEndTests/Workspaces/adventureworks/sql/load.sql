-- The raw files as they are, and three views in the words of the segments.
.mode csv
.import '|gzip -dc data/AdventureWorks_Customers.csv.gz' raw_customers
.import '|gzip -dc data/AdventureWorks_Products.csv.gz' raw_products
.import '|gzip -dc data/AdventureWorks_Sales_2017.csv.gz' raw_sales
.import '|gzip -dc data/AdventureWorks_Sales_2018.csv.gz | tail -n +2' raw_sales
.import '|gzip -dc data/AdventureWorks_Sales_2019.csv.gz | tail -n +2' raw_sales
.import data/subcategories.csv raw_subcategories
.mode list

-- M/d/yyyy with one or two digits, as an ISO date.
CREATE VIEW people AS
SELECT CustomerKey AS id, FirstName AS first_name, EmailAddress AS email, Occupation AS occupation,
  CAST(TotalChildren AS INTEGER) AS children,
  CAST(replace(replace(trim(AnnualIncome), '$', ''), ',', '') AS INTEGER) AS income,
  CASE Gender WHEN 'M' THEN 'male' WHEN 'F' THEN 'female' END AS gender,
  printf('%04d-%02d-%02d', substr(tail, instr(tail, '/') + 1), month, substr(tail, 1, instr(tail, '/') - 1)) AS born
FROM (SELECT *, substr(BirthDate, 1, instr(BirthDate, '/') - 1) AS month,
  substr(BirthDate, instr(BirthDate, '/') + 1) AS tail FROM raw_customers);

-- Lines before 2019-07-01 of orders that name one customer; money in cents.
CREATE TABLE lines AS
SELECT OrderNumber AS order_id, CustomerKey AS customer, day, sku, name, category, class, quantity, quantity * price AS amount
FROM (
  SELECT s.OrderNumber, s.CustomerKey, s.ProductKey AS sku, p.ProductName AS name,
    c.SubcategoryName AS category, c.CategoryName AS class,
    CAST(s.OrderQuantity AS INTEGER) AS quantity, CAST(round(p.ProductPrice * 100) AS INTEGER) AS price,
    printf('%04d-%02d-%02d', substr(tail, instr(tail, '/') + 1), month, substr(tail, 1, instr(tail, '/') - 1)) AS day
  FROM (SELECT *, substr(OrderDate, 1, instr(OrderDate, '/') - 1) AS month,
    substr(OrderDate, instr(OrderDate, '/') + 1) AS tail FROM raw_sales) s
  JOIN raw_products p ON p.ProductKey = s.ProductKey
  JOIN raw_subcategories c ON c.ProductSubcategoryKey = p.ProductSubcategoryKey
)
WHERE day < '2019-07-01' AND OrderNumber NOT IN (
  SELECT OrderNumber FROM raw_sales GROUP BY OrderNumber HAVING COUNT(DISTINCT CustomerKey) > 1);

CREATE TABLE purchases AS
SELECT order_id, customer, MIN(day) AS day, SUM(amount) AS total FROM lines GROUP BY order_id, customer;
CREATE INDEX lines_by_customer ON lines (customer);
CREATE INDEX purchases_by_customer ON purchases (customer);
