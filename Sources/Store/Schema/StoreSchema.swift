/// The tables as SQLite has them, in the order in which they came to be.
///
/// Times are milliseconds since 1970 in UTC, days are days since 1970, money is minor units of the
/// shop's currency, truth is 1 and 0.
enum StoreSchema {
  /// One step from a version to the next; never changed once it has been released.
  struct Step {
    let version: Int64
    let script: String
  }

  static let steps = [
    Step(version: 1, script: [shop, delivery, indexes].joined(separator: "\n")),
    Step(version: 2, script: coPurchases),
    Step(version: 3, script: predictions),
    Step(version: 4, script: columns),
    Step(version: 5, script: club),
    Step(version: 6, script: preferences),
    Step(version: 7, script: pacing),
  ]

  private static let shop = """
    CREATE TABLE customers (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      email TEXT,
      email_key TEXT,
      first_name TEXT,
      last_name TEXT,
      gender TEXT,
      birth_date INTEGER,
      birth_month_day INTEGER,
      city TEXT,
      postal_code TEXT,
      country TEXT,
      language TEXT,
      time_zone TEXT,
      signed_up_at INTEGER,
      email_consent INTEGER CHECK (email_consent IN (0, 1)),
      consent_at INTEGER,
      consent_source TEXT,
      custom TEXT NOT NULL DEFAULT '{}',
      unsubscribed_at INTEGER
    ) STRICT;

    CREATE TABLE products (
      key INTEGER PRIMARY KEY,
      sku TEXT NOT NULL,
      name TEXT,
      category TEXT,
      brand TEXT,
      price INTEGER,
      url TEXT,
      image_url TEXT
    ) STRICT;

    CREATE TABLE orders (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      customer_key INTEGER REFERENCES customers (key),
      placed_at INTEGER NOT NULL,
      total INTEGER NOT NULL,
      stated_total INTEGER,
      status TEXT,
      coupon TEXT
    ) STRICT;

    CREATE TABLE order_lines (
      order_key INTEGER NOT NULL REFERENCES orders (key),
      position INTEGER NOT NULL,
      product_key INTEGER NOT NULL REFERENCES products (key),
      quantity REAL NOT NULL,
      unit_price INTEGER,
      amount INTEGER NOT NULL,
      PRIMARY KEY (order_key, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE suppressions (
      email_key TEXT PRIMARY KEY,
      reason TEXT NOT NULL
        CHECK (reason IN ('unsubscribed', 'hard_bounce', 'manual', 'complaint')),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let delivery = """
    CREATE TABLE runs (
      key INTEGER PRIMARY KEY,
      id INTEGER NOT NULL UNIQUE,
      campaign TEXT NOT NULL,
      occurrence TEXT NOT NULL,
      state TEXT NOT NULL
        CHECK (state IN ('running', 'paused', 'cancelled', 'finished')),
      reason TEXT,
      as_of INTEGER NOT NULL,
      planned_at INTEGER NOT NULL,
      finished_at INTEGER,
      waterfall TEXT NOT NULL,
      content TEXT NOT NULL,
      UNIQUE (campaign, occurrence)
    ) STRICT;

