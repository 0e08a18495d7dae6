/// A value that a template may see, in a form that is convenient to write.
///
/// Literals work: `["name": "Anna", "points": 12, "tags": ["new"]]`.
package enum LiquidValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case decimal(Double)
  case string(String)
  case array([LiquidValue])
  /// Fields in their order; the first of two with one name counts.
  case object([LiquidField])
  /// A moment in UTC; shown in the recipient's time zone.
  case instant(milliseconds: Int64)
  /// A date in the Gregorian calendar, the same in every time zone.
  case day(year: Int, month: Int, day: Int)
}

/// One named value of an object.
package struct LiquidField: Hashable, Sendable {
  package let name: String
  package let value: LiquidValue

  package init(_ name: String, _ value: LiquidValue) {
    self.name = name
    self.value = value
  }
}

extension LiquidValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral flag: Bool) { self = .bool(flag) }
  package init(integerLiteral integer: Int64) { self = .integer(integer) }
  package init(floatLiteral decimal: Double) { self = .decimal(decimal) }
  package init(stringLiteral text: String) { self = .string(text) }
  package init(arrayLiteral elements: LiquidValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, LiquidValue)...) {
    self = .object(elements.map { LiquidField($0.0, $0.1) })
  }
}
