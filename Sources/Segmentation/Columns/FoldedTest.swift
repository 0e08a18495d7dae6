import SQL

/// A test of texts that compares them without regard to case, its own texts folded once.
struct FoldedTest {
  private enum Kind {
    case oneOf(Set<String>, numbers: Set<Double>)
    case noneOf(Set<String>, numbers: Set<Double>)
    case match(TextPlace, [[UInt8]])
    case within(NumberRange)
    case anything
  }

  private let kind: Kind

  /// Holds of every text.
  static let isKnown = FoldedTest(kind: .anything)

  private init(kind: Kind) { self.kind = kind }

  init(_ test: TextTest) {
    switch test {
    case .oneOf(let texts): kind = .oneOf(Self.folded(texts), numbers: [])
    case .noneOf(let texts): kind = .noneOf(Self.folded(texts), numbers: [])
    case .match(let place, let texts): kind = .match(place, Self.patterns(texts))
    }
  }

  init(_ test: CustomTest) {
    func numbers(_ values: [CustomValue]) -> Set<Double> {
      Set(values.compactMap { $0.number?.double })
    }
    switch test {
    case .oneOf(let values):
      kind = .oneOf(Self.folded(values.map(\.text)), numbers: numbers(values))
    case .noneOf(let values):
      kind = .noneOf(Self.folded(values.map(\.text)), numbers: numbers(values))
    case .match(let place, let texts): kind = .match(place, Self.patterns(texts))
    case .within(let range): kind = .within(range)
    }
  }

  /// Whether it holds; an empty text is as none, of which nothing holds.
  func holds(_ text: String) -> Bool {
    if text.isEmpty { return false }
    switch kind {
    case .oneOf(let texts, let numbers): return Self.equals(text, texts, numbers)
    case .noneOf(let texts, let numbers): return !Self.equals(text, texts, numbers)
    case .match(let place, let patterns):
      var folded = TextFolding.casefold(text)
      return folded.withUTF8 { folded in patterns.contains { place.matches(folded, $0) } }
    case .within(let range): return NumberText.value(text).map { range.contains($0) } ?? false
    case .anything: return true
    }
  }

  private static func equals(_ text: String, _ texts: Set<String>, _ numbers: Set<Double>) -> Bool {
    if texts.contains(TextFolding.casefold(text)) { return true }
    return !numbers.isEmpty && NumberText.value(text).map { numbers.contains($0) } ?? false
  }

  private static func folded(_ texts: [String]) -> Set<String> {
    Set(texts.map(TextFolding.casefold))
  }

  private static func patterns(_ texts: [String]) -> [[UInt8]] {
    texts.map { Array(TextFolding.casefold($0).utf8) }
  }
}

extension TextPlace {
  /// Of texts in UTF-8, where the bytes of one stand in another only as its letters do.
  fileprivate func matches(_ text: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    let last = text.count - part.count
    func stands(at start: Int) -> Bool {
      part.indices.allSatisfy { text[start + $0] == part[$0] }
    }
    return switch self {
    case .start: stands(at: 0)
    case .end: stands(at: last)
    case .anywhere: (0...last).contains(where: stands)
    }
  }
}
