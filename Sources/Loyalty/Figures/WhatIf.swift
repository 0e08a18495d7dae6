/// A change in what customers buy, and what it would do to the revenue: "20% buy 5 times more".
package struct WhatIf: Hashable, Sendable {
  /// The share of the customers who change, 0 to 1; they are taken to spend as the average does.
  package let share: Double
  /// What they buy in addition, in parts of what they buy now: 5 for "5 times more".
  package let increase: Double

  package init(share: Double, increase: Double) {
    precondition((0...1).contains(share) && increase >= 0, "a share of the customers buys more")
    self.share = share
    self.increase = increase
  }

  /// What the revenue is multiplied by: 1 + share × increase.
  package var factor: Double { 1 + share * increase }

  /// What a revenue would become, in minor units.
  package func revenue(from revenue: Int64) -> Int64 {
    Int64((Double(revenue) * factor).rounded())
  }

  /// Why a text is no such change.
  package enum Misunderstanding: Error, Hashable, Sendable {
    case form(String)
    case share(String)
    case increase(String)
  }

  /// Reads `20% buy 5 times more` or `20% buy 50% more`, in any case and spacing.
  package init(_ text: String) throws(Misunderstanding) {
    let spaced = text.lowercased().replacing("%", with: " % ")
    let words = spaced.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 6, words[1] == "%", ["buy", "buys"].contains(words[2]),
      ["times", "%"].contains(words[4]), words[5] == "more"
    else { throw .form(text) }
    guard let percent = Self.number(words[0]), percent <= 100 else { throw .share(words[0]) }
    guard let amount = Self.number(words[3]) else { throw .increase(words[3]) }
    self.init(share: percent / 100, increase: words[4] == "%" ? amount / 100 : amount)
  }

  /// Digits with at most one decimal point or comma.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C })
    else { return nil }
    return Double(text.replacing(",", with: "."))
  }
}

extension WhatIf.Misunderstanding: CustomStringConvertible {
  package var description: String {
    switch self {
    case .form(let text):
      "cannot read '\(text)': write a change as '20% buy 5 times more' or '20% buy 50% more'"
    case .share(let text):
      "'\(text)%' is no share of the customers: write a number from 0 to 100"
    case .increase(let text):
      "'\(text)' is no number of times that customers buy more"
    }
  }
}
