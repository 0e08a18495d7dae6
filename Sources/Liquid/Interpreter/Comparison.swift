/// Equality and order of values, as Liquid has them.
enum ValueOrder {
  static func areEqual(_ a: Value, _ b: Value) -> Bool {
    if a.tag == .blank || a.tag == .empty { return isLiteral(a.tag, b) }
    if b.tag == .blank || b.tag == .empty { return isLiteral(b.tag, a) }
    switch (a.tag, b.tag) {
    case (.string, .string):
      return a.count == b.count && Bytes.equal(a.bytes, b.bytes, a.size)
    case (.integer, .decimal): return Double(a.integer) == b.decimal
    case (.decimal, .integer): return a.decimal == Double(b.integer)
    case (.decimal, .decimal): return a.decimal == b.decimal
    case (.array, .array):
      return a.count == b.count && zip(a.elements, b.elements).allSatisfy(areEqual)
    case (.object, .object):
      return a.count == b.count
        && a.entries.allSatisfy { entry in
          b.field(Symbol(record: entry.key)).map { areEqual($0, entry.value) } ?? false
        }
    case (.range, .range): return a.bounds == b.bounds
    case (let left, let right): return left == right && a.bits == b.bits
    }
  }

  /// Whether a value is what the word `blank` or `empty` says.
  private static func isLiteral(_ word: Value.Tag, _ value: Value) -> Bool {
    switch value.tag {
    case .string: value.count == 0 || (word == .blank && value.utf8.allSatisfy(Bytes.isSpace))
    case .array, .object: value.count == 0
    case .null: word == .blank
    case .bool: word == .blank && !value.bool
    default: false
    }
  }

  /// The order of two values of one kind; nil for values without an order.
  static func compare(_ a: Value, _ b: Value) -> Int? {
    switch (a.tag, b.tag) {
    case (.integer, .integer), (.instant, .instant), (.day, .day):
      return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0
    case (.integer, .decimal): return compare(Double(a.integer), b.decimal)
    case (.decimal, .integer): return compare(a.decimal, Double(b.integer))
    case (.decimal, .decimal): return compare(a.decimal, b.decimal)
    case (.string, .string): return Bytes.compare(a.utf8, b.utf8)
    case (.array, .array):
      for (left, right) in zip(a.elements, b.elements) {
        guard let order = compare(left, right) else { return nil }
        if order != 0 { return order }
      }
      return a.size - b.size
    default: return areEqual(a, b) ? 0 : nil
    }
  }

  private static func compare(_ a: Double, _ b: Double) -> Int? {
    a < b ? -1 : a > b ? 1 : a == b ? 0 : nil
  }

  /// Whether `a comparison b` holds.
  static func holds(
    _ comparison: ComparisonOperator,
    _ a: Value,
    _ b: Value
  ) throws(Failure) -> Bool {
    switch comparison {
    case .equal: return areEqual(a, b)
    case .unequal: return !areEqual(a, b)
    case .contains: return contains(a, b)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    guard isOrdered(a), isOrdered(b) else { return false }
    guard let order = compare(a, b) else {
      throw Failure("cannot compare \(kind(a)) with \(kind(b))")
    }
    switch comparison {
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  private static func isOrdered(_ value: Value) -> Bool {
    switch value.tag {
    case .integer, .decimal, .string, .instant, .day: true
    default: false
    }
  }

  private static func contains(_ whole: Value, _ part: Value) -> Bool {
    guard part.isTruthy else { return false }
    switch whole.tag {
    case .string:
      if part.tag == .string { return Bytes.find(part.utf8, in: whole.utf8) != nil }
      let text = ValueText.plain(part)
      return whole.text.contains(text) || text.isEmpty
    case .array:
      if part.tag == .blank || part.tag == .empty { return false }
      return whole.elements.contains { areEqual($0, part) }
    case .object: return part.tag == .string && whole.field(part.bytes, part.size) != nil
    case .range:
      guard part.tag == .integer || part.tag == .decimal else { return false }
      return (compare(part, Value(whole.bounds.first)) ?? -1) >= 0
        && (compare(part, Value(whole.bounds.last)) ?? 1) <= 0
    default: return false
    }
  }

  /// What a value is, for a person.
  static func kind(_ value: Value) -> String {
    switch value.tag {
    case .null, .blank, .empty: "nothing"
    case .bool: "true or false"
    case .integer, .decimal: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    case .range: "a range"
    case .instant, .day: "a date"
    case .loop, .rowLoop: "a loop"
    }
  }
}
