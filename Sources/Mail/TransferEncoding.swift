import Foundation

/// The encodings that carry text through any mail server unchanged (RFC 2045 section 6).
enum TransferEncoding: String {
  case quotedPrintable = "quoted-printable"
  case base64

  /// RFC 2045 sections 6.7 and 6.8: no line of either is longer.
  static let longestLine = 76

  /// The text with CRLF line ends in the shorter encoding, ready to stand in a body.
  static func shorter(of text: String) -> (encoding: TransferEncoding, bytes: [UInt8]) {
    var text = text
    return text.withUTF8 { utf8 in
      let bytes = LineEnds.normalised(UnsafeRawBufferPointer(utf8))
      let lengthInBase64 = base64Length(of: bytes.count)
      if let quoted = QuotedPrintable.encoded(bytes, atMost: lengthInBase64) {
        return (.quotedPrintable, quoted)
      }
      return (.base64, base64(bytes, length: lengthInBase64))
    }
  }

  private static func base64Length(of count: Int) -> Int {
    let digits = Base64.length(of: count)
    return digits + digits / longestLine * 2
  }

  private static func base64(_ bytes: [UInt8], length: Int) -> [UInt8] {
    let bytesOfLine = longestLine / 4 * 3
    var output: [UInt8] = []
    output.reserveCapacity(length + 2)
    bytes.withUnsafeBytes { buffer in
      var index = 0
      while index < buffer.count {
        let end = min(index + bytesOfLine, buffer.count)
        Base64.append(UnsafeRawBufferPointer(rebasing: buffer[index..<end]), to: &output)
        if end - index == bytesOfLine { output.append(contentsOf: [0x0D, 0x0A]) }
        index = end
      }
    }
    return output
  }
}

/// CRLF and nothing else: a bare CR or LF in a message is how one message becomes two.
enum LineEnds {
  /// The bytes with every CRLF, lone LF and lone CR as CRLF.
  static func normalised(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    guard let base = bytes.baseAddress else { return [] }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 16 + 2)
    var start = 0
    // Without CR, which is how nearly every text comes, each line is one search and one copy.
    let hasReturns = memchr(base, 0x0D, bytes.count) != nil
    while start < bytes.count {
      let end = hasReturns ? endOfLine(bytes, from: start) : lineFeed(bytes, from: start)
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      guard end < bytes.count else { break }
      output.append(0x0D)
      output.append(0x0A)
      let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
    }
    return output
  }

  private static func lineFeed(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start)
    else { return bytes.count }
    return UnsafeRawPointer(found) - base
  }

  private static func endOfLine(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }
}
