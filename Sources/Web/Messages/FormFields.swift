/// The fields that a form was sent with, by name; of fields with one name the first counts.
///
/// Understands `application/x-www-form-urlencoded`, which is also taken for what does not say what
/// it is, and `multipart/form-data` (RFC 7578). Fields of other kinds are not there.
struct FormFields: Hashable {
  private var fields: [String: String] = [:]

  init(_ request: WebRequest) {
    let type = MediaType(request.contentType ?? "application/x-www-form-urlencoded")
    switch type.name {
    case "application/x-www-form-urlencoded": readPairs(request.body)
    case "multipart/form-data":
      if let boundary = type.parameters["boundary"], (1...70).contains(boundary.utf8.count) {
        readParts(request.body, boundary: boundary)
      }
    default: break
    }
  }

  subscript(name: String) -> String? { fields[name] }

  private mutating func add(_ name: String, _ value: String) {
    if fields[name] == nil { fields[name] = value }
  }

  private mutating func readPairs(_ body: [UInt8]) {
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(
        separator: UInt8(ascii: "="),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      add(PercentText.decoded(sides[0]), sides.count == 2 ? PercentText.decoded(sides[1]) : "")
    }
  }

  private mutating func readParts(_ body: [UInt8], boundary: String) {
    let text = String(decoding: body, as: UTF8.self)
    // Swift takes CR LF for one character, so each kind of line end is one.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var part: (name: String?, lines: [Substring])?
    var isInHeader = false
    for line in lines {
      // The example of RFC 8058 section 8.3 leaves the hyphens before the boundary out.
      if line.hasPrefix("--\(boundary)") || line.hasPrefix(boundary) {
        if let part, let name = part.name { add(name, part.lines.joined(separator: "\n")) }
        part = (nil, [])
        isInHeader = true
      } else if isInHeader {
        if line.isEmpty { isInHeader = false }
        if let name = Self.fieldName(line) { part?.name = name }
      } else {
        part?.lines.append(line)
      }
    }
  }

  /// The name in a `Content-Disposition: form-data; name="…"`.
  private static func fieldName(_ line: Substring) -> String? {
    guard let colon = line.firstIndex(of: ":"),
      line[..<colon].lowercased() == "content-disposition"
    else { return nil }
    let disposition = MediaType(String(line[line.index(after: colon)...]))
    return disposition.name == "form-data" ? disposition.parameters["name"] : nil
  }
}

/// A value such as `multipart/form-data; boundary=x`.
private struct MediaType {
  let name: String
  private(set) var parameters: [String: String] = [:]

  init(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    name = Self.trimmed(parts[0]).lowercased()
    for part in parts.dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      var value = Self.trimmed(part[part.index(after: equals)...])
      if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
        value = String(value.dropFirst().dropLast())
      }
      parameters[Self.trimmed(part[..<equals]).lowercased()] = value
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var bytes = text.utf8
    while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(Substring(bytes))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}

/// Percent-encoding as forms and paths have it.
enum PercentText {
  /// The text; `+` is a blank as forms write it, and what is no encoding stays as it is.
  static func decoded(_ bytes: some Collection<UInt8>, plusIsBlank: Bool = true) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      if byte == UInt8(ascii: "%") {
        let digits = bytes[index...].prefix(2).compactMap(hexadecimal)
        if digits.count == 2 {
          result.append(digits[0] << 4 | digits[1])
          index = bytes.index(index, offsetBy: 2)
          continue
        }
      }
      result.append(byte == UInt8(ascii: "+") && plusIsBlank ? UInt8(ascii: " ") : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
