extension Machine {
  mutating func applyToList(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let given = argument(call, 0, frame)
    let property = given ?? .null
    switch call.filter {
    case .join: return try joined(input, with: given.map { text($0) } ?? arena.string(" "))
    case .concat:
      guard property.tag == .array else {
        throw Failure("'concat' takes a list, not \(ValueOrder.kind(property))")
      }
      return try list(try items(of: input) + Array(property.elements))
    case .reverse: return try list(try items(of: input).reversed())
    case .sort: return try sorted(input, by: property, naturally: false)
    case .sortNatural: return try sorted(input, by: property, naturally: true)
    case .uniq: return try unique(input, by: property)
    case .compact:
      var kept: [Value] = []
      for item in try items(of: input) {
        guard let part = property.isNull ? item : try part(of: item, property) else { return .null }
        if !part.isNull { kept.append(item) }
      }
      return try list(kept)
    case .map: return try mapped(input, to: property)
    case .sum: return try sum(input, of: property)
    case .sample:
      let items = try items(of: input)
      return items.isEmpty ? .null : items[Int.random(in: 0..<items.count, using: &random)]
    case .shuffle:
      var items = try items(of: input)
      items.shuffle(using: &random)
      return try list(items)
    default: return try filtered(call.filter, input, property, argument(call, 1, frame) ?? .null)
    }
  }

  private mutating func list(_ items: [Value]) throws(Failure) -> Value {
    let list = arena.array(items)
    try checkMemory()
    return list
  }

  /// What a list filter goes through: lists without the lists in them, anything else by itself.
  mutating func items(of value: Value) throws(Failure) -> [Value] {
    switch value.tag {
    case .null, .blank, .empty: return []
    case .range:
      let bounds = value.bounds
      guard bounds.count < context.limits.memoryBytes / 16 else {
        throw Failure("the range has too many numbers")
      }
      return bounds.count == 0 ? [] : (bounds.first...bounds.last).map { Value($0) }
    case .array:
      var items: [Value] = []
      Self.flatten(value, into: &items, depth: 0)
      return items
    default: return [value]
    }
  }

  private static func flatten(_ value: Value, into items: inout [Value], depth: Int) {
    for element in value.elements {
      if element.tag == .array, depth < 100 {
        flatten(element, into: &items, depth: depth + 1)
      } else {
        items.append(element)
      }
    }
  }

  /// The items one after the other; when one of them is markup, the result is.
  mutating func joined(_ input: Value, with glue: Value?) throws(Failure) -> Value {
    let items = try items(of: input)
    let isMarkup = items.contains(where: \.isMarkup) || glue?.isMarkup ?? false
    let start = output.count
    for (index, item) in items.enumerated() {
      if index > 0, let glue { try put(glue, asMarkup: isMarkup) }
      try put(text(item), asMarkup: isMarkup)
    }
    return try lift(from: start, isMarkup: isMarkup)
  }

  // MARK: Properties

  /// What stands under a property of an item, as `item[property]` in Liquid's own language; nil
  /// when the item is nothing that has properties.
  private func part(of item: Value, _ property: Value) throws(Failure) -> Value? {
    switch item.tag {
    case .object:
      guard property.tag == .string else { return .null }
      return item.field(property.bytes, property.size) ?? .null
    case .string:
      switch property.tag {
      case .string: return Bytes.find(property.utf8, in: item.utf8) == nil ? .null : property
      case .integer, .decimal: return Self.character(of: item, property.asWholeNumber)
      case .null: return nil
      default: throw Failure("text has no property '\(ValueText.plain(property))'")
      }
    case .integer:
      guard property.tag == .integer else {
        throw Failure("a number has no property '\(ValueText.plain(property))'")
      }
      let bit = (0...62).contains(property.integer) ? item.integer >> property.integer & 1 : 0
      return Value(bit)
    default: return nil
    }
  }

  /// The character at an index, counted from the end when that is negative.
  private static func character(of text: Value, _ index: Int64) -> Value {
    let count = Int64(Bytes.scalarCount(text.utf8))
    let position = index < 0 ? index &+ count : index
    guard position >= 0, position < count else { return .null }
    return scalars(of: text, Int(position), Int(position) + 1)
  }

