import Campaigns
import Shop
import TestSupport
import Testing

@Suite struct RetryPolicyTests {
  @Test func waitsDoubleFromFiveMinutesToFourHoursWithAFifthOfSpread() {
    var random = SeededGenerator(seed: 7)
    let clock = Instant(seconds: 0)
    for (attempts, minutes) in [(1, 5), (2, 10), (3, 20), (6, 160), (7, 240), (60, 240)] {
      for _ in 0..<200 {
        let wait = RetryPolicy.next(after: attempts, at: clock, random: &random).seconds
        #expect(wait >= Int64(minutes * 48) - 1 && wait <= Int64(minutes * 72) + 1)
      }
    }
  }
}
