import Diagnostics
import Documents
import SQL
import Shop

extension SentenceChecker {
  mutating func measure(_ kind: NumberMeasure.Kind, _ syntax: SubjectSyntax) -> NumberMeasure {
    NumberMeasure(
      kind: kind,
      filter: filter(syntax.filters),
      window: syntax.window.map { period($0) }
    )
  }

  /// Tests that one and the same order line must pass; nil where there are none.
  mutating func filter(_ tests: [ProductTestSyntax]) -> LineFilter? {
    if tests.isEmpty { return nil }
    warnOfContradiction(
      tests,
      help: "with commas any of them; 'bought … and … together' is the same order"
    )
    return LineFilter(tests: tests.map { productTest($0) })
  }

  mutating func basket(_ syntax: BasketSyntax) -> Basket {
    guard let together = syntax.together else {
      warnOfContradiction(
        syntax.tests,
        help: "add 'together' for the same order, or write two lines"
      )
      return Basket(filters: [LineFilter(tests: syntax.tests.map { productTest($0) })])
    }
    if syntax.tests.count < 2 {
      report(
        "bad-together",
        "'together' needs two things joined by 'and'",
        at: together,
        help: "such as 'bought category Tent and category \"Sleeping bag\" together'"
      )
    }
    return Basket(filters: syntax.tests.map { LineFilter(tests: [productTest($0)]) })
  }

  private mutating func productTest(_ syntax: ProductTestSyntax) -> ProductTest {
    for value in syntax.values {
      if let problem = names.problem(value.value, of: syntax.attribute, at: value.location) {
        problems.append(problem)
      }
    }
    return ProductTest(attribute: syntax.attribute, values: syntax.values.map(\.value))
  }

  /// A line has one category, brand and product: two that differ are never on one line.
  private mutating func warnOfContradiction(_ tests: [ProductTestSyntax], help: String) {
    for attribute in ProductAttribute.allCases {
      let same = tests.filter { $0.attribute == attribute }
      guard same.count > 1, let last = same.last?.values.first else { continue }
      let sets = same.map { Set($0.values.map { TextFolding.casefold($0.value) }) }
      let common = sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
      guard common.isEmpty else { continue }
      warn(
        "always-false",
        "one order line has only one \(attribute.rawValue), so no one passes",
        at: last.location,
        help: help
      )
    }
  }

  // MARK: Periods

  mutating func period(_ syntax: PeriodSyntax) -> Period {
    switch syntax.kind {
    case .last(let count, let unit):
      if count == 0 { warnOfNothing(syntax.location) }
      return .last(count, unit)
    case .calendar(let period): return .calendar(period)
    case .during(let date): return .days(from: date.first, through: date.last)
    case .between(let first, let last):
      if first.first > last.last {
        warn(
          "empty-range",
          "no day is from \(first.first) to \(last.last)",
          at: syntax.location,
          help: "the earlier day comes first"
        )
      }
      return .days(from: first.first, through: last.last)
    case .since(let date): return .days(from: date.first, through: nil)
    case .before(let date): return .days(from: nil, through: date.first.adding(days: -1))
    case .after(let date): return .days(from: date.last.adding(days: 1), through: nil)
    case .through(let date): return .days(from: nil, through: date.last)
    case .earlier(let count, let unit, let isIncluded):
      return .earlier(count, unit, isEndIncluded: isIncluded)
    case .later(let count, let unit, let isIncluded):
      if count == 0 { warnOfNothing(syntax.location) }
      return .later(count, unit, isEndIncluded: isIncluded)
    case .ago(let first, let last, let unit):
      if first > last {
        warn(
          "empty-range",
          "nothing is from \(first) to \(last) \(unit.rawValue) ago",
          at: syntax.location,
          help: "did you mean \(last)..\(first)?"
        )
      }
      return .ago(from: first, to: last, unit)
    }
  }

  private mutating func warnOfNothing(_ place: SourceLocation) {
    warn("empty-range", "a period of nothing: no one passes", at: place)
  }
}
