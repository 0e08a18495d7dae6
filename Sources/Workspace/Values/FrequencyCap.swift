package import Shop

/// How many e-mails a person gets at most within a span that ends now.
package struct FrequencyCap: Hashable, Sendable {
  /// At least 1.
  package let count: Int
  package let span: CalendarSpan

  package init(count: Int, span: CalendarSpan) {
    self.count = count
    self.span = span
  }

  /// Reads `3 per 7 days`, `1 per day`.
  package init?(_ text: String) {
    let words = text.lowercased().split(separator: " ", omittingEmptySubsequences: true)
    guard words.count > 2, words[1] == "per",
      let count = Int(words[0]), (1...1_000).contains(count),
      let span = CalendarSpan(words.dropFirst(2).joined(separator: " "))
    else { return nil }
    self.init(count: count, span: span)
  }
}

extension FrequencyCap: CustomStringConvertible {
  /// As it would be written: `3 per 7 days`.
  package var description: String {
    "\(count) per \(span.amount == 1 ? String(span.unit.rawValue.dropLast()) : "\(span)")"
  }
}
