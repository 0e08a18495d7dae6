/// Writes the template author's own HTML, with values in it escaped for where they stand.
///
/// Only a value in `href` or `src` can do harm once it is escaped: it must lead to http:, https:,
/// mailto: or tel:, unless the author's own text before it already says what the URL is.
struct RawHTML {
  /// Attributes that hold URLs: those of links, pictures and forms.
  private static let urlAttributes = [
    "href", "src", "background", "srcset", "action", "formaction", "poster", "cite", "data",
    "longdesc", "xlink:href",
  ]

  /// Where in HTML the text has come to.
  private enum Place {
    case text
    case comment
    case tagName
    /// Between attributes, or in an attribute's name.
    case tag
    case beforeValue
    case value(quote: UInt8)
    case unquotedValue
  }

  /// A URL attribute's value.
  private struct Address {
    /// Where it begins in the output.
    let start: Int
    /// Whether the author's text says what it is: a scheme or a path is in it.
    var isSettled = false
    var isChecked = false
  }

  private let html: UnsafeBufferPointer<UInt8>
  private var place = Place.text
  /// The attribute's name, in lower case; after a space that may end it, a space.
  private var attribute: [UInt8] = []
  private var address: Address?

  /// Writes a block of HTML, or a tag or a comment in a line of text.
  static func write(
    _ html: UnsafeBufferPointer<UInt8>,
    to output: inout HTMLOutput
  ) throws(MarkdownFailure) {
    guard html.contains(ValueByte.lead) else { return output.append(html) }
    var raw = RawHTML(html: html)
    try raw.write(to: &output)
  }

  private init(html: UnsafeBufferPointer<UInt8>) { self.html = html }

  private mutating func write(to output: inout HTMLOutput) throws(MarkdownFailure) {
    var index = 0
    while index < html.count {
      if let value = ValueByte.read(html, at: index) {
        try meetValue(output.bytes.count)
        append(value, to: &output)
        index += ValueByte.length
      } else {
        let byte = html[index]
        try take(byte, rest: html[(index + 1)...], output)
        output.append(byte)
        index += 1
      }
    }
    try endAddress(output)
  }

  /// Without quotes, a value's byte must not end the attribute's value that it is in.
  private func append(_ value: UInt8, to output: inout HTMLOutput) {
    guard case .unquotedValue = place else { return output.append(value: value) }
    switch value {
    case UInt8(ascii: "\t"): output.append("&#9;")
    case UInt8(ascii: "\n"): output.append("&#10;")
    case UInt8(ascii: " "): output.append("&#32;")
    case UInt8(ascii: "="): output.append("&#61;")
    case UInt8(ascii: "`"): output.append("&#96;")
    default: output.append(value: value)
    }
  }

  private mutating func meetValue(_ offset: Int) throws(MarkdownFailure) {
    switch place {
    case .tagName, .tag: throw .valueInTag
    case .beforeValue:
      place = .unquotedValue
      beginAddress(offset)
    case .text, .comment, .value, .unquotedValue: break
    }
    if address?.isSettled == false { address?.isChecked = true }
  }

  private mutating func beginAddress(_ offset: Int) {
    if attribute.last == UInt8(ascii: " ") { attribute.removeLast() }
    if Self.urlAttributes.contains(where: { attribute.elementsEqual($0.utf8) }) {
      address = Address(start: offset)
    }
    attribute = []
  }

  private mutating func endAddress(_ output: HTMLOutput) throws(MarkdownFailure) {
    guard let address else { return }
    self.address = nil
    if address.isChecked { try LinkScheme.check(valued: output.bytes[address.start...]) }
  }

  // MARK: The author's bytes

  private mutating func take(
    _ byte: UInt8,
    rest: Slice<UnsafeBufferPointer<UInt8>>,
    _ output: HTMLOutput
  ) throws(MarkdownFailure) {
    switch place {
    case .text:
      guard byte == UInt8(ascii: "<"), let next = rest.first else { return }
      if Self.isLetter(next) || next == UInt8(ascii: "/") { place = .tagName }
      // What Outlook alone reads is in comments that begin with a condition.
      if rest.starts(with: "!--".utf8), !rest.starts(with: "!--[if".utf8) { place = .comment }
    case .comment:
      if byte == UInt8(ascii: "-"), rest.starts(with: "->".utf8) { place = .text }
    case .tagName:
      if byte == UInt8(ascii: ">") { place = .text }
      if byte == UInt8(ascii: "/") || Self.isSpace(byte) { place = .tag }
    case .tag: takeInTag(byte)
    case .beforeValue: takeBeforeValue(byte, output.bytes.count)
    case .value(let quote): try takeInValue(byte, ends: byte == quote, output)
    case .unquotedValue:
      try takeInValue(byte, ends: Self.isSpace(byte) || byte == UInt8(ascii: ">"), output)
    }
  }

  private mutating func takeInTag(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ">"):
      place = .text
      attribute = []
    case UInt8(ascii: "="): place = .beforeValue
    case UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"): attribute = []
    case _ where Self.isSpace(byte):
      if let last = attribute.last, last != UInt8(ascii: " ") {
        attribute.append(UInt8(ascii: " "))
      }
    default:
      if attribute.last == UInt8(ascii: " ") { attribute = [] }
      attribute.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
  }

  /// Takes a byte behind `=`, which is going to be at this offset of the output.
  private mutating func takeBeforeValue(_ byte: UInt8, _ offset: Int) {
    switch byte {
    case _ where Self.isSpace(byte): break
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      place = .value(quote: byte)
      beginAddress(offset + 1)
    case UInt8(ascii: ">"):
      place = .text
      attribute = []
    default:
      place = .unquotedValue
      beginAddress(offset)
      settle(byte)
    }
  }

  private mutating func takeInValue(
    _ byte: UInt8,
    ends: Bool,
    _ output: HTMLOutput
  ) throws(MarkdownFailure) {
    guard ends else { return settle(byte) }
    try endAddress(output)
    place = byte == UInt8(ascii: ">") ? .text : .tag
  }

  /// A URL whose first `:`, `/`, `?` or `#` is the author's goes where the author says.
  private mutating func settle(_ byte: UInt8) {
    guard address?.isChecked == false else { return }
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"):
      address?.isSettled = true
    default: break
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