  private static func hasProperties(_ item: Value) -> Bool {
    switch item.tag {
    case .object, .string, .integer: true
    default: false
    }
  }

  private mutating func mapped(_ input: Value, to property: Value) throws(Failure) -> Value {
    var results: [Value] = []
    for item in try items(of: input) { results.append(try part(of: item, property) ?? .null) }
    return try list(results)
  }

  private mutating func sum(_ input: Value, of property: Value) throws(Failure) -> Value {
    var sum = Number(0)
    for item in try items(of: input) {
      let value = property.isNull ? item : try part(of: item, property) ?? Value(Int64(0))
      for number in try items(of: value) { sum = try sum.plus(Number(number)) }
    }
    return try self.value(sum)
  }

  /// `where`, `reject`, `has`, `find` and `find_index`.
  private mutating func filtered(
    _ filter: Filter,
    _ input: Value,
    _ property: Value,
    _ target: Value
  ) throws(Failure) -> Value {
    let items = try items(of: input)
    var kept: [Value] = []
    for (index, item) in items.enumerated() {
      guard let part = try part(of: item, property) else { return .null }
      let matches = target.isNull ? part.isTruthy : ValueOrder.areEqual(part, target)
      switch filter {
      case .has: if matches { return Value(true) }
      case .find: if matches { return item }
      case .findIndex: if matches { return Value(Int64(index)) }
      default: if matches == (filter == .where) { kept.append(item) }
      }
    }
    switch filter {
    case .has: return Value(false)
    case .find, .findIndex: return .null
    default: return try list(kept)
    }
  }

  private mutating func unique(_ input: Value, by property: Value) throws(Failure) -> Value {
    let items = try items(of: input)
    guard items.count > 1 else { return try list(items) }
    var kept: [Value] = []
    var keys: Set<DistinctValue> = []
    for item in items {
      guard let key = property.isNull ? item : try part(of: item, property) else { return .null }
      if keys.insert(DistinctValue(value: key)).inserted { kept.append(item) }
    }
    return try list(kept)
  }

  // MARK: Order

  private mutating func sorted(
    _ input: Value,
    by property: Value,
    naturally: Bool
  ) throws(Failure) -> Value {
    let items = try items(of: input)
    if !property.isNull, !items.allSatisfy(Self.hasProperties) { return .null }
    guard items.count > 1 else { return try list(items) }
    var keyed: [(key: Value, item: Value)] = []
    for item in items {
      guard !property.isNull else {
        keyed.append((item, item))
        continue
      }
      keyed.append((try part(of: item, property) ?? .null, item))
    }
    if naturally {
      for index in keyed.indices where !keyed[index].key.isNull {
        keyed[index].key = lowercased(keyed[index].key)
      }
    }
    var isComparable = true
    // The order is total even when two values have none, so that sorting ends.
    keyed.sort { a, b in
      if a.key.isNull || b.key.isNull { return !a.key.isNull && b.key.isNull }
      guard let order = ValueOrder.compare(a.key, b.key) else {
        isComparable = false
        return a.key.tag.rawValue < b.key.tag.rawValue
      }
      return order < 0
    }
    guard isComparable else { throw Failure("cannot sort values of different kinds") }
    return try list(keyed.map(\.item))
  }

  /// ASCII letters only, as the order ignores the case of no others.
  private mutating func lowercased(_ value: Value) -> Value {
    let text = text(value)
    let place = arena.allocate(UInt8.self, count: text.size)
    for (index, byte) in text.utf8.enumerated() {
      place[index] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
    return Value(string: place, count: text.size)
  }
}

/// A value in a set: 1 and 1.0 are two.
private struct DistinctValue: Hashable {
  let value: Value

  static func == (a: DistinctValue, b: DistinctValue) -> Bool {
    a.value.tag == b.value.tag && ValueOrder.areEqual(a.value, b.value)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(value.tag)
    switch value.tag {
    case .string: hasher.combine(bytes: UnsafeRawBufferPointer(value.utf8))
    case .array:
      for element in value.elements { DistinctValue(value: element).hash(into: &hasher) }
    case .object: hasher.combine(value.count)
    case .range: hasher.combine(value.bounds.first)
    case .decimal: hasher.combine(value.decimal)
    default: hasher.combine(value.bits)
    }
  }
}
