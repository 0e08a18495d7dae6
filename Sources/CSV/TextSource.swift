/// The way from a file's bytes to UTF-8 without a byte order mark.
enum TextSource {
  /// Decompresses what begins as gzip does, and reads the encoding off a byte order mark.
  static func opening(
    _ source: any ByteSource,
    name: String,
    encoding: CSVFormat.Encoding
  ) throws(CSVFailure) -> any ByteSource {
    let start = try beginning(of: source)
    guard start.starts(with: GzipBytes.magic) else {
      return decoding(start, then: source, as: encoding)
    }
    let content = try GzipBytes(ResumedBytes(start, then: source), name: name)
    return decoding(try beginning(of: content), then: content, as: encoding)
  }

  private static func decoding(
    _ start: [UInt8],
    then rest: any ByteSource,
    as encoding: CSVFormat.Encoding
  ) -> any ByteSource {
    func text(after mark: Int) -> any ByteSource {
      ResumedBytes(Array(start.dropFirst(mark)), then: rest)
    }
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return text(after: 3) }
    if start.starts(with: [0xFF, 0xFE]) {
      return TranscodedBytes(text(after: 2), from: .utf16(bigEndian: false))
    }
    if start.starts(with: [0xFE, 0xFF]) {
      return TranscodedBytes(text(after: 2), from: .utf16(bigEndian: true))
    }
    let whole = text(after: 0)
    return switch encoding {
    case .utf8: whole
    case .latin1: TranscodedBytes(whole, from: .latin1)
    case .windows1252: TranscodedBytes(whole, from: .windows1252)
    case .utf16: TranscodedBytes(whole, from: .utf16(bigEndian: start.first == 0))
    }
  }

  private static func beginning(of source: any ByteSource) throws(CSVFailure) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
    defer { buffer.deallocate() }
    let count = try source.read(into: buffer)
    return Array(buffer[..<count])
  }
}
