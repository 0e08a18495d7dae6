/// Writes an object's fields, or an array's elements, straight into the memory that renders read.
///
/// `set` and `object` are for objects, `append` and `appendObject` for arrays.
package struct DataBuilder: ~Copyable {
  private var arena = Arena(capacity: 2_048)
  private var entries: [Entry] = []
  private var elements: [Value] = []
  private var shared: [TemplateData] = []

  init() {}

  package mutating func set(_ name: Symbol, _ value: LiquidValue) {
    let stored = store(value)
    put(name, stored)
  }

  package mutating func set(_ name: Symbol, _ text: String?) {
    guard let text else { return put(name, .null) }
    let stored = arena.string(text)
    put(name, stored)
  }

  package mutating func set(_ name: Symbol, _ integer: Int64?) {
    put(name, integer.map { Value($0) } ?? .null)
  }

  package mutating func set(_ name: Symbol, _ decimal: Double?) {
    put(name, decimal.map { Value($0) } ?? .null)
  }

  package mutating func set(_ name: Symbol, _ flag: Bool?) {
    put(name, flag.map { Value($0) } ?? .null)
  }

  /// A moment, in milliseconds since 1970.
  package mutating func set(_ name: Symbol, milliseconds: Int64?) {
    put(name, milliseconds.map { Value(bits: UInt64(bitPattern: $0), tag: .instant) } ?? .null)
  }

  /// The whole of another data as a field, by reference.
  package mutating func set(_ name: Symbol, shared data: TemplateData) {
    keep(data)
    put(name, data.root)
  }

  package mutating func object(_ name: Symbol, _ body: (inout DataBuilder) -> Void) {
    let stored = makeObject(body)
    put(name, stored)
  }

  package mutating func array(_ name: Symbol, _ body: (inout DataBuilder) -> Void) {
    let stored = makeArray(body)
    put(name, stored)
  }

  package mutating func append(_ value: LiquidValue) {
    let stored = store(value)
    elements.append(stored)
  }

  package mutating func append(shared data: TemplateData) {
    keep(data)
    elements.append(data.root)
  }

  package mutating func appendObject(_ body: (inout DataBuilder) -> Void) {
    let stored = makeObject(body)
    elements.append(stored)
  }

  /// What was built: an object and the memory that it is in.
  struct Built: ~Copyable {
    let arena: Arena
    let root: Value
    let shared: [TemplateData]
  }

  consuming func finish() -> Built {
    let root = closeObject(from: 0)
    return Built(arena: arena, root: root, shared: shared)
  }

  private mutating func keep(_ data: TemplateData) {
    if shared.last !== data { shared.append(data) }
  }

  private mutating func put(_ name: Symbol, _ value: Value) {
    entries.append(Entry(key: name.record, value: value))
  }

  private mutating func makeObject(_ body: (inout DataBuilder) -> Void) -> Value {
    let start = entries.count
    body(&self)
    return closeObject(from: start)
  }

  private mutating func closeObject(from start: Int) -> Value {
    let count = entries.count - start
    let place = arena.allocate(Entry.self, count: count)
    for index in 0..<count { (place + index).initialize(to: entries[start + index]) }
    entries.removeLast(count)
    return Value(object: place, count: count)
  }

  private mutating func makeArray(_ body: (inout DataBuilder) -> Void) -> Value {
    let start = elements.count
    body(&self)
    return closeArray(from: start)
  }

  private mutating func closeArray(from start: Int) -> Value {
    let count = elements.count - start
    let place = arena.allocate(Value.self, count: count)
    for index in 0..<count { (place + index).initialize(to: elements[start + index]) }
    elements.removeLast(count)
    return Value(array: place, count: count)
  }

  private mutating func store(_ value: LiquidValue) -> Value {
    switch value {
    case .null: return .null
    case .bool(let flag): return Value(flag)
    case .integer(let integer): return Value(integer)
    case .decimal(let decimal): return Value(decimal)
    case .string(let text): return arena.string(text)
    case .array(let values):
      let start = elements.count
      for value in values {
        let stored = store(value)
        elements.append(stored)
      }
      return closeArray(from: start)
    case .object(let fields):
      let start = entries.count
      for field in fields {
        let stored = store(field.value)
        put(Symbol(field.name), stored)
      }
      return closeObject(from: start)
    case .instant(let milliseconds):
      return Value(bits: UInt64(bitPattern: milliseconds), tag: .instant)
    case .day(let year, let month, let day):
      let days = CalendarDate(year: year, month: month, day: day).daysSince1970
      return Value(bits: UInt64(bitPattern: days), tag: .day)
    }
  }
}