    CREATE TABLE messages (
      run_key INTEGER NOT NULL REFERENCES runs (key),
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      state TEXT NOT NULL CHECK (state IN (
        'planned', 'sending', 'accepted', 'deferred', 'rejected', 'in_doubt', 'skipped')),
      reason TEXT,
      variant TEXT,
      email TEXT NOT NULL,
      email_key TEXT NOT NULL,
      offer_code TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      claim TEXT,
      marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
      next_attempt_at INTEGER,
      server TEXT,
      reply_code INTEGER,
      enhanced_code TEXT,
      reply TEXT,
      message_id TEXT,
      planned_at INTEGER NOT NULL,
      first_tried_at INTEGER,
      handed_over_at INTEGER,
      settled_at INTEGER,
      PRIMARY KEY (run_key, customer_key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE holdouts (
      run_key INTEGER NOT NULL REFERENCES runs (key),
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      PRIMARY KEY (run_key, customer_key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE send_once (
      name TEXT NOT NULL,
      email_key TEXT NOT NULL,
      run_key INTEGER NOT NULL REFERENCES runs (key),
      PRIMARY KEY (name, email_key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE offer_codes (
      code TEXT PRIMARY KEY,
      offer TEXT NOT NULL,
      pooled INTEGER NOT NULL DEFAULT 0 CHECK (pooled IN (0, 1)),
      run_key INTEGER REFERENCES runs (key),
      customer_key INTEGER REFERENCES customers (key),
      state TEXT NOT NULL CHECK (state IN ('free', 'reserved', 'returned'))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE schedules (
      campaign TEXT PRIMARY KEY,
      form TEXT NOT NULL,
      first_seen_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let indexes = """
    CREATE UNIQUE INDEX products_by_sku ON products (sku);
    CREATE UNIQUE INDEX orders_by_id ON orders (id);
    CREATE UNIQUE INDEX messages_by_address ON messages (run_key, email_key);
    CREATE INDEX messages_by_state ON messages (run_key, state, next_attempt_at);
    CREATE INDEX messages_of_customer ON messages (customer_key, handed_over_at);
    CREATE INDEX messages_to_address ON messages (email_key, handed_over_at);
    CREATE INDEX offer_codes_by_offer ON offer_codes (offer, state, code);
    CREATE INDEX offer_codes_of_run ON offer_codes (run_key, customer_key);
    """

  /// What was bought together, and which state of the purchases that was counted from: there is no
  /// row in `co_purchases` before it has been counted.
  private static let coPurchases = """
    CREATE TABLE purchase_changes (
      key INTEGER PRIMARY KEY CHECK (key = 1),
      revision INTEGER NOT NULL
    ) STRICT;

    INSERT INTO purchase_changes (key, revision) VALUES (1, 0);

    CREATE TABLE co_purchases (
      key INTEGER PRIMARY KEY CHECK (key = 1),
      revision INTEGER NOT NULL,
      not_counted TEXT NOT NULL
    ) STRICT;

    CREATE TABLE product_buyers (
      product_key INTEGER PRIMARY KEY REFERENCES products (key),
      buyers INTEGER NOT NULL,
      repeat_buyers INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE product_neighbours (
      product_key INTEGER NOT NULL REFERENCES products (key),
      position INTEGER NOT NULL,
      neighbour_key INTEGER NOT NULL REFERENCES products (key),
      cosine INTEGER NOT NULL,
      PRIMARY KEY (product_key, position)
    ) STRICT, WITHOUT ROWID;
    """

  /// What is predicted of each customer on a day, and by which model; see `PredictionSet`.
  private static let predictions = """
    CREATE TABLE prediction_sets (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      day INTEGER NOT NULL,
      made_at INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      rules TEXT NOT NULL,
      horizons TEXT NOT NULL,
      unknown TEXT,
      customers INTEGER,
      repeat_customers INTEGER,
      r REAL,
      alpha REAL,
      a REAL,
      b REAL,
      log_likelihood REAL,
      values_unknown TEXT,
      value_customers INTEGER,
      p REAL,
      q REAL,
      v REAL,
      value_log_likelihood REAL
    ) STRICT;

    CREATE TABLE predictions (
      set_key INTEGER NOT NULL REFERENCES prediction_sets (key),
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      churn_risk REAL NOT NULL,
      lifetime_value INTEGER,
      PRIMARY KEY (set_key, customer_key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE expected_orders (
      set_key INTEGER NOT NULL REFERENCES prediction_sets (key),
      days INTEGER NOT NULL,
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      orders REAL NOT NULL,
      PRIMARY KEY (set_key, days, customer_key)
    ) STRICT, WITHOUT ROWID;
    """

  /// What people asked for by the links in their mail, and why an address was suppressed by hand.
  ///
  /// `chosen_language` is also in `language`, and keeps an import from changing it back.
  private static let preferences = """
    ALTER TABLE customers ADD COLUMN chosen_language TEXT;

    CREATE TABLE pauses (
      customer_key INTEGER PRIMARY KEY REFERENCES customers (key),
      email_key TEXT,
      until INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX pauses_by_address ON pauses (email_key);

    ALTER TABLE suppressions ADD COLUMN note TEXT;
    """

  /// Finds customers by their addresses; made by the first change that looks for one.
  ///
  /// An import is much faster without it, and who only reads seldom looks for an address: a scan
  /// of a million customers takes a tenth of a second.
  static let addressIndex =
    "CREATE INDEX IF NOT EXISTS customers_by_address ON customers (email_key);"

  /// Indexes that a first import takes away and makes at its end, which is several times faster
  /// than keeping them up to date.
  enum LateIndexes: CaseIterable {
    case ofCustomers
    case ofOrders

    var names: [String] {
      switch self {
      case .ofCustomers: ["customers_by_id"]
      case .ofOrders: ["orders_by_customer", "orders_by_time", "order_lines_by_product"]
      }
    }

    /// Makes those that are missing.
    var script: String {
      switch self {
      case .ofCustomers:
        "CREATE UNIQUE INDEX IF NOT EXISTS customers_by_id ON customers (id);"
      case .ofOrders:
        """
        CREATE INDEX IF NOT EXISTS orders_by_customer ON orders (customer_key, placed_at, total);
        CREATE INDEX IF NOT EXISTS orders_by_time ON orders (placed_at, customer_key, total);
        CREATE INDEX IF NOT EXISTS order_lines_by_product ON order_lines (product_key, order_key);
        """
      }
    }

    var removal: String { names.map { "DROP INDEX IF EXISTS \($0);" }.joined() }
  }
}
