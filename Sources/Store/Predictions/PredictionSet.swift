import Database
import Loyalty
import SQL
import Shop

/// One row of `prediction_sets`: when, from what and by which model predictions were made.
struct PredictionSet {
  /// What the predictions are made from: with the same basis they come out the same.
  struct Basis: Hashable {
    /// The day that was today.
    let day: CivilDay
    /// The state of the purchases; see `PurchaseChanges`.
    let revision: Int64
    /// The rules and terms, in one text for one meaning.
    let rules: String
  }

  let key: Int64
  let model: Estimate<PredictionModel>
  /// In days: the times ahead that expected orders are stored of.
  let horizons: Set<Int>

  /// The newest set of that basis.
  static func read(
    _ basis: Basis,
    minorUnits: Int64,
    on connection: any DatabaseConnection
  ) throws -> PredictionSet? {
    try connection.row(
      """
      SELECT key, horizons, unknown, customers, repeat_customers, r, alpha, a, b, log_likelihood,
        values_unknown, value_customers, p, q, v, value_log_likelihood
      FROM prediction_sets
      WHERE day = \(basis.day.daysSince1970) AND revision = \(basis.revision)
        AND rules = \(basis.rules)
      ORDER BY key DESC LIMIT 1
      """
    ) { row in
      PredictionSet(
        key: try row.int(0),
        model: try model(row, minorUnits: minorUnits),
        horizons: Set(try row.text(1).split(separator: ",").compactMap { Int($0) })
      )
    }
  }

  private static func model(_ row: Row, minorUnits: Int64) throws -> Estimate<PredictionModel> {
    if let reason = try UnknownReason(stored: row.optionalText(2)) { return .unknown(reason) }
    let purchases = BGNBDFit(
      model: BGNBD(
        r: try row.real(5),
        alpha: try row.real(6),
        dropOut: row.isNull(7) ? nil : .init(a: try row.real(7), b: try row.real(8))
      ),
      logLikelihood: try row.real(9),
      customers: Int(try row.int(3)),
      repeatCustomers: Int(try row.int(4))
    )
    var values: Estimate<GammaGammaFit>
    if let reason = try UnknownReason(stored: row.optionalText(10)) {
      values = .unknown(reason)
    } else {
      values = .known(
        GammaGammaFit(
          model: GammaGamma(p: try row.real(12), q: try row.real(13), v: try row.real(14)),
          logLikelihood: try row.real(15),
          customers: Int(try row.int(11))
        )
      )
    }
    return .known(PredictionModel(purchases: purchases, values: values, minorUnits: minorUnits))
  }

  /// Adds a set; its predictions are to follow in the same transaction.
  static func add(
    _ model: Estimate<PredictionModel>,
    horizons: Set<Int>,
    basis: Basis,
    at clock: Instant,
    on connection: any DatabaseConnection
  ) throws -> Int64 {
    let fit = model.value?.purchases
    let values = model.value?.values
    let spend = values?.value
    try connection.execute(
      """
      INSERT INTO prediction_sets (day, made_at, revision, rules, horizons,
        unknown, customers, repeat_customers, r, alpha, a, b, log_likelihood,
        values_unknown, value_customers, p, q, v, value_log_likelihood)
      VALUES (\(basis.day.daysSince1970), \(clock.milliseconds), \(basis.revision),
        \(basis.rules), \(horizons.sorted().map(String.init).joined(separator: ",")),
        \(model.unknownReason?.stored), \(fit?.customers), \(fit?.repeatCustomers),
        \(fit?.model.r), \(fit?.model.alpha), \(fit?.model.dropOut?.a), \(fit?.model.dropOut?.b),
        \(fit?.logLikelihood), \(values?.unknownReason?.stored), \(spend?.customers),
        \(spend?.model.p), \(spend?.model.q), \(spend?.model.v), \(spend?.logLikelihood))
      """
    )
    return try connection.int("SELECT max(key) FROM prediction_sets") ?? 0
  }

  /// Removes what a newer set of that day stands for, and sets of other days that nobody asks any
  /// more: another process may be about to read what it had made an hour ago, but not longer.
  static func removeOthers(
    than key: Int64,
    of day: CivilDay,
    at clock: Instant,
    on connection: any DatabaseConnection
  ) throws {
    let old: SQLQuery = """
      SELECT key FROM prediction_sets WHERE key <> \(key)
        AND (day = \(day.daysSince1970) OR made_at < \(clock.milliseconds - 3_600_000))
      """
    try connection.execute("DELETE FROM predictions WHERE set_key IN (\(old))")
    try connection.execute("DELETE FROM expected_orders WHERE set_key IN (\(old))")
    try connection.execute("DELETE FROM prediction_sets WHERE key IN (\(old))")
  }
}

extension UnknownReason {
  /// As it stands in the store.
  fileprivate var stored: String {
    switch self {
    case .noCustomers: "no_customers"
    case .tooFewRepeatBuyers(let count, let needed): "too_few_repeat_buyers \(count) \(needed)"
    case .identicalHistories: "identical_histories"
    case .identicalValues: "identical_values"
    case .noMaximum: "no_maximum"
    }
  }

  /// Nil for nil.
  fileprivate init?(stored text: String?) throws(StoreFailure) {
    guard let text else { return nil }
    let words = text.split(separator: " ")
    switch words.first {
    case "no_customers": self = .noCustomers
    case "too_few_repeat_buyers":
      guard words.count == 3, let count = Int(words[1]), let needed = Int(words[2]) else {
        throw .damagedPredictions
      }
      self = .tooFewRepeatBuyers(count, needed: needed)
    case "identical_histories": self = .identicalHistories
    case "identical_values": self = .identicalValues
    case "no_maximum": self = .noMaximum
    default: throw .damagedPredictions
    }
  }
}
