/// The header fields of a message that its signatures cover.
struct SignedHeader {
  /// What the tag `h=` lists, in order.
  private(set) var names: [String] = []
  /// The relaxed form of the fields, in the same order.
  private(set) var canonical: [UInt8] = []

  /// Where the body begins.
  let bodyStart: Int

  /// Reads the header at the beginning of a message whose lines all end with CRLF.
  init(of message: UnsafeRawBufferPointer) {
    var found = [[Range<Int>]](repeating: [], count: Self.fields.count)
    var start = 0
    while start < message.count, message[start] != 0x0D {
      var end = Self.endOfLine(message, from: start)
      while end < message.count, message[end] == 0x20 || message[end] == 0x09 {
        end = Self.endOfLine(message, from: end)
      }
      if let field = Self.index(ofFieldAt: start, in: message) { found[field].append(start..<end) }
      start = end
    }
    bodyStart = min(start + 2, message.count)
    canonical.reserveCapacity(start)
    for (field, ranges) in zip(Self.fields, found) {
      // RFC 6376 section 5.4.2: of several fields of one name, the last is the first to be taken.
      for range in ranges.reversed() {
        names.append(field.name)
        let bytes = UnsafeRawBufferPointer(rebasing: message[range])
        RelaxedForm.append(field: bytes, to: &canonical)
      }
      if field.isSealed { names.append(field.name) }
    }
  }

  private struct Field {
    let name: String
    let lowercased: [UInt8]
    /// Listed once more than it stands in the message, so that the signature ends when another is added
    /// (RFC 6376 section 8.15): what readers see, and what says how to read the body.
    let isSealed: Bool

    init(_ name: String, isSealed: Bool) {
      self.name = name
      lowercased = Array(name.lowercased().utf8)
      self.isSealed = isSealed
    }
  }

  private static let fields = [
    Field("From", isSealed: true), Field("Reply-To", isSealed: true), Field("To", isSealed: true),
    Field("Cc", isSealed: true), Field("Subject", isSealed: true), Field("Date", isSealed: true),
    Field("Message-ID", isSealed: true), Field("MIME-Version", isSealed: true),
    Field("Content-Type", isSealed: true), Field("Content-Language", isSealed: false),
    Field("List-Unsubscribe", isSealed: false), Field("List-Unsubscribe-Post", isSealed: false),
    Field("List-Id", isSealed: false), Field("Feedback-ID", isSealed: false),
  ]

  /// The position after the line's CRLF.
  private static func endOfLine(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    return min(index + 1, bytes.count)
  }

  private static func index(ofFieldAt start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    fields.firstIndex { field in
      let end = start + field.lowercased.count
      guard end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return false }
      return zip(bytes[start..<end], field.lowercased).allSatisfy { byte, letter in
        byte == letter || (byte | 0x20 == letter && (0x41...0x5A).contains(byte))
      }
    }
  }
}
