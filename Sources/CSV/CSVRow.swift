/// One row of a file: valid until the reader's `next` is called.
package struct CSVRow {
  /// Where a field's bytes are: in the row, or (from `~start`) among the unescaped ones.
  @usableFromInline
  struct Field {
    @usableFromInline let start: Int
    @usableFromInline let count: Int
  }

  /// The row's first line in the file, counted from 1.
  package let line: Int
  /// The row as it is written, in UTF-8 and without its line end; of a malformed one the first
  /// line, or its beginning.
  package let raw: UnsafeBufferPointer<UInt8>
  @usableFromInline let fields: UnsafeBufferPointer<Field>
  @usableFromInline let unescaped: UnsafePointer<UInt8>?

  /// How many fields the row has; none where it is malformed.
  package var count: Int { fields.count }

  /// The bytes of a field in UTF-8, quotes taken off.
  @inlinable @inline(__always)
  package subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(index < fields.count, "a row has \(fields.count) fields")
    let field = fields[index]
    let start =
      field.start < 0
      ? unescaped.map { $0 + ~field.start } : raw.baseAddress.map { $0 + field.start }
    return UnsafeBufferPointer(start: start, count: field.count)
  }

  package func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
}
