import Columns
import Database
import Diagnostics
import Foundation
import Loyalty
import SQL
import Segmentation
import Shop
import TestSupport

/// Customers in a throw-away database with the tables that segments are asked of, and as columns.
struct ShopDatabase {
  private let database: SQLiteDatabase
  private let columns: ShopColumns
  /// What `predict` has written.
  private(set) var forecast: ShopForecast?
  let customers: [CustomerHistory]

  /// Loads the customers, whose lines name products by sku; guests' orders belong to nobody.
  init(_ customers: [CustomerHistory], guests: [Order] = [], in folder: URL) throws {
    let file = folder.appendingPathComponent("shop-\(UUID().uuidString).sqlite")
    database = try SQLiteDatabase(at: file)
    self.customers = customers
    columns = try .made(of: customers, in: folder)
    try database.blockingWrite(durability: .normal) { connection in
      try connection.executeScript(Self.tables)
      var products: [String: Int64] = [:]
      var orderKey: Int64 = 0
      func add(_ order: Order, of customer: Int64?) throws {
        orderKey += 1
        try connection.execute(
          """
          INSERT INTO orders (key, id, customer_key, placed_at, total, status) VALUES \
          (\(orderKey), \(order.id), \(customer), \(order.placedAt.milliseconds), \
          \(order.total), \(order.status))
          """
        )
        for (position, line) in order.lines.enumerated() {
          let product = try products[line.sku] ?? Self.add(line, to: connection, &products)
          try connection.execute(
            """
            INSERT INTO order_lines (order_key, position, product_key, quantity, amount) \
            VALUES (\(orderKey), \(position), \(product), \(line.quantity), \(line.amount))
            """
          )
        }
      }
      for history in customers {
        try Self.add(history, to: connection)
        for order in history.orders { try add(order, of: history.key) }
      }
      for order in guests { try add(order, of: nil) }
    }
  }

  /// The ids of the members, by SQL.
  func members(of segment: Segment, at now: Instant) throws -> Set<String> {
    let query = segment.query(at: now)
    let keys = try database.blockingRead { connection in
      try connection.rows(query) { try $0.int(0) }
    }
    return ids(keys)
  }

  /// The ids of the members, by the columns.
  func columnMembers(of segment: Segment, at now: Instant) throws -> Set<String> {
    let engine = columnEngine(at: now)
    return ids(engine.keys(of: try engine.members(of: segment)))
  }

  func columnEngine(at now: Instant) -> ColumnEngine {
    ColumnEngine(columns, terms: TestTerms.swedish, at: now) { query in
      try database.blockingRead { try $0.values(query) }
    }
  }

  func ids(_ keys: [Int64]) -> Set<String> {
    let ids = Dictionary(uniqueKeysWithValues: customers.map { ($0.key, $0.customer.id) })
    return Set(keys.compactMap { ids[$0] })
  }

  /// A query's one number.
  func number(_ query: SQLQuery) throws -> Int64 {
    try database.blockingRead { try $0.int(query) } ?? -1
  }

  /// The judgement on one customer, with what the whole shop says.
  func evaluation(
    of history: CustomerHistory,
    by segment: Segment,
    at now: Instant
  ) throws -> Evaluation {
    let surroundings = try segment.surroundings(of: history.key, at: now, forecast: forecast) {
      query in
      try database.blockingRead { try $0.values(query) }
    }
    return segment.evaluate(history, at: now, among: surroundings)
  }

  /// The ids of the members, by judging each.
  func judgedMembers(of segment: Segment, at now: Instant) throws -> Set<String> {
    let members = try customers.filter { history in
      try evaluation(of: history, by: segment, at: now).isMember
    }
    return Set(members.map(\.customer.id))
  }

  private static func add(_ history: CustomerHistory, to connection: any DatabaseConnection) throws
  {
    let customer = history.customer
    let custom = String(decoding: try JSONEncoder().encode(customer.custom), as: UTF8.self)
    let birthDate = customer.birthDate
    try connection.execute(
      """
      INSERT INTO customers (key, id, email, first_name, last_name, gender, birth_date, \
      birth_month_day, city, postal_code, country, language, time_zone, signed_up_at, \
      email_consent, consent_at, consent_source, custom) VALUES (\(history.key), \(customer.id), \
      \(customer.email), \(customer.firstName), \(customer.lastName), \(customer.gender), \
      \(birthDate?.daysSince1970), \(birthDate.map { $0.month * 100 + $0.day }), \
      \(customer.city), \(customer.postalCode), \(customer.country), \(customer.language), \
      \(customer.timeZone), \(customer.signedUpAt?.milliseconds), \(customer.emailConsent), \
      \(customer.consentAt?.milliseconds), \(customer.consentSource), \(custom))
      """
    )
  }

  private static func add(
    _ line: OrderLine,
    to connection: any DatabaseConnection,
    _ products: inout [String: Int64]
  ) throws -> Int64 {
    let key = Int64(products.count + 1)
    try connection.execute(
      """
      INSERT INTO products (key, sku, name, category, brand) VALUES \
      (\(key), \(line.sku), \(line.productName), \(line.category), \(line.brand))
      """
    )
    products[line.sku] = key
    return key
  }

