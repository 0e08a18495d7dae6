import Diagnostics
import Documents
import Shop

/// Reads one sentence of the segment language.
///
///     sentence  = ["not"] statement
///     statement = "everyone" | "segment" value | "sample" share "seed" value
///               | "top" size "by" measure | ["never"] "bought" basket [period]
///               | "last order contains" basket | returning | subject predicate
///     subject   = name [filters] [period]        filters and period in either order
///               | "expected orders" ["in next" span]
struct SentenceParser {
  var reader: TokenReader

  /// The sentence's syntax tree, or its first problem.
  static func parse(_ source: SentenceText) -> Result<SentenceSyntax, SentenceError> {
    do throws(SentenceError) {
      let tokens = try Lexer.tokens(of: source)
      let end = source.locate(source.text.unicodeScalars.count, 1)
      var parser = SentenceParser(reader: TokenReader(tokens, end: end))
      return .success(try parser.sentence())
    } catch {
      return .failure(error)
    }
  }

  /// A ranking alone, as `limit` holds it.
  static func parseLimit(_ source: SentenceText) -> Result<RankingSyntax, SentenceError> {
    do throws(SentenceError) {
      let tokens = try Lexer.tokens(of: source)
      let end = source.locate(source.text.unicodeScalars.count, 1)
      var parser = SentenceParser(reader: TokenReader(tokens, end: end))
      guard parser.reader.take(words: "top") else {
        throw SentenceError(
          "bad-limit",
          "a limit begins with 'top'",
          at: parser.reader.here,
          help: "such as 'top 500 by spent in last 12 months'"
        )
      }
      let ranking = try parser.ranking()
      try parser.expectEnd()
      return .success(ranking)
    } catch {
      return .failure(error)
    }
  }

  private mutating func sentence() throws(SentenceError) -> SentenceSyntax {
    guard !reader.isAtEnd else {
      throw SentenceError("empty-condition", "this condition is empty", at: reader.here)
    }
    let isNegated = reader.take(words: "not")
    if reader.keyword() == "not" {
      throw SentenceError("double-not", "'not' stands here twice", at: reader.here)
    }
    let statement = try self.statement()
    try expectEnd()
    let location = reader.stretch(from: 0)
    return SentenceSyntax(isNegated: isNegated, statement: statement, location: location)
  }

  private mutating func statement() throws(SentenceError) -> StatementSyntax {
    if reader.take(words: "everyone") { return .everyone }
    if reader.take(words: "segment") {
      return .segment(try reader.takeValue("the name of a segment"))
    }
    if reader.take(words: "sample") { return try sample() }
    if reader.take(words: "top") { return .top(try ranking()) }
    if reader.take(words: "never", "bought") { return .bought(try bought(isNever: true)) }
    if reader.take(words: "bought") { return .bought(try bought(isNever: false)) }
    if reader.take(words: "last", "order", "contains") {
      return .lastOrderContains(try basket(after: "last order contains"))
    }
    if let date = try returningDate() { return .returning(date, try returningPeriod()) }
    var subject = try self.subject()
    let predicate = try self.predicate(of: &subject)
    return .test(subject, predicate)
  }

  private mutating func sample() throws(SentenceError) -> StatementSyntax {
    guard let size = reader.next, size.isAmount else {
      throw SentenceError(
        "missing-value",
        "'sample' needs a share",
        at: reader.here,
        help: "such as 'sample 20% seed spring'"
      )
    }
    reader.skip()
    guard reader.take(words: "seed") else {
      throw SentenceError(
        "missing-seed",
        "'sample' needs a seed: the same seed draws the same customers",
        at: reader.here,
        help: "such as 'sample \(size.text) seed spring'"
      )
    }
    return .sample(size: size, seed: try reader.takeValue("a seed"))
  }

  private mutating func ranking() throws(SentenceError) -> RankingSyntax {
    let example = "such as 'top 10% by spent in last 12 months'"
    guard let size = reader.next, size.isAmount else {
      throw SentenceError(
        "missing-value",
        "'top' needs a number or a share",
        at: reader.here,
        help: example
      )
    }
    reader.skip()
    guard reader.take(words: "by") else {
      throw SentenceError("missing-measure", "expected 'by'", at: reader.here, help: example)
    }
    return RankingSyntax(size: size, measure: try subject())
  }

  private mutating func expectEnd() throws(SentenceError) {
    guard let token = reader.next else { return }
    let help: String? =
      switch token.keyword {
      case "and": "one condition a line: write the next one as its own line under 'all'"
      case "or": "write each condition as its own line under 'any'"
      default: nil
      }
    throw SentenceError(
      "unexpected-word",
      "unexpected '\(token.text)' after the end of the condition",
      at: token.location,
      help: help
    )
  }
}

extension Token {
  /// Whether it is a number or a share.
  var isAmount: Bool {
    switch kind {
    case .number, .percent: true
    default: false
    }
  }
}
