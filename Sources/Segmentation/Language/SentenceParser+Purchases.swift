import Diagnostics
import Documents

extension SentenceParser {
  /// What follows `bought`: a basket, `together` and a period in either order.
  mutating func bought(isNever: Bool) throws(SentenceError) -> BoughtSyntax {
    let verb = isNever ? "never bought" : "bought"
    let tests = try basketTests(after: verb)
    var together: SourceLocation?
    var window: PeriodSyntax?
    while true {
      if together == nil, reader.keyword() == "together" {
        together = reader.here
        reader.skip()
      } else if window == nil, let period = try self.period() {
        window = period
      } else {
        break
      }
    }
    let basket = BasketSyntax(tests: tests, together: together)
    return BoughtSyntax(isNever: isNever, basket: basket, window: window)
  }

  mutating func basket(after verb: String) throws(SentenceError) -> BasketSyntax {
    let tests = try basketTests(after: verb)
    let place = reader.here
    let together = reader.take(words: "together") ? place : nil
    return BasketSyntax(tests: tests, together: together)
  }

  private mutating func basketTests(
    after verb: String
  ) throws(SentenceError) -> [ProductTestSyntax] {
    if ProductAttribute(rawValue: reader.keyword()) == nil {
      let value = reader.next.map { "\"\($0.text)\"" } ?? "…"
      throw SentenceError(
        "missing-filter",
        "'\(verb)' needs category, brand, sku or product",
        at: reader.here,
        help: "such as '\(verb) category \(value)'"
      )
    }
    return try productTests()
  }

  /// `category Wine, Beer and brand "Old Oak"`.
  mutating func productTests() throws(SentenceError) -> [ProductTestSyntax] {
    var tests = [try productTest()]
    while reader.keyword() == "and" {
      reader.skip()
      tests.append(try productTest())
    }
    return tests
  }

  private mutating func productTest() throws(SentenceError) -> ProductTestSyntax {
    guard let attribute = ProductAttribute(rawValue: reader.keyword()) else {
      throw unknownFilter()
    }
    reader.skip()
    let values = try reader.takeValues("a \(attribute.rawValue)")
    return ProductTestSyntax(attribute: attribute, values: values)
  }

  private func unknownFilter() -> SentenceError {
    let known = ProductAttribute.allCases.map(\.rawValue)
    guard let token = reader.next else {
      return SentenceError(
        "missing-filter",
        "expected category, brand, sku or product",
        at: reader.here
      )
    }
    var help = NearestName.suggestion(for: token.text, among: known)
    // `category Tires and Tubes`: the words around `and` were meant as one name.
    if help == nil, reader.index >= 2, reader.keyword(-1) == "and" {
      let name = reader.written(from: reader.index - 2, to: reader.index + 1)
      help = "a name with 'and' stands in quotes: \"\(name)\""
    }
    return SentenceError(
      "missing-filter",
      "expected category, brand, sku or product, found '\(token.text)'",
      at: token.location,
      help: help
    )
  }
}
