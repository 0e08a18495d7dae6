/// Columns by their names; each throws where the file has none, or another kind.
extension MappedColumns {
  func numbers(_ name: String) throws(ColumnsFailure) -> WholeNumbers { numbers(try section(name)) }

  func codes(_ name: String) throws(ColumnsFailure) -> OrderedCodes {
    let section = try section(name)
    let codes = numbers(section)
    if section.step > 0 {
      return OrderedCodes(codes, .steps(base: section.base, step: section.step))
    }
    let table: UnsafeBufferPointer<Int64> = typed(try self.section("\(name).table"))
    return OrderedCodes(codes, .table(table))
  }

  func texts(_ name: String) throws(ColumnsFailure) -> TextColumn {
    let bytes: UnsafeBufferPointer<UInt8> = typed(try section("\(name).texts"))
    return TextColumn(
      codes: try numbers(name),
      ends: try numbers("\(name).ends"),
      bytes: bytes
    )
  }

  func offsets(_ name: String) throws(ColumnsFailure) -> Offsets {
    Offsets(numbers: typed(try section(name)))
  }

  func reals(_ name: String) throws(ColumnsFailure) -> [Double] {
    let bits = try numbers(name)
    return (0..<bits.count).map { Double(bitPattern: UInt64(bitPattern: bits[$0])) }
  }

  private func numbers(_ section: ColumnsFormat.Section) -> WholeNumbers {
    switch section.width {
    case .byte: .bytes(typed(section))
    case .short: .shorts(typed(section))
    case .word: .words(typed(section))
    case .long: .longs(typed(section))
    }
  }

  /// Sections begin where any number may.
  private func typed<Number: BitwiseCopyable>(
    _ section: ColumnsFormat.Section
  ) -> UnsafeBufferPointer<Number> {
    bytes(section).assumingMemoryBound(to: Number.self)
  }
}
