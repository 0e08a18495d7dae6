import Synchronization

/// A name that data and templates share: interned once, compared as one word.
///
/// Names are kept for the life of the process; intern what a template or a table of columns names,
/// not what customers write.
package struct Symbol: Hashable, BitwiseCopyable, @unchecked Sendable {  // immutable, immortal
  let record: UnsafePointer<SymbolRecord>

  package init(_ name: String) {
    record = SymbolTable.shared.record(for: name)
  }

  init(record: UnsafePointer<SymbolRecord>) {
    self.record = record
  }

  package var name: String {
    String(decoding: UnsafeBufferPointer(start: record.pointee.bytes, count: count), as: UTF8.self)
  }

  /// Bytes in the name.
  var count: Int { Int(record.pointee.count) }

  /// The name as a string value.
  var value: Value {
    Value(string: record.pointee.bytes, count: count)
  }

  /// Whether the name is these bytes.
  func equals(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Bool {
    guard length == count else { return false }
    return Bytes.equal(record.pointee.bytes, bytes, length)
  }
}

extension Symbol: ExpressibleByStringLiteral {
  package init(stringLiteral name: String) { self.init(name) }
}

/// The bytes of an interned name.
struct SymbolRecord {
  let bytes: UnsafePointer<UInt8>
  let count: UInt32
}

/// All names in use.
private final class SymbolTable: Sendable {
  static let shared = SymbolTable()

  private let symbols = Mutex<[String: Symbol]>([:])

  func record(for name: String) -> UnsafePointer<SymbolRecord> {
    symbols.withLock { symbols in
      if let known = symbols[name] { return known.record }
      let utf8 = Array(name.utf8)
      let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: utf8.count + Arena.slack)
      bytes.initialize(from: utf8, count: utf8.count)
      let record = UnsafeMutablePointer<SymbolRecord>.allocate(capacity: 1)
      record.initialize(to: SymbolRecord(bytes: bytes, count: UInt32(utf8.count)))
      symbols[name] = Symbol(record: record)
      return UnsafePointer(record)
    }
  }
}
