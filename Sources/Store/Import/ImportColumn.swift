import CSV

/// Where the values of one of our columns come from.
final class ImportColumn {
  enum Source {
    case field(Int)
    case lookup(LookupTable, key: Int)
    case nowhere
  }

  let name: String
  let source: Source
  /// What it is where the file says nothing and nothing is known.
  let fallback: StableText?
  /// What is written, and what that means.
  let values: [(written: StableText, meaning: StableText)]

  init(
    name: String,
    source: Source,
    values: [(written: StableText, meaning: StableText)],
    fallback: StableText?
  ) {
    self.name = name
    self.source = source
    self.values = values
    self.fallback = fallback
  }

  /// The field whose text is the value as it is; nil where there is more to do.
  var plainField: Int? {
    if case .field(let index) = source, values.isEmpty { index } else { nil }
  }

  /// What the row says, without spaces around it: nil for nothing.
  ///
  /// Valid as long as the row.
  func text(in row: CSVRow) -> UnsafeBufferPointer<UInt8>? {
    var text: UnsafeBufferPointer<UInt8>
    switch source {
    case .field(let index): text = row[index].trimmed
    case .lookup(let table, let key):
      guard let found = table.value(for: row[key].trimmed) else { return nil }
      text = found
    case .nowhere: return nil
    }
    if text.first == UInt8(ascii: "'") { text = FormulaGuard.unguarded(text) }
    for (written, meaning) in values where written.bytes.isEqual(to: text) {
      return meaning.bytes.isEmpty ? nil : meaning.bytes
    }
    return text.isEmpty ? nil : text
  }

  /// As `text(in:)`, of the field alone.
  @inline(__always)
  static func plainText(_ field: Int, in row: CSVRow) -> UnsafeBufferPointer<UInt8>? {
    var text = row[field].trimmed
    if text.first == UInt8(ascii: "'") { text = FormulaGuard.unguarded(text) }
    return text.isEmpty ? nil : text
  }

  /// What the row says, or else the fallback.
  func textOrFallback(in row: CSVRow) -> UnsafeBufferPointer<UInt8>? {
    text(in: row) ?? fallback?.bytes
  }
}

/// The values of another file by their keys, kept in memory.
final class LookupTable {
  private var values: [String: StableText] = [:]

  func add(_ value: UnsafeBufferPointer<UInt8>, for key: String) {
    values[key] = StableText(value)
  }

  func value(for key: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    values[String(decoding: key, as: UTF8.self)]?.bytes
  }
}
