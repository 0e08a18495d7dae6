import Loyalty
import Shop
import Testing

@Suite struct StampCountTests {
  /// Marks at 1, 2, 3 … seconds.
  private func marks(_ amounts: [Int64]) -> [StampCount.Mark] {
    amounts.enumerated().map { index, amount in
      StampCount.Mark(at: Instant(seconds: Int64(index + 1)), amount: amount)
    }
  }

  @Test(
    arguments: [
      ([], [], 0), ([5, 5], [], 2), ([5, 5, 5], [3], 0), ([5, 0, 5, 5, 5], [4], 1),
      ([5, 5, -5, 5, 5], [5], 0), ([-5, 5, 5], [], 1), ([5, 5, 5, 5, 5, 5, 5], [3, 6], 1),
    ] as [([Int64], [Int64], Int)]
  )
  func everyThirdPurchaseBringsAReward(_ amounts: [Int64], _ due: [Int64], _ onCard: Int) {
    let count = StampCount(marks(amounts), every: 3, issued: [])
    #expect(count.due.map(\.seconds) == due)
    #expect(count.onCard(every: 3) == onCard)
  }

  @Test func aRewardThatWasGivenStaysAndTheStampsAreStampedAnew() {
    let issued = [Instant(seconds: 3)]
    let count = StampCount(marks([5, 5, 5, -5, 5, 5, 5]), every: 3, issued: issued)
    #expect(count.due.isEmpty)
    #expect(count.onCard(every: 3) == 2)
    #expect(StampCount(marks([5, 5, 5, -5]), every: 3, issued: issued).onCard(every: 3) == 0)
  }

  @Test func aRewardWhoseOrdersAreGoneIsNotGivenAgain() {
    let count = StampCount(marks([5, 5, 5]), every: 3, issued: [Instant(seconds: 2)])
    #expect(count.due.isEmpty)
    #expect(count.rewards == 1)
  }
}
