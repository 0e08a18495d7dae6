package import Loyalty
package import SQL
package import Shop

/// What the whole shop says of one customer: what the customer's own history does not tell.
package struct Surroundings: Sendable {
  /// Of the rankings that a segment depends on, those in which the customer has a place.
  var standings: [RankingID: Standing] = [:]
  /// Nil where no condition asks for scores.
  var scale: RFMScale?
  /// Nil where no condition asks for predictions.
  var forecast: ShopForecast?
  /// The customer's entries in the ledger of points; none where no condition asks for points.
  var points: [PointEntry] = []

  /// Enough for segments that ask nothing of the whole shop.
  package static let none = Surroundings()
}

/// A customer's place in a ranking.
struct Standing: Hashable, Sendable {
  /// From 1.
  let position: Int64
  /// How many are ranked.
  let among: Int64
}

/// A ranking that a segment depends on.
struct RankingID: Hashable, Sendable {
  let ranking: Ranking
  /// The segment whose members are ranked; nil for the whole shop.
  let members: String?
}

/// Points that a customer got, or that were taken back, were used or expired.
struct PointEntry: Hashable, Sendable {
  let at: Instant
  let points: Int64
  /// Whether it was earned, or taken back of what was; else it was used or expired.
  let isEarned: Bool
}

/// Answers a query with its rows.
package typealias ShopInquiry = (SQLQuery) throws -> [[SQLValue]]

extension Segment {
  /// Asks the whole shop what must be known before one customer can be judged.
  ///
  /// The forecast is needed where `predictionHorizons` is not nil.
  package func surroundings(
    of customerKey: Int64,
    at now: Instant,
    forecast: ShopForecast? = nil,
    ask: ShopInquiry
  ) throws -> Surroundings {
    let compiler = SegmentCompiler(self, at: now)
    var surroundings = Surroundings()
    surroundings.forecast = forecast
    for question in compiler.standingQueries(for: customerKey) {
      guard let row = try ask(question.query).first, case .integer(let position) = row[0],
        case .integer(let among) = row[1]
      else { continue }
      surroundings.standings[question.id] = Standing(position: position, among: among)
    }
    if let boundaries = compiler.scoreBoundaries {
      surroundings.scale = RFMScale(boundaries: try ask(boundaries))
    }
    if let entries = compiler.pointEntries(of: customerKey) {
      surroundings.points = try ask(entries).compactMap(PointEntry.init)
    }
    return surroundings
  }
}

extension PointEntry {
  /// From a row of `SegmentCompiler.pointEntries`.
  fileprivate init?(_ row: [SQLValue]) {
    guard case .integer(let at) = row[0], case .integer(let points) = row[1] else { return nil }
    let isEarned = row[2] == .text("order") || row[2] == .text("event")
    self.init(at: Instant(milliseconds: at), points: points, isEarned: isEarned)
  }
}

extension ShopTerms {
  /// The scale of RFM scores at a moment, over everyone who has bought before it.
  package func scale(at now: Instant, ask: ShopInquiry) throws -> RFMScale {
    let compiler = ConditionCompiler(now: now, terms: self, tables: [:])
    return RFMScale(boundaries: try ask(compiler.scoreBoundaries))
  }
}

extension RFMScale {
  /// From rows of which score, which boundary and its value.
  fileprivate init(boundaries rows: [[SQLValue]]) {
    var boundaries: [[Int64]] = [[], [], []]
    for row in rows {
      guard case .integer(let score) = row[0], case .integer(let value) = row[2] else { continue }
      boundaries[Int(score)].append(value)
    }
    self.init(
      recency: QuintileScale(boundaries: boundaries[0]),
      frequency: QuintileScale(boundaries: boundaries[1]),
      monetary: QuintileScale(boundaries: boundaries[2])
    )
  }
}
