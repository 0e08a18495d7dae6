import Foundation

/// A message taken apart as the simplest of readers does, by its octets.
package struct RawMessage {
  /// In order, as they stand.
  package let names: [String]
  /// The fields with their folds, each without its final CRLF.
  package let fields: [[UInt8]]
  package let body: [UInt8]

  /// Nil where there is an octet that no message may have: a bare CR or LF, or a NUL.
  package init?(_ bytes: [UInt8]) {
    guard Self.hasOnlyCRLF(bytes), !bytes.contains(0) else { return nil }
    var fields: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0D }
      rest = rest.dropFirst(line.count + 2)
      if line.isEmpty { break }
      if line.first == 0x20 || line.first == 0x09, !fields.isEmpty {
        fields[fields.count - 1] += [0x0D, 0x0A] + line
      } else {
        fields.append(Array(line))
      }
    }
    self.fields = fields
    names = fields.map { String(decoding: $0.prefix { $0 != 0x3A }, as: UTF8.self) }
    body = Array(rest)
  }

  /// What the encoded words of all fields say.
  package var encodedWords: [String] {
    fields.flatMap { field in
      String(decoding: field, as: UTF8.self).matches(of: /=\?utf-8\?([QB])\?([^? ]*)\?=/).map {
        Self.decoded($0.2, isQ: $0.1 == "Q")
      }
    }
  }

  /// How many parts each of the boundaries in the header opens, and how many times it closes.
  package var partsAndEnds: (parts: Int, ends: Int) {
    let header = fields.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\r\n")
    guard let boundary = header.firstMatch(of: /boundary="([^"]+)"/)?.1 else { return (0, 0) }
    let lines = String(decoding: body, as: UTF8.self).components(separatedBy: "\r\n")
    return (
      lines.filter { $0 == "--\(boundary)" }.count, lines.filter { $0 == "--\(boundary)--" }.count
    )
  }

  /// Whether each CR is followed by LF and each LF comes after CR.
  package static func hasOnlyCRLF(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).allSatisfy { ($0 == 0x0D) == ($1 == 0x0A) }
      && bytes.first != 0x0A && bytes.last != 0x0D
  }

  /// The field's value in one line; nil where there is none of that name.
  package func value(of name: String) -> String? {
    fields.map { String(decoding: $0, as: UTF8.self).replacing("\r\n ", with: " ") }
      .first { $0.hasPrefix("\(name): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }

  private static func decoded(_ text: Substring, isQ: Bool) -> String {
    guard isQ else {
      return String(decoding: Data(base64Encoded: String(text)) ?? Data(), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "=") {
        bytes.append(UInt8(String(rest.prefix(2)) ?? "", radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
