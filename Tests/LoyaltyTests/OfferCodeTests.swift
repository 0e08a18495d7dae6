import Loyalty
import TestSupport
import Testing

@Suite struct OfferCodeTests {
  private static let alphabet = Array(OfferCode.alphabet)

  private static func codes(length: Int, count: Int) -> [String] {
    var random = SeededGenerator(seed: UInt64(length))
    return (0..<count).map { _ in OfferCode.unique(prefix: "VAR", length: length, using: &random) }
  }

  @Test func theAlphabetIsUnambiguous() {
    #expect(Self.alphabet.count == 31)
    #expect(Set(Self.alphabet).count == 31)
    #expect(Set(Self.alphabet).isDisjoint(with: "0O1IL"))
  }

  @Test(arguments: [2, 3, 8, 12, 31, 64])
  func aCodeHasItsPrefixItsLengthAndIsValid(length: Int) {
    for code in Self.codes(length: length, count: 200) {
      #expect(code.hasPrefix("VAR"))
      #expect(code.count == 3 + length)
      #expect(Set(code.dropFirst(3)).isSubset(of: Self.alphabet))
      #expect(OfferCode.isValid(code, prefix: "VAR"))
      #expect(OfferCode.isValid(code.lowercased(), prefix: "VAR"))
    }
  }

  @Test(arguments: [2, 8, 33])
  func noWrongCharacterPasses(length: Int) {
    for code in Self.codes(length: length, count: 20) {
      let characters = Array(code)
      for index in 3..<characters.count {
        for wrong in Self.alphabet where wrong != characters[index] {
          var typed = characters
          typed[index] = wrong
          #expect(!OfferCode.isValid(String(typed), prefix: "VAR"))
        }
      }
    }
  }

  /// All places of a usual code, and those of a long one where its weights begin anew.
  @Test(arguments: [(8, 0...6), (33, 28...31)])
  func noSwapOfNeighboursPasses(length: Int, places: ClosedRange<Int>) throws {
    // Every pair of characters at every place, the rest of the code completed to be valid.
    for index in places.map({ $0 + 3 }) {
      for first in Self.alphabet {
        for second in Self.alphabet where first != second {
          var characters = Array("VAR" + String(repeating: "2", count: length))
          characters[index] = first
          characters[index + 1] = second
          // Completed at a place that the swap leaves alone.
          let free = index == 3 ? 6 : 3
          let valid = Self.alphabet.map { character in
            var completed = characters
            completed[free] = character
            return completed
          }
          .first { OfferCode.isValid(String($0), prefix: "VAR") }
          var typed = try #require(valid)
          typed.swapAt(index, index + 1)
          if OfferCode.isValid(String(typed), prefix: "VAR") {
            Issue.record("\(first) and \(second) swapped at \(index - 3) are not noticed")
          }
        }
      }
    }
  }

  @Test(arguments: [
    "", "VAR", "VAR2", "XAR7K2MX9QF", "VAR7K2MX9Q0", "VAR7K2MX9QÅ", "7K2MX9QF",
  ])
  func whatIsNoCodeIsNotValid(text: String) {
    #expect(!OfferCode.isValid(text, prefix: "VAR"))
  }

  @Test func codesAreSpreadOverAllCharactersAndHardlyEverMeet() {
    let codes = Self.codes(length: 8, count: 5_000)
    #expect(Set(codes).count == 5_000)
    for index in 3..<11 {
      #expect(Set(codes.map { Array($0)[index] }).count == 31)
    }
  }

  @Test func theSameSourceGivesTheSameCodes() {
    #expect(Self.codes(length: 8, count: 5) == Self.codes(length: 8, count: 5))
  }

  @Test(
    arguments: zip(
      [1, 2, 3, 8, 13, 14, 100],
      [1, 31, 961, 27_512_614_111, 787_662_783_788_549_761, Int.max, Int.max]
    )
  )
  func countsItsCombinations(length: Int, combinations: Int) {
    #expect(OfferCode.combinations(length: length) == combinations)
  }
}
