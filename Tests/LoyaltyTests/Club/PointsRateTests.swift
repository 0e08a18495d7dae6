import Loyalty
import Testing

@Suite struct PointsRateTests {
  @Test(
    arguments: [
      (PointsRounding.down, [0, 0, 0, 1, 1, 10]), (.nearest, [0, 0, 1, 1, 2, 11]),
      (.up, [0, 1, 1, 1, 2, 11]),
    ]
  )
  func fractionsAreRoundedAsTheRuleSays(_ rounding: PointsRounding, _ points: [Int64]) {
    let rate = PointsRate(points: 1, per: 1_000)
    let totals: [Int64] = [0, 499, 500, 1_000, 1_999, 10_999]
    #expect(totals.map { rate.points(for: $0, rounding) } == points)
  }

  @Test(arguments: PointsRounding.allCases)
  func aReturnTakesExactlyWhatThePurchaseGave(_ rounding: PointsRounding) {
    let rate = PointsRate(points: 3, per: 700)
    for total: Int64 in [1, 116, 117, 699, 700, 12_345, 9_999_999] {
      #expect(rate.points(for: -total, rounding) == -rate.points(for: total, rounding))
    }
  }

  @Test func severalPointsForAnAmountAreCountedBeforeRounding() {
    #expect(PointsRate(points: 3, per: 1_000).points(for: 1_500, .down) == 4)
  }

  @Test func anAbsurdTotalDoesNotOverflow() {
    let rate = PointsRate(points: 1_000, per: 1)
    #expect(rate.points(for: .max, .up) == 1_000_000_000_000_000_000)
    #expect(rate.points(for: .min, .up) == -1_000_000_000_000_000_000)
  }
}
