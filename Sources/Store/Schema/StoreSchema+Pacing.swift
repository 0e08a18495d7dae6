extension StoreSchema {
  /// What senders share to keep within limits; and messages that wait for a time of their own.
  ///
  /// `send_limits` has for each limit the moment, in microseconds, from which on no slot is given
  /// out, and what is left of its rate after a request for patience. A message is looked for by its
  /// address or customer, then by its time: with the time in the index, each hand-over would write
  /// to a random place of it.
  static let pacing = """
    CREATE TABLE send_limits (
      name TEXT PRIMARY KEY,
      frontier INTEGER NOT NULL DEFAULT 0,
      slowed REAL,
      full_rate REAL,
      slowed_at INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE warm_up_days (
      server TEXT NOT NULL,
      day INTEGER NOT NULL,
      step INTEGER NOT NULL,
      used INTEGER NOT NULL,
      PRIMARY KEY (server, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE connection_shares (
      server TEXT NOT NULL,
      holder TEXT NOT NULL,
      used INTEGER NOT NULL,
      PRIMARY KEY (server, holder)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE runs ADD COLUMN is_planned INTEGER NOT NULL DEFAULT 1
      CHECK (is_planned IN (0, 1));

    DROP INDEX messages_of_customer;
    DROP INDEX messages_to_address;
    DROP INDEX messages_by_address;
    CREATE INDEX messages_of_customer ON messages (customer_key);
    CREATE UNIQUE INDEX messages_by_address ON messages (email_key, run_key);
    """
}
