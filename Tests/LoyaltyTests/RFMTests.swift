import Loyalty
import TestSupport
import Testing

@Suite struct RFMTests {
  private static let names: [[String]] = [
    // By strength 1 to 5; by recency from 1 to 5.
    ["lost", "lost", "at risk", "cannot lose", "cannot lose"],
    ["hibernating", "hibernating", "at risk", "at risk", "at risk"],
    ["about to sleep", "about to sleep", "need attention", "loyal", "loyal"],
    ["promising", "potential loyalists", "potential loyalists", "loyal", "loyal"],
    ["new", "potential loyalists", "potential loyalists", "champions", "champions"],
  ]

  @Test func everyCellHasItsName() {
    for recency in 1...5 {
      for strength in 1...5 {
        let name = RFM.Name(recency: recency, strength: strength)
        #expect(name.rawValue == Self.names[recency - 1][strength - 1])
      }
    }
    #expect(Set(Self.names.joined()) == Set(RFM.Name.allCases.map(\.rawValue)))
  }

  @Test(arguments: [(1, 1, 1), (1, 2, 2), (2, 1, 2), (5, 4, 5), (5, 2, 4), (3, 3, 3), (1, 5, 3)])
  func strengthIsTheMeanWithHalvesRoundedUp(frequency: Int, monetary: Int, strength: Int) {
    let scores = RFM(recency: 4, frequency: frequency, monetary: monetary)
    #expect(scores.strength == strength)
    #expect(scores.name == RFM.Name(recency: 4, strength: strength))
  }

  @Test func aScoreIsTheShareOfWorseValues() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 1...40, using: &random)
      let values = (0..<count).map { _ in Int64.random(in: -3...9, using: &random) }
      let scale = QuintileScale(values)
      for value in values {
        let worse = values.count { $0 < value }
        #expect(scale.score(of: value) == 1 + 5 * worse / count, "seed \(seed)")
      }
    }
  }

  @Test func fiveDifferentValuesGetFiveScores() {
    let scale = QuintileScale([50, 10, 30, 20, 40])
    #expect([10, 20, 30, 40, 50].map(scale.score) == [1, 2, 3, 4, 5])
  }

  @Test func equalValuesGetEqualScores() {
    #expect(QuintileScale(Array(repeating: 7, count: 9)).score(of: 7) == 1)
    // Eight of ten have bought once: the ninth has eight worse values, 40 fifths of ten.
    let orders: [Int64] = [1, 1, 1, 1, 1, 1, 1, 1, 2, 3]
    let scale = QuintileScale(orders)
    #expect(orders.map(scale.score) == [1, 1, 1, 1, 1, 1, 1, 1, 5, 5])
    #expect(QuintileScale([]).score(of: 5) == 1)
  }

  @Test func aScaleScoresAllThree() {
    let scale = RFMScale(
      lastPurchases: [1, 2, 3, 4, 5],
      purchases: [1, 1, 1, 2, 9],
      spent: [-10, 500, 20, 900, 20]
    )
    let best = scale.scores(lastPurchase: 5, purchases: 9, spent: 900)
    #expect(best == RFM(recency: 5, frequency: 5, monetary: 5))
    #expect(best.name == .champions)
    let newest = scale.scores(lastPurchase: 5, purchases: 1, spent: 20)
    #expect(newest == RFM(recency: 5, frequency: 1, monetary: 2))
    #expect(newest.name == .potentialLoyalists)
  }
}
