extension StoreSchema {
  /// What has changed since the file of columns was made; see `ColumnsKeeper`.
  ///
  /// New customers and orders are known by their keys, which rise. Who was there and changed is
  /// queued by triggers, whoever changes it; keys themselves never change. `last_customer` and `last_order` are the greatest keys
  /// when the file was last begun: what is written first and then written again, as in an import,
  /// costs nothing.
  static let columns = """
    CREATE TABLE shop_changes (
      key INTEGER PRIMARY KEY CHECK (key = 1),
      revision INTEGER NOT NULL,
      mark INTEGER NOT NULL,
      last_customer INTEGER NOT NULL,
      last_order INTEGER NOT NULL
    ) STRICT;

    INSERT INTO shop_changes (key, revision, mark, last_customer, last_order)
    VALUES (1, 0, 0, 0, 0);

    CREATE TABLE changed_customers (
      customer_key INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL,
      orders INTEGER NOT NULL CHECK (orders IN (0, 1))
    ) STRICT;

    CREATE INDEX customers_unsubscribed ON customers (unsubscribed_at)
    WHERE unsubscribed_at IS NOT NULL;

    CREATE TRIGGER customer_changed AFTER UPDATE OF
      id, email, email_key, first_name, last_name, gender, birth_date, city, postal_code,
      country, language, time_zone, signed_up_at, email_consent, consent_at, consent_source, custom
    ON customers WHEN NEW.key <= (SELECT last_customer FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1;
      INSERT INTO changed_customers (customer_key, revision, orders)
      VALUES (NEW.key, (SELECT revision FROM shop_changes), 0)
      ON CONFLICT (customer_key) DO UPDATE SET revision = excluded.revision;
    END;

    CREATE TRIGGER customer_deleted AFTER DELETE ON customers
    WHEN OLD.key <= (SELECT last_customer FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1,
        mark = iif(EXISTS (SELECT 1 FROM customers WHERE key > OLD.key), mark, 0);
      \(queue("VALUES (OLD.key, (SELECT revision FROM shop_changes), 1)"))
    END;

    CREATE TRIGGER order_changed AFTER UPDATE OF customer_key, placed_at, total, status
    ON orders WHEN NEW.key <= (SELECT last_order FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1;
      \(queue(customersOf: "OLD.customer_key, NEW.customer_key"))
    END;

    CREATE TRIGGER order_deleted AFTER DELETE ON orders
    WHEN OLD.key <= (SELECT last_order FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1,
        mark = iif(EXISTS (SELECT 1 FROM orders WHERE key > OLD.key), mark, 0);
      \(queue(customersOf: "OLD.customer_key"))
    END;

    CREATE TRIGGER order_line_added AFTER INSERT ON order_lines
    WHEN NEW.order_key <= (SELECT last_order FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1;
      \(queue(customersOf: "(SELECT customer_key FROM orders WHERE key = NEW.order_key)"))
    END;

    CREATE TRIGGER order_line_changed AFTER UPDATE OF position, product_key, quantity, amount
    ON order_lines WHEN OLD.order_key <= (SELECT last_order FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1;
      \(queue(customersOf: "(SELECT customer_key FROM orders WHERE key = OLD.order_key)"))
    END;

    CREATE TRIGGER order_line_deleted AFTER DELETE ON order_lines
    WHEN OLD.order_key <= (SELECT last_order FROM shop_changes)
    BEGIN
      UPDATE shop_changes SET revision = revision + 1;
      \(queue(customersOf: "(SELECT customer_key FROM orders WHERE key = OLD.order_key)"))
    END;

    CREATE TRIGGER product_added AFTER INSERT ON products
    BEGIN UPDATE shop_changes SET revision = revision + 1; END;

    CREATE TRIGGER product_changed AFTER UPDATE OF sku, name, category, brand ON products
    BEGIN UPDATE shop_changes SET revision = revision + 1; END;

    CREATE TRIGGER product_deleted AFTER DELETE ON products
    BEGIN UPDATE shop_changes SET revision = revision + 1; END;
    """

  /// Queues customers, whose orders are to be read anew; guests have none.
  private static func queue(customersOf keys: String) -> String {
    queue(
      """
      SELECT key, (SELECT revision FROM shop_changes), 1
        FROM customers WHERE key IN (\(keys))
      """
    )
  }

  private static func queue(_ rows: String) -> String {
    """
    INSERT INTO changed_customers (customer_key, revision, orders) \(rows)
      ON CONFLICT (customer_key) DO UPDATE SET revision = excluded.revision, orders = 1;
    """
  }
}
