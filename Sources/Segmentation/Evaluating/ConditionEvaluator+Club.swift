import Loyalty
import Shop

extension ConditionEvaluator {
  func answer(_ measure: PointsMeasure, _ test: NumberTest) -> Answer {
    let points = points(measure)
    return Answer(
      holds: test.holds(numerator: Int128(points)),
      value: text.count(points, "point", "points")
    )
  }

  func answer(_ test: TierTest) -> Answer {
    let tier = tier(of: test.tiers)
    return Answer(holds: tier.map(test.holds) ?? false, value: words(test.tiers))
  }

  /// The name of the tier that the customer has.
  func tier(of tiers: ClubTiers) -> String? { tiers.ladder.level(at: figure(of: tiers))?.name }

  /// `tier silver: 3,200 SEK in the last 12 months; gold from 8,000 SEK`.
  func words(_ tiers: ClubTiers) -> String {
    let figure = figure(of: tiers)
    let tier = tier(of: tiers).map { "tier \($0)" } ?? "no tier"
    let amount = text.amount(figure, of: tiers.ladder)
    let during = ConditionWords(text: text).duringBriefly(tiers.window)
    let next = tiers.ladder.next(at: figure)?.level
    let threshold = next.map { "; \($0.name) from \(text.amount($0.from, of: tiers.ladder))" }
    return "\(tier): \(amount)\(during)\(threshold ?? "")"
  }

  private func figure(of tiers: ClubTiers) -> Int64 {
    switch tiers.ladder.basis {
    case .spend: Int64(clamping: figures.value(of: tiers.spent)?.numerator ?? 0)
    case .points: points(.earned(tiers.window))
    }
  }

  private func points(_ measure: PointsMeasure) -> Int64 {
    let entries = surroundings.points.filter { $0.at < now }
    switch measure {
    case .balance: return entries.reduce(0) { $0 + $1.points }
    case .earned(let window):
      let span = window?.span(at: now, in: terms.calendar)
      return entries.filter { $0.isEarned && span?.contains($0.at) ?? true }
        .reduce(0) { $0 + $1.points }
    }
  }
}
