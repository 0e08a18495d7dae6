import SQL
import Testing

@Suite struct StableHashTests {
  @Test func isTheSameForEver() {
    #expect(
      StableHash.bucket(seed: "spring", id: "11000")
        == StableHash.bucket(seed: "spring", id: "11000")
    )
    #expect(StableHash.bucket(seed: "a", id: "bc") != StableHash.bucket(seed: "ab", id: "c"))
  }

  @Test func spreadsIdsEvenlyAndSeedsAreIndependent() {
    var inA = 0
    var inBoth = 0
    for number in 0..<20_000 {
      let a = StableHash.bucket(seed: "a", id: "\(number)") < 200_000
      let b = StableHash.bucket(seed: "b", id: "\(number)") < 200_000
      if a { inA += 1 }
      if a && b { inBoth += 1 }
    }
    // Five standard deviations of a binomial around 20 % and 4 %.
    #expect(abs(inA - 4_000) < 283)
    #expect(abs(inBoth - 800) < 139)
  }
}
