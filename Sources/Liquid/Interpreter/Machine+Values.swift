extension Machine {
  // MARK: Operands

  @inline(__always)
  func operand(_ index: Int32) -> Operand { tables.operands[index] }

  @inline(__always)
  mutating func value(_ index: Int32, _ frame: Frame) -> Value {
    let operand = tables.operands[index]
    switch operand.kind {
    case .constant: return tables.constants[operand.a]
    case .slot: return frame.slots[Int(operand.a)]
    case .path: return descend(operand, frame)
    default: return rareValue(operand, frame)
    }
  }

  private mutating func rareValue(_ operand: Operand, _ frame: Frame) -> Value {
    switch operand.kind {
    case .range:
      let first = value(operand.a, frame).asWholeNumber
      let last = value(operand.b, frame).asWholeNumber
      return arena.range(RangeBounds(first: first, last: last))
    case .named: return named(operand, frame)
    case .loop:
      let state = UInt64(UInt(bitPattern: frame.states + Int(operand.a)))
      return Value(bits: state, tag: operand.b == 1 ? .rowLoop : .loop)
    case .loopField:
      guard let field = LoopField(rawValue: operand.b) else { return .null }
      return frame.states[Int(operand.a)].field(field)
    default: return .null
    }
  }

  /// The variable whose name is computed: in the template first, then in the data.
  private mutating func named(_ operand: Operand, _ frame: Frame) -> Value {
    let name = value(operand.a, frame)
    guard name.tag == .string else { return .null }
    for index in (0..<operand.c).reversed() {
      let known = tables.constants[tables.lists[operand.b + 2 * index]]
      if ValueOrder.areEqual(known, name) {
        return frame.slots[Int(tables.lists[operand.b + 2 * index + 1])]
      }
    }
    for layer in roots {
      if let value = layer.field(name.bytes, name.size) { return value }
    }
    return .null
  }

  private mutating func descend(_ operand: Operand, _ frame: Frame) -> Value {
    var current = value(operand.a, frame)
    for index in operand.b..<(operand.b &+ operand.c) {
      let step = tables.steps.pointer(at: index)
      if step.pointee.kind == .name, current.tag == .object,
        let field = field(of: current, step.pointee.symbol, hint: Int(index))
      {
        current = field
      } else {
        current = take(step.pointee, from: current, frame)
        if current.isNull { return current }
      }
    }
    return current
  }

  /// The field of an object, looked for first where this step found it the last time.
  @inline(__always)
  private func field(of object: Value, _ symbol: Symbol, hint: Int) -> Value? {
    let entries = object.entries
    let place = Int(hints[hint])
    if place < entries.count, entries[place].key == symbol.record { return entries[place].value }
    for index in entries.indices where entries[index].key == symbol.record {
      hints[hint] = UInt32(truncatingIfNeeded: index)
      return entries[index].value
    }
    return nil
  }

  private mutating func take(_ step: PathStep, from value: Value, _ frame: Frame) -> Value {
    switch step.kind {
    case .name: return property(step, of: value)
    case .index: return element(of: value, step.number)
    case .computed:
      let key = self.value(Int32(step.number), frame)
      switch key.tag {
      case .integer: return element(of: value, key.integer)
      case .string:
        return value.tag == .object ? value.field(key.bytes, key.size) ?? .null : .null
      default: return .null
      }
    }
  }

  /// Lists have elements by number; ranges only first and last.
  private func element(of value: Value, _ index: Int64) -> Value {
    value.tag == .array ? ValuePart.element(value, index) : .null
  }

  private mutating func property(_ step: PathStep, of value: Value) -> Value {
    switch value.tag {
    case .loop, .rowLoop:
      let state = UnsafePointer<LoopState>(bitPattern: UInt(value.bits))
      return state?.pointee.field(named: step.symbol, isRow: value.tag == .rowLoop) ?? .null
    default: break
    }
    switch step.command {
    case .none: return .null
    case .size: return ValuePart.size(value).map { Value(Int64($0)) } ?? .null
    case .first: return first(value)
    case .last: return ValuePart.last(value)
    }
  }
}