  /// Writes what is predicted at a moment where segments look it up.
  mutating func predict(_ forecast: ShopForecast, days: Set<Int>, at now: Instant) throws {
    self.forecast = forecast
    let calendar = TestTerms.calendar
    try database.blockingWrite { connection in
      // Those of another day are in the way of nobody.
      for (set, day) in [(1, calendar.day(of: now)), (2, calendar.day(of: now).adding(days: 1))] {
        try connection.execute(
          "INSERT INTO prediction_sets (key, day) VALUES (\(set), \(day.daysSince1970))"
        )
      }
      for history in customers {
        let figures = CustomerFigures(
          of: history.orders,
          before: now,
          by: TestTerms.swedish.orderRules
        )
        guard let prediction = forecast.prediction(of: figures.orders, calendar: calendar)
        else { continue }
        try connection.execute(
          """
          INSERT INTO predictions (set_key, customer_key, churn_risk, lifetime_value) VALUES \
          (1, \(history.key), \(prediction.churnRisk), \(prediction.lifetimeValue)), \
          (2, \(history.key), 0.5, 1)
          """
        )
        for days in days {
          let orders = forecast.expectedOrders(
            inDays: days,
            of: figures.orders,
            calendar: calendar
          )
          try connection.execute(
            """
            INSERT INTO expected_orders (set_key, days, customer_key, orders) VALUES \
            (1, \(days), \(history.key), \(orders)), (2, \(days), \(history.key), 0.5)
            """
          )
        }
      }
    }
  }

  /// Writes entries of the ledger of points.
  func credit(_ entries: [TestPoints]) throws {
    try database.blockingWrite { connection in
      for (number, entry) in entries.enumerated() {
        try connection.execute(
          """
          INSERT INTO points_entries (customer_key, at, kind, cause, number, points, written_at) \
          VALUES (\(entry.customer), \(entry.at.milliseconds), \(entry.kind), 1, \(number), \
          \(entry.points), 0)
          """
        )
      }
    }
  }

  private static let tables = """
    CREATE TABLE customers (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, email TEXT,
      first_name TEXT, last_name TEXT, gender TEXT, birth_date INTEGER, birth_month_day INTEGER,
      city TEXT, postal_code TEXT, country TEXT, language TEXT, time_zone TEXT,
      signed_up_at INTEGER, email_consent INTEGER, consent_at INTEGER, consent_source TEXT,
      custom TEXT NOT NULL DEFAULT '{}') STRICT;
    CREATE TABLE products (key INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT,
      category TEXT, brand TEXT) STRICT;
    CREATE TABLE orders (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer_key INTEGER,
      placed_at INTEGER NOT NULL, total INTEGER NOT NULL, status TEXT) STRICT;
    CREATE INDEX orders_by_customer ON orders (customer_key, placed_at, total);
    CREATE INDEX orders_by_time ON orders (placed_at, customer_key, total);
    CREATE TABLE order_lines (order_key INTEGER NOT NULL, position INTEGER NOT NULL,
      product_key INTEGER NOT NULL, quantity REAL NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (order_key, position)) STRICT, WITHOUT ROWID;
    CREATE INDEX lines_by_product ON order_lines (product_key, order_key);
    CREATE TABLE prediction_sets (key INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
    CREATE TABLE predictions (set_key INTEGER NOT NULL, customer_key INTEGER NOT NULL,
      churn_risk REAL NOT NULL, lifetime_value INTEGER,
      PRIMARY KEY (set_key, customer_key)) STRICT, WITHOUT ROWID;
    CREATE TABLE expected_orders (set_key INTEGER NOT NULL, days INTEGER NOT NULL,
      customer_key INTEGER NOT NULL, orders REAL NOT NULL,
      PRIMARY KEY (set_key, days, customer_key)) STRICT, WITHOUT ROWID;
    CREATE TABLE points_entries (customer_key INTEGER NOT NULL, at INTEGER NOT NULL,
      kind TEXT NOT NULL, cause INTEGER NOT NULL, number INTEGER NOT NULL,
      points INTEGER NOT NULL, written_at INTEGER NOT NULL,
      PRIMARY KEY (customer_key, at, kind, cause, number)) STRICT, WITHOUT ROWID;
    """
}

/// Terms of the tests' shop.
enum TestTerms {
  static let calendar = ShopCalendar(
    timeZone: TimeZone(identifier: "Europe/Stockholm") ?? .gmt
  )
  private static let sek: Currency = {
    guard let sek = Currency(code: "SEK") else { preconditionFailure("no krona") }
    return sek
  }()
  static let swedish = terms(club: nil)

  static func terms(club: ClubRules?) -> ShopTerms {
    ShopTerms(currency: sek, calendar: calendar, orderRules: .usual, club: club)
  }

  /// A time on the wall in Stockholm, such as `2026-03-29 01:30`.
  static func instant(_ text: String) -> Instant {
    guard let instant = calendar.instant(iso: text) else {
      preconditionFailure("no time: \(text)")
    }
    return instant
  }

  static func day(_ text: String) -> CivilDay {
    guard let day = CivilDay(iso: text) else { preconditionFailure("no day: \(text)") }
    return day
  }

  /// A segment of one condition, or the problems that it has.
  static func segment(_ condition: String, club: ClubRules? = nil) throws -> Segment {
    try segment(yaml: "all:\n  - '\(condition.replacing("'", with: "''"))'\n", club: club)
  }

  static func segment(
    yaml: String,
    beside others: [SegmentSource] = [],
    named name: String = "tested",
    club: ClubRules? = nil
  ) throws -> Segment {
    let source = SegmentSource(name: name, text: yaml, file: "segments/\(name).yaml")
    let (library, problems) = SegmentLibrary.read([source] + others, terms: terms(club: club))
    guard let segment = library.segment(named: name) else {
      throw UnreadableSegment(text: yaml, problems: problems.map(\.message))
    }
    return segment
  }
}

struct UnreadableSegment: Error, CustomStringConvertible {
  let text: String
  let problems: [String]

  var description: String { "\(text)\n\(problems.joined(separator: "\n"))" }
}
