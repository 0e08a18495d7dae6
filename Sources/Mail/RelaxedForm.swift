/// The canonical form "relaxed" of a message (RFC 6376 sections 3.4.2 and 3.4.4): what changes on the
/// way of nearly every message, white space and the case of names, is not part of it.
enum RelaxedForm {
  /// Hands over the relaxed form of a body in pieces, in order.
  ///
  /// `body` has no CR and no LF but in CRLF. The pieces are parts of `body` itself wherever it needs no
  /// change, so nothing is copied.
  static func forEachPiece(
    ofBody body: UnsafeRawBufferPointer,
    _ take: (UnsafeRawBufferPointer) -> Void
  ) {
    // Blank lines and blanks at the end count for nothing, whatever they are.
    var end = body.count
    while end > 0, isWhiteSpace(body[end - 1]) || isLineEnd(body[end - 1]) { end -= 1 }
    guard end > 0 else { return }
    var start = 0
    var index = 0
    while index < end {
      let byte = body[index]
      guard isWhiteSpace(byte) else {
        index += 1
        continue
      }
      // The last octet before `end` is no white space, so this stops.
      var next = index + 1
      while isWhiteSpace(body[next]) { next += 1 }
      if isLineEnd(body[next]) {
        take(piece(body, start..<index))
        start = next
      } else if byte != space || next > index + 1 {
        take(piece(body, start..<index))
        oneSpace.withUnsafeBytes(take)
        start = next
      }
      index = next
    }
    take(piece(body, start..<end))
    lineEnd.withUnsafeBytes(take)
  }

  /// Appends the relaxed form of a header field, its final CRLF included.
  static func append(field: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    var index = 0
    while index < field.count, field[index] != colon {
      let byte = field[index]
      if !isWhiteSpace(byte) { output.append(isUpperCase(byte) ? byte | 0x20 : byte) }
      index += 1
    }
    output.append(colon)
    index += 1
    var hasText = false
    var owesSpace = false
    while index < field.count {
      let byte = field[index]
      if isWhiteSpace(byte) || isLineEnd(byte) {
        owesSpace = hasText
      } else {
        if owesSpace { output.append(space) }
        output.append(byte)
        (hasText, owesSpace) = (true, false)
      }
      index += 1
    }
    output.append(contentsOf: lineEnd)
  }

  private static let space = UInt8(ascii: " ")
  private static let colon = UInt8(ascii: ":")
  private static let oneSpace: [UInt8] = [0x20]
  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  private static func piece(
    _ bytes: UnsafeRawBufferPointer,
    _ range: Range<Int>
  ) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }

  private static func isUpperCase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}
