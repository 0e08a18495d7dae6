extension StoreSchema {
  /// Events that give points, what everybody's points come from, and what was issued for them.
  ///
  /// `points_entries` is only added to: a cause whose points have changed gets another entry, with
  /// the difference and the next number. `cause` is the key of the order or event, the day that
  /// what expires was earned on, or the number of the customer's voucher.
  ///
  /// `club_state` says by which rules the entries were made, and how far through the customers a
  /// first or new calculation has come: no row before there is a club, and NULL once it is through.
  /// `club_changes` are the customers who have changed since; see `ClubTriggers`.
  static let club = """
    CREATE TABLE customer_events (
      key INTEGER PRIMARY KEY,
      id TEXT,
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      points INTEGER
    ) STRICT;

    CREATE UNIQUE INDEX customer_events_by_id ON customer_events (id) WHERE id IS NOT NULL;
    CREATE UNIQUE INDEX customer_events_without_id ON customer_events (customer_key, at, kind)
      WHERE id IS NULL;
    CREATE INDEX customer_events_by_customer ON customer_events (customer_key, at);

    CREATE TABLE points_entries (
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('order', 'event', 'expiry', 'voucher')),
      cause INTEGER NOT NULL,
      number INTEGER NOT NULL,
      points INTEGER NOT NULL,
      written_at INTEGER NOT NULL,
      PRIMARY KEY (customer_key, at, kind, cause, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE vouchers (
      key INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      customer_key INTEGER NOT NULL REFERENCES customers (key),
      source TEXT NOT NULL CHECK (source IN ('points', 'milestone', 'stamps')),
      name TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      issued_at INTEGER NOT NULL,
      valid_until INTEGER,
      points INTEGER NOT NULL,
      worth INTEGER,
      reward TEXT,
      written_at INTEGER NOT NULL,
      UNIQUE (customer_key, source, name, ordinal)
    ) STRICT;

    CREATE TABLE club_state (
      key INTEGER PRIMARY KEY CHECK (key = 1),
      basis TEXT NOT NULL,
      next_customer INTEGER
    ) STRICT;

    CREATE TABLE club_changes (
      customer_key INTEGER PRIMARY KEY REFERENCES customers (key)
    ) STRICT;

    CREATE TABLE club_products (
      product_key INTEGER NOT NULL REFERENCES products (key),
      card TEXT NOT NULL,
      PRIMARY KEY (product_key, card)
    ) STRICT, WITHOUT ROWID;
    """
}
