/// A converted page taken apart: what elements it has, and what it says.
struct Page {
  /// Each tag with the names of its attributes, in the order of the page; comments as `!--`.
  private(set) var tags: [String] = []
  /// The values of the attributes but URLs, entities resolved.
  private(set) var attributes: [String] = []
  /// The values of `href` and `src`, entities resolved.
  private(set) var urls: [String] = []
  /// The text between the tags, entities resolved.
  private(set) var text = ""

  private var rest: Substring.UTF8View

  init(_ html: String) {
    rest = html[...].utf8
    while let first = rest.first {
      if first != UInt8(ascii: "<") {
        text += Self.resolved(take { $0 != UInt8(ascii: "<") })
      } else if rest.starts(with: "<!--".utf8) {
        tags.append("!--")
        while !rest.isEmpty, !rest.starts(with: "-->".utf8) { rest.removeFirst() }
        rest = rest.dropFirst(3)
      } else {
        rest.removeFirst()
        readTag()
      }
    }
  }

  private mutating func readTag() {
    var tag = take { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
    while let first = rest.first, first != UInt8(ascii: ">") {
      if Self.isSpace(first) || first == UInt8(ascii: "/") {
        rest.removeFirst()
      } else {
        let name = take {
          !Self.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "=")
        }
        tag += " " + name
        if rest.first == UInt8(ascii: "=") { readValue(of: name) }
      }
    }
    rest = rest.dropFirst()
    tags.append(tag)
  }

  private mutating func readValue(of name: String) {
    rest.removeFirst()
    let value: String
    if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      rest.removeFirst()
      value = take { $0 != quote }
      rest = rest.dropFirst()
    } else {
      value = take { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
    }
    if name == "href" || name == "src" {
      urls.append(Self.resolved(value))
    } else {
      attributes.append(Self.resolved(value))
    }
  }

  private mutating func take(while condition: (UInt8) -> Bool) -> String {
    let taken = rest.prefix(while: condition)
    rest = rest[taken.endIndex...]
    return String(Substring(taken))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  private static let entities = [
    "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#x27;": "'", "&#32;": " ",
    "&#9;": "\t", "&#10;": "\n", "&#61;": "=", "&#96;": "`", "&amp;": "&",
  ]

  private static func resolved(_ text: String) -> String {
    var result: [UInt8] = []
    var rest = text[...].utf8
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"),
        let (entity, character) = entities.first(where: { rest.starts(with: $0.key.utf8) })
      {
        result += character.utf8
        rest = rest.dropFirst(entity.utf8.count)
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
