/// Codes that customers can read aloud and type: no 0, O, 1, I or L, and a check character.
///
/// A code is a prefix, then random characters of the alphabet, the last of them computed from the
/// others: one wrong character, or two neighbours swapped, never give another valid code.
package enum OfferCode {
  /// The 31 characters, in the order of their values from 0.
  package static let alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

  private static let characters = Array(alphabet.utf8)
  private static let values = Dictionary(
    uniqueKeysWithValues: zip(characters, characters.indices)
  )

  /// A fresh code, without knowledge of those given out before.
  ///
  /// `length` counts the characters after the prefix, the check character included; at least 2.
  package static func unique(
    prefix: String,
    length: Int,
    using random: inout some RandomNumberGenerator
  ) -> String {
    precondition(length >= 2, "a code has at least one random and one check character")
    let digits = (1..<length).map { _ in Int.random(in: characters.indices, using: &random) }
    for check in characters.indices where weightedSum(digits + [check]) == 0 {
      return prefix + String(decoding: (digits + [check]).map { characters[$0] }, as: UTF8.self)
    }
    preconditionFailure("modulo a prime one check character completes the sum")
  }

  /// How many different codes of a length there are, `Int.max` at most.
  ///
  /// Random codes are told apart easily while far fewer than this are given out.
  package static func combinations(length: Int) -> Int {
    var combinations = 1
    for _ in 1..<max(1, length) {
      let (product, isTooBig) = combinations.multipliedReportingOverflow(by: modulus)
      if isTooBig { return Int.max }
      combinations = product
    }
    return combinations
  }

  /// Whether a text, in any case, could be a code that was made with this prefix.
  package static func isValid(_ code: String, prefix: String) -> Bool {
    let code = code.uppercased()
    guard code.hasPrefix(prefix.uppercased()) else { return false }
    let characters = code.dropFirst(prefix.count).utf8
    let digits = characters.compactMap { values[$0] }
    return digits.count == characters.count && digits.count >= 2 && weightedSum(digits) == 0
  }

  private static let modulus = 31

  /// Neighbours have different weights, and none is a multiple of the modulus.
  private static func weight(at index: Int) -> Int { index % (modulus - 1) + 1 }

  private static func weightedSum(_ digits: [Int]) -> Int {
    digits.enumerated().reduce(0) { ($0 + $1.element * weight(at: $1.offset)) % modulus }
  }
}
