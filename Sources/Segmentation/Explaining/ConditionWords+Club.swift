import Loyalty
import Shop

extension ConditionWords {
  func words(_ measure: PointsMeasure, _ test: NumberTest) -> String {
    let number = words(test) { text.number($0) }
    return switch measure {
    case .balance: "has \(number) points"
    case .earned(let window): "earned \(number) points\(during(window))"
    }
  }

  /// `has the tier silver (from 3,000 SEK) or gold (from 8,000 SEK) by what was spent …`.
  func words(_ test: TierTest) -> String {
    let ladder = test.tiers.ladder
    let names = ladder.levels.filter { test.names.contains($0.name) }.map { level in
      test.isNegated ? level.name : "\(level.name) (from \(text.amount(level.from, of: ladder)))"
    }
    let tier = test.isNegated ? "a tier other than" : "the tier"
    return "has \(tier) \(Self.list(names)) by \(words(test.tiers))"
  }

  /// What decides on tiers.
  private func words(_ tiers: ClubTiers) -> String {
    let figure =
      switch tiers.ladder.basis {
      case .spend: "what was spent"
      case .points: "the points earned"
      }
    return figure + during(tiers.window)
  }
}

extension ShopText {
  /// `8,000 SEK` or `500 points`, as the ladder counts.
  func amount(_ value: Int64, of ladder: TierLadder) -> String {
    switch ladder.basis {
    case .spend: money(value)
    case .points: count(value, "point", "points")
    }
  }
}
