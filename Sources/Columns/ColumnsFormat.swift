/// How a file of columns is laid out.
///
///     header      64 bytes: magic, version, lengths, checksums
///     sections    each begins at a multiple of 64 bytes
///     directory   what the file shows, then name, width, count, place and checksum of each section
///
/// All numbers stand in the byte order of the processor: the file is made where it is read.
enum ColumnsFormat {
  static let version: UInt32 = 1
  /// "stamkund" in the byte order of a little-endian processor.
  static let magic: UInt64 = 0x646E_756B_6D61_7473
  static let headerLength = 64
  static let alignment = 64

  /// What stands at the beginning.
  struct Header: Equatable {
    var length: UInt64
    var directoryOffset: UInt64
    var directoryChecksum: UInt64

    /// The numbers in the order of the file, up to their own checksum.
    private var words: [UInt64] {
      [magic, UInt64(version), length, directoryOffset, directoryChecksum, 0, 0]
    }

    var bytes: [UInt8] {
      let words = words.withUnsafeBytes { Array($0) }
      let sum = words.withUnsafeBytes { Checksum.of($0) }
      return words + withUnsafeBytes(of: sum) { Array($0) }
    }
  }

  /// One part of the file: numbers of one width, or the bytes of texts.
  struct Section: Equatable {
    let name: String
    let width: NumberWidth
    let offset: Int
    /// Of numbers, not of bytes.
    let count: Int
    let checksum: UInt64
    /// What the codes of an `OrderedCodes` begin with and how far they are apart; 0 for others.
    let base: Int64
    let step: UInt64

    var length: Int { count * width.bytes }
  }

  struct Directory: Equatable {
    let source: ColumnsSource
    let sections: [Section]
  }
}

extension ColumnsFormat.Directory {
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }
    for number in [source.mark, source.revision, source.lastCustomer, source.lastOrder] {
      append(number)
    }
    append(UInt32(sections.count))
    for section in sections {
      append(UInt32(section.name.utf8.count))
      bytes.append(contentsOf: section.name.utf8)
      append(section.width.rawValue)
      append(Int64(section.offset))
      append(Int64(section.count))
      append(section.checksum)
      append(section.base)
      append(section.step)
    }
    return bytes
  }

  /// Nil where the bytes are no directory.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    guard let mark = reader.number(Int64.self), let revision = reader.number(Int64.self),
      let lastCustomer = reader.number(Int64.self), let lastOrder = reader.number(Int64.self),
      let count = reader.number(UInt32.self)
    else { return nil }
    source = ColumnsSource(
      mark: mark,
      revision: revision,
      lastCustomer: lastCustomer,
      lastOrder: lastOrder
    )
    var sections: [ColumnsFormat.Section] = []
    for _ in 0..<count {
      guard let section = reader.section() else { return nil }
      sections.append(section)
    }
    self.sections = sections
  }
}

/// Reads numbers and texts one after another, never past the end.
private struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type
  ) -> Number? {
    guard offset + MemoryLayout<Number>.size <= bytes.count else { return nil }
    defer { offset += MemoryLayout<Number>.size }
    return bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
  }

  mutating func section() -> ColumnsFormat.Section? {
    guard let length = number(UInt32.self), offset + Int(length) <= bytes.count else { return nil }
    let name = String(decoding: bytes[offset..<(offset + Int(length))], as: UTF8.self)
    offset += Int(length)
    guard let width = number(UInt8.self).flatMap(NumberWidth.init(rawValue:)),
      let place = number(Int64.self), let count = number(Int64.self),
      let checksum = number(UInt64.self), let base = number(Int64.self),
      let step = number(UInt64.self)
    else { return nil }
    return ColumnsFormat.Section(
      name: name,
      width: width,
      offset: Int(place),
      count: Int(count),
      checksum: checksum,
      base: base,
      step: step
    )
  }
}
