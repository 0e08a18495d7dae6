extension Machine {
  /// The result of a filter that makes a value.
  mutating func apply(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    switch call.filter {
    case .abs, .atLeast, .atMost, .ceil, .dividedBy, .floor, .minus, .modulo, .plus, .round, .times:
      return try applyToNumber(call, input, frame)
    case .compact, .concat, .find, .findIndex, .has, .join, .map, .reject, .reverse, .sort,
      .sortNatural, .sum, .uniq, .where, .sample, .shuffle:
      return try applyToList(call, input, frame)
    case .default: return try fallback(call, input, frame)
    case .first: return first(input)
    case .last: return ValuePart.last(input)
    case .size: return Value(Int64(ValuePart.size(input) ?? 0))
    case .slice: return try slice(call, input, frame)
    case .raw:
      let text = input.tag == .array ? try joined(input, with: nil) : text(input)
      return text.asMarkup(isHTML)
    case .timeZone: return try inTimeZone(input, argument(call, 0, frame) ?? .null)
    case .pluralize: return try pluralForm(call, input, frame)
    case .possessive: return try possessive(input)
    case .list: return try listed(input)
    case .translate: return try translation(call, input, frame)
    default: return try applyToText(call, input, frame)
    }
  }

  /// The other value for nothing, false, and what is empty or blank.
  private mutating func fallback(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let isMissing: Bool
    switch input.tag {
    case .null: isMissing = true
    case .bool:
      let allowsFalse = keyword(call, "allow_false", frame)?.isTruthy ?? false
      isMissing = !input.bool && !allowsFalse
    case .string: isMissing = input.utf8.allSatisfy(Bytes.isSpace)
    case .array, .object: isMissing = input.count == 0
    default: isMissing = false
    }
    guard isMissing else { return input }
    return argument(call, 0, frame) ?? Value(string: nil, count: 0)
  }

  /// Characters of a text, or elements of a list.
  private mutating func slice(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let offset = try strictInteger(argument(call, 0, frame) ?? .null)
    let given = argument(call, 1, frame) ?? .null
    let length = given.isTruthy ? try strictInteger(given) : 1
    let isList = input.tag == .array
    let whole = isList ? input : text(input)
    let size = Int64(isList ? whole.size : Bytes.scalarCount(whole.utf8))
    let start = offset < 0 ? offset &+ size : offset
    guard start >= 0, start <= size, length >= 0 else {
      return isList ? Value(array: nil, count: 0) : Value(string: nil, count: 0)
    }
    let end = min(size, start.addingReportingOverflow(length).overflow ? size : start + length)
    if isList {
      let first = whole.elements.baseAddress.map { $0 + Int(start) }
      return Value(array: first, count: Int(end - start))
    }
    return Self.scalars(of: whole, Int(start), Int(end))
  }

  /// The characters from one number up to another.
  static func scalars(of text: Value, _ start: Int, _ end: Int) -> Value {
    let first = Bytes.offset(ofScalar: start, in: text.utf8)
    let last = Bytes.offset(ofScalar: end, in: text.utf8)
    let base = text.bytes.map { $0 + first }
    return Value(string: base, count: last - first, isMarkup: text.isMarkup)
  }
}
