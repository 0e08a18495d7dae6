/// A JSON document with its keys in the order they were given.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case real(Double)
  case text(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  init(_ number: Int) { self = .integer(Int64(number)) }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ items: some Sequence<String>) { self = .array(items.map { .text($0) }) }
  init<Item>(_ items: some Sequence<Item>, _ transform: (Item) -> JSONValue) {
    self = .array(items.map(transform))
  }

  /// The document, indented by two spaces, with a line feed at its end.
  var document: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    // JSON has no infinities; a figure that is not a number is unknown.
    case .real(let number): text += number.isFinite ? String(number) : "null"
    case .text(let string): Self.write(string, to: &text)
    case .array(let items):
      Self.writeList(items, ("[", "]"), to: &text, indent: indent) { item, text in
        item.write(to: &text, indent: indent + 2)
      }
    case .object(let entries):
      Self.writeList(entries, ("{", "}"), to: &text, indent: indent) { entry, text in
        Self.write(entry.0, to: &text)
        text += ": "
        entry.1.write(to: &text, indent: indent + 2)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item],
    _ brackets: (String, String),
    to text: inout String,
    indent: Int,
    write: (Item, inout String) -> Void
  ) {
    text += brackets.0
    for (index, item) in items.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + String(repeating: " ", count: indent + 2)
      write(item, &text)
    }
    if !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += brackets.1
  }

  /// A string in quotes, escaped as RFC 8259 section 7 asks.
  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
  init(stringLiteral text: String) { self = .text(text) }
  init(dictionaryLiteral entries: (String, JSONValue)...) { self = .object(entries) }
}