extension Machine {
  /// The first element, character, or field as a pair.
  mutating func first(_ value: Value) -> Value {
    guard value.tag == .object else { return ValuePart.first(value) }
    return value.entries.first.map { arena.pair(Symbol(record: $0.key).value, $0.value) } ?? .null
  }

  // MARK: Numbers and text

  /// The value as text, with lists and objects as they are inspected.
  mutating func text(_ value: Value) -> Value {
    switch value.tag {
    case .string: value
    case .null, .blank, .empty: Value(string: nil, count: 0)
    default: arena.string(ValueText.plain(value))
    }
  }

  /// A whole number: an integer, or text that is exactly one.
  func strictInteger(_ value: Value) throws(Failure) -> Int64 {
    if value.tag == .integer { return value.integer }
    if value.tag == .string {
      if let number = value.exactInteger { return number }
    }
    throw Failure("\(ValueOrder.kind(value)) is not a whole number")
  }
}

/// Parts of lists and texts.
enum ValuePart {
  static func size(_ value: Value) -> Int? {
    switch value.tag {
    case .string: Bytes.scalarCount(value.utf8)
    case .array, .object: value.size
    case .range: value.bounds.count
    case .integer: 8
    default: nil
    }
  }

  /// Counted from the end when the index is negative.
  static func element(_ value: Value, _ index: Int64) -> Value {
    switch value.tag {
    case .array:
      let position = index < 0 ? index + Int64(value.size) : index
      guard position >= 0, position < Int64(value.size) else { return .null }
      return value.elements[Int(position)]
    case .range:
      let count = Int64(value.bounds.count)
      let position = index < 0 ? index + count : index
      guard position >= 0, position < count else { return .null }
      return Value(value.bounds.first + position)
    default: return .null
    }
  }

  static func first(_ value: Value) -> Value {
    switch value.tag {
    case .array, .range: element(value, 0)
    case .string:
      Value(
        string: value.bytes,
        count: Bytes.offset(ofScalar: 1, in: value.utf8),
        isMarkup: value.isMarkup
      )
    default: .null
    }
  }

  static func last(_ value: Value) -> Value {
    switch value.tag {
    case .array, .range: return element(value, -1)
    case .string:
      guard let base = value.bytes, value.size > 0 else { return value }
      let start = value.utf8.lastIndex(where: Bytes.startsScalar) ?? 0
      return Value(string: base + start, count: value.size - start, isMarkup: value.isMarkup)
    default: return .null
    }
  }
}

extension Value {
  /// The whole number at the beginning of the value, as far as it fits; 0 when there is none.
  var asWholeNumber: Int64 {
    switch tag {
    case .integer: integer
    case .decimal: Int64(exactly: decimal.rounded(.towardZero)) ?? 0
    case .string: leadingInteger() ?? (startsWithMinus ? .min : .max)
    default: 0
    }
  }

  private var startsWithMinus: Bool { utf8.first { !Bytes.isSpace($0) } == 0x2D }

  /// The digits at the beginning of a text as a number, nil when that is too large; single
  /// underscores between them are passed over.
  func leadingInteger<Integer: FixedWidthInteger>() -> Integer? {
    var bytes = utf8.drop(while: Bytes.isSpace)
    let isNegative = bytes.first == 0x2D
    if isNegative || bytes.first == 0x2B { bytes = bytes.dropFirst() }
    var number: Integer = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x5F, index > bytes.startIndex, bytes[index - 1] != 0x5F { continue }
      guard Bytes.isDigit(byte) else { break }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflowed) = tens.addingReportingOverflow(Integer(byte - 0x30))
      if overflow || overflowed { return nil }
      number = sum
    }
    return isNegative ? 0 - number : number
  }

  /// The whole number that a text is, as far as it fits; nil when it is anything else.
  fileprivate var exactInteger: Int64? {
    let text = Machine.stripped(self, left: true, right: true)
    let hasSign = text.utf8.first == 0x2D || text.utf8.first == 0x2B
    let groups = text.utf8.dropFirst(hasSign ? 1 : 0)
      .split(separator: 0x5F, omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Bytes.isDigit) }) else { return nil }
    return text.asWholeNumber
  }
}
