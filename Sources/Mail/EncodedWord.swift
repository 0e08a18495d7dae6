/// Text outside ASCII in header fields (RFC 2047): `=?utf-8?B?…?=`.
enum EncodedWord {
  /// RFC 2047 section 2: no word is longer.
  static let longest = 75
  private static let frame = "=?utf-8?Q?".utf8.count + "?=".utf8.count

  /// The text as words to be set apart by white space, which readers leave out between two words.
  ///
  /// Takes the shorter of the encodings Q and B, and divides only between Unicode scalars.
  /// The first word has at most `firstLimit` characters.
  static func words(for text: String, firstLimit: Int = longest) -> [String] {
    let usesQ = lengthInQ(text) <= Base64.length(of: text.utf8.count)
    var words: [String] = []
    var chunk: [UInt8] = []
    var chunkLengthInQ = 0
    for scalar in text.unicodeScalars {
      let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      let addedInQ = bytes.reduce(0) { $0 + lengthInQ($1) }
      let limit = (words.isEmpty ? firstLimit : longest) - frame
      let length =
        usesQ ? chunkLengthInQ + addedInQ : Base64.length(of: chunk.count + bytes.count)
      if length > limit && !chunk.isEmpty {
        words.append(word(chunk, inQ: usesQ))
        chunk.removeAll(keepingCapacity: true)
        chunkLengthInQ = 0
      }
      chunk.append(contentsOf: bytes)
      chunkLengthInQ += addedInQ
    }
    if !chunk.isEmpty { words.append(word(chunk, inQ: usesQ)) }
    return words
  }

  private static func word(_ bytes: [UInt8], inQ: Bool) -> String {
    var output = Array((inQ ? "=?utf-8?Q?" : "=?utf-8?B?").utf8)
    if inQ {
      for byte in bytes { appendInQ(byte, to: &output) }
    } else {
      bytes.withUnsafeBytes { Base64.append($0, to: &output) }
    }
    output.append(contentsOf: "?=".utf8)
    return String(decoding: output, as: UTF8.self)
  }

  private static func lengthInQ(_ text: String) -> Int {
    text.utf8.reduce(0) { $0 + lengthInQ($1) }
  }

  private static func lengthInQ(_ byte: UInt8) -> Int {
    byte == UInt8(ascii: " ") || isSafeInPhrase(byte) ? 1 : 3
  }

  private static func appendInQ(_ byte: UInt8, to output: inout [UInt8]) {
    if byte == UInt8(ascii: " ") {
      output.append(UInt8(ascii: "_"))
    } else if isSafeInPhrase(byte) {
      output.append(byte)
    } else {
      output.append(UInt8(ascii: "="))
      output.append(contentsOf: HexDigits.upperCase(byte))
    }
  }

  /// RFC 2047 section 5 (3): what may stand for itself before an address.
  private static func isSafeInPhrase(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}

/// Bytes as two digits of base 16.
enum HexDigits {
  static func upperCase(_ byte: UInt8) -> [UInt8] { [digit(byte >> 4), digit(byte & 15)] }

  static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
