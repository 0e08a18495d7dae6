import Loyalty
import Shop

/// The tiers of the shop's club, as conditions ask for them: a customer has the highest one whose
/// threshold the figure has reached, and none below the first.
struct ClubTiers: Hashable, Sendable {
  let ladder: TierLadder
  /// The time that the figure is of.
  let window: Period?

  /// Nil where the club has no tiers.
  init?(_ club: ClubRules) {
    guard let ladder = club.tiers else { return nil }
    self.ladder = ladder
    window =
      switch (ladder.window, club.since) {
      case (let span?, let first?): .lastSince(span.amount, span.unit, first)
      case (let span?, nil): .last(span.amount, span.unit)
      case (nil, let first?): .days(from: first, through: nil)
      case (nil, nil): nil
      }
  }

  var names: [String] { ladder.levels.map(\.name) }

  /// The tier at a position as a condition on the figure.
  func condition(at position: Int) -> Condition {
    let next = position + 1
    return condition(
      from: ladder.levels[position].from,
      below: next < ladder.levels.count ? ladder.levels[next].from : nil
    )
  }

  /// Whether there is a tier at all, as a condition on the figure.
  var isReached: Condition { condition(from: ladder.levels.first?.from ?? 0, below: nil) }

  /// A figure below 0 counts as 0, so that a tier from 0 has no lower end.
  private func condition(from lower: Int64, below upper: Int64?) -> Condition {
    let range = NumberRange(
      lower: lower > 0 ? .init(value: ExactNumber(lower), isIncluded: true) : nil,
      upper: upper.map { .init(value: ExactNumber($0), isIncluded: false) }
    )
    return range.lower == nil && range.upper == nil ? .everyone : condition(.within(range))
  }

  private func condition(_ test: NumberTest) -> Condition {
    switch ladder.basis {
    case .spend: .number(spent, test)
    case .points: .points(.earned(window), test)
    }
  }

  /// What was spent, where that decides.
  var spent: NumberMeasure { NumberMeasure(kind: .spent, filter: nil, window: window) }
}

/// Which tiers a customer must have; who has none passes no test.
struct TierTest: Hashable, Sendable {
  let tiers: ClubTiers
  /// The names written, as the club spells them.
  let names: [String]
  let isNegated: Bool

  func holds(_ name: String) -> Bool { names.contains(name) != isNegated }

  /// The same question about the figure that decides: true where one of these is.
  var conditions: [Condition] {
    tiers.names.indices.filter { holds(tiers.names[$0]) }.map(tiers.condition)
  }
}

/// What is summed over the entries of a customer's points before now; of nothing it is 0.
enum PointsMeasure: Hashable, Sendable {
  /// All of them: what the customer has to spend.
  case balance
  /// What was earned in a period, less what was taken back with returns.
  case earned(Period?)
}

extension Condition {
  /// Whether it needs the ledger of points.
  var usesPoints: Bool {
    switch self {
    case .points: true
    case .tier(let test): test.tiers.ladder.basis == .points
    case .known(.tier(let tiers), _): tiers.ladder.basis == .points
    case .top(let ranking): ranking.figure == .points
    default: false
    }
  }
}
