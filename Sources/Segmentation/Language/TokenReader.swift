import Diagnostics
import Documents

/// Walks over a sentence's tokens.
struct TokenReader {
  private let tokens: [Token]
  /// The place after the last token.
  private let end: SourceLocation
  private(set) var index = 0

  init(_ tokens: [Token], end: SourceLocation) {
    self.tokens = tokens
    self.end = end
  }

  var next: Token? { peek(0) }

  var isAtEnd: Bool { index >= tokens.count }

  func peek(_ distance: Int) -> Token? {
    index + distance < tokens.count ? tokens[index + distance] : nil
  }

  /// The word there, in small letters; empty for anything else.
  func keyword(_ distance: Int = 0) -> String { peek(distance)?.keyword ?? "" }

  /// The place of the next token, or the sentence's end.
  var here: SourceLocation { next?.location ?? end }

  /// From a token on to the last one that was taken.
  func stretch(from start: Int) -> SourceLocation {
    guard start < tokens.count else { return end }
    let first = tokens[start].location
    let last = tokens[max(start, min(index, tokens.count) - 1)].location
    guard first.line == last.line, last.column >= first.column else { return first }
    return SourceLocation(
      file: first.file,
      line: first.line,
      column: first.column,
      length: last.column + last.length - first.column
    )
  }

  mutating func take() -> Token? {
    guard let token = next else { return nil }
    index += 1
    return token
  }

  mutating func skip(_ count: Int = 1) { index = min(index + count, tokens.count) }

  mutating func rewind(to index: Int) { self.index = index }

  /// Takes the words, where all of them follow.
  mutating func take(words: String...) -> Bool {
    for (distance, word) in words.enumerated() where keyword(distance) != word { return false }
    skip(words.count)
    return true
  }

  /// The rest as it was written, words parted by spaces.
  var rest: String { tokens[min(index, tokens.count)...].map(\.text).joined(separator: " ") }

  /// The tokens from one place up to another, with spaces between.
  func written(from start: Int, to end: Int) -> String {
    tokens[start..<max(start, end)].map(\.text).joined(separator: " ")
  }
}

extension TokenReader {
  /// A value as text: any token that is no sign and no word of the language.
  mutating func takeValue(_ called: String) throws(SentenceError) -> Located<String> {
    guard let token = next else {
      let word = index > 1 && keyword(-2) == "is" ? tokens[index - 1].text : ""
      throw SentenceError(
        "missing-value",
        "\(called) is missing here",
        at: here,
        help: word.isEmpty ? nil : "to mean the text, write \"\(word)\" in quotes"
      )
    }
    switch token.kind {
    case .comma, .range, .comparison:
      throw SentenceError(
        "missing-value",
        "expected \(called), found '\(token.text)'",
        at: token.location
      )
    case .word where Vocabulary.reserved.contains(token.keyword):
      throw SentenceError(
        "reserved-word",
        "'\(token.text)' is a word of the language, not \(called)",
        at: token.location,
        help: "to mean the text, write \"\(token.text)\" in quotes"
      )
    case .quoted where token.text.allSatisfy(\.isWhitespace):
      throw SentenceError("missing-value", "\(called) is empty", at: token.location)
    case _ where token.text.utf8.count > Self.longestValue:
      throw SentenceError(
        "too-large",
        "a value has at most \(Self.longestValue) bytes",
        at: token.location
      )
    default:
      skip()
      return Located(token.text, at: token.location)
    }
  }

  /// Longer than any name, and far from what a database refuses as a pattern.
  private static let longestValue = 2_000

  /// Values with commas between them.
  mutating func takeValues(_ called: String) throws(SentenceError) -> [Located<String>] {
    var values = [try takeValue(called)]
    while next?.kind == .comma {
      skip()
      values.append(try takeValue(called))
    }
    if let token = next, Self.continuesValue(token) {
      var end = index
      while end < tokens.count, Self.continuesValue(tokens[end]) { end += 1 }
      throw SentenceError(
        "unquoted-value",
        "unexpected '\(token.text)' after '\(tokens[index - 1].text)'",
        at: token.location,
        help: "a value with spaces stands in quotes: \"\(written(from: index - 1, to: end))\""
      )
    }
    return values
  }

  private static func continuesValue(_ token: Token) -> Bool {
    switch token.kind {
    case .word: !Vocabulary.reserved.contains(token.keyword)
    case .quoted: true
    default: false
    }
  }
}
