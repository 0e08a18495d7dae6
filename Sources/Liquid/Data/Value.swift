/// What instructions work on: sixteen trivial bytes, no reference counting.
///
/// Strings, arrays and objects point into an arena: the template's, the data's or the render's.
struct Value {
  enum Tag: UInt8 {
    case null
    case bool
    case integer
    case decimal
    case string
    case array
    case object
    case range
    /// Milliseconds since 1970; `count` is the index of a time zone, 0 for the recipient's.
    case instant
    /// Days since 1970-01-01.
    case day
    /// The words `blank` and `empty` in a condition.
    case blank
    case empty
    /// `forloop` and `tablerowloop` themselves.
    case loop
    case rowLoop
  }

  var bits: UInt64
  var count: UInt32
  var tag: Tag
  /// A string whose special characters are escaped already, or are meant as markup.
  var isMarkup: Bool

  static let null = Value(bits: 0, tag: .null)

  init(bits: UInt64, count: UInt32 = 0, tag: Tag, isMarkup: Bool = false) {
    self.bits = bits
    self.count = count
    self.tag = tag
    self.isMarkup = isMarkup
  }

  init(_ flag: Bool) { self.init(bits: flag ? 1 : 0, tag: .bool) }

  init(_ integer: Int64) { self.init(bits: UInt64(bitPattern: integer), tag: .integer) }

  init(_ decimal: Double) { self.init(bits: decimal.bitPattern, tag: .decimal) }

  init(string: UnsafePointer<UInt8>?, count: Int, isMarkup: Bool = false) {
    self.init(
      bits: UInt64(UInt(bitPattern: string)),
      count: UInt32(truncatingIfNeeded: count),
      tag: .string,
      isMarkup: isMarkup
    )
  }

  init(array: UnsafePointer<Value>?, count: Int) {
    self.init(bits: UInt64(UInt(bitPattern: array)), count: UInt32(count), tag: .array)
  }

  init(object: UnsafePointer<Entry>?, count: Int) {
    self.init(bits: UInt64(UInt(bitPattern: object)), count: UInt32(count), tag: .object)
  }

  init(range: UnsafePointer<RangeBounds>) {
    self.init(bits: UInt64(UInt(bitPattern: range)), tag: .range)
  }
}

/// One field of an object.
struct Entry {
  let key: UnsafePointer<SymbolRecord>
  var value: Value
}

/// The ends of a range, both included; empty when the last is below the first.
struct RangeBounds: Equatable {
  let first: Int64
  let last: Int64

  var count: Int {
    guard last >= first else { return 0 }
    let (width, overflow) = last.subtractingReportingOverflow(first)
    return overflow || width == Int64.max ? Int.max : Int(width) + 1
  }
}

extension Value {
  var size: Int { Int(count) }

  var isNull: Bool { tag == .null }

  var integer: Int64 { Int64(bitPattern: bits) }

  var decimal: Double { Double(bitPattern: bits) }

  var bool: Bool { bits != 0 }

  /// Everything but nothing and false is true.
  var isTruthy: Bool {
    switch tag {
    case .null: false
    case .bool: bits != 0
    default: true
    }
  }

  var bytes: UnsafePointer<UInt8>? { UnsafePointer(bitPattern: UInt(bits)) }

  var utf8: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: size) }

  var elements: UnsafeBufferPointer<Value> {
    UnsafeBufferPointer(start: UnsafePointer(bitPattern: UInt(bits)), count: size)
  }

  var entries: UnsafeBufferPointer<Entry> {
    UnsafeBufferPointer(start: UnsafePointer(bitPattern: UInt(bits)), count: size)
  }

  var bounds: RangeBounds {
    UnsafePointer<RangeBounds>(bitPattern: UInt(bits))?.pointee ?? RangeBounds(first: 1, last: 0)
  }

  /// The text of a string value.
  var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The same string, taken as markup.
  func asMarkup(_ isMarkup: Bool = true) -> Value {
    var value = self
    value.isMarkup = isMarkup
    return value
  }

  /// The field of an object, or nothing.
  func field(_ symbol: Symbol) -> Value? {
    for entry in entries where entry.key == symbol.record { return entry.value }
    return nil
  }

  /// The field of an object whose name is these bytes, or nothing.
  func field(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Value? {
    for entry in entries where Symbol(record: entry.key).equals(bytes, length) {
      return entry.value
    }
    return nil
  }
}
