/// Where in HTML a template's text has come to: enough to know how a value must be written.
struct HTMLPosition: Equatable {
  enum Place: Equatable {
    case text
    case tagName
    /// Between attributes, or in an attribute's name.
    case tag
    case beforeValue
    case value(quote: UInt8)
    case unquotedValue
    case comment
  }

  private(set) var place = Place.text
  /// The attribute's name, in lower case.
  private var attribute: [UInt8] = []
  /// What the value of a URL attribute begins with, while it is not known whether it is safe.
  private var valuePrefix: [UInt8] = []
  private var isURL = false
  /// The attribute whose value this is, where that is a script or a page of its own.
  private(set) var scriptAttribute: String?
  /// Whether a check was begun for the URL that this position is in.
  var hasURLCheck = false

  /// Attributes that hold URLs: those of links, pictures and forms.
  static let urlAttributes: Set<String> = [
    "href", "src", "background", "srcset", "action", "formaction", "poster", "cite", "data",
    "longdesc", "xlink:href",
  ]

  /// Where branches of a condition ended: if they differ, the place where most must be watched.
  static func strictest(of positions: [HTMLPosition]) -> HTMLPosition? {
    positions.first { $0.isURL || $0.scriptAttribute != nil || $0.namesURL } ?? positions.first
  }

  /// Whether the name of such an attribute stands here, and its value may follow.
  private var namesURL: Bool {
    Self.urlAttributes.contains(String(decoding: attribute.filter { $0 != 0x20 }, as: UTF8.self))
  }

  /// Whether a value here is the beginning of a URL.
  var needsURLCheck: Bool {
    guard isURL, !hasURLCheck, isInValue else { return false }
    return !valuePrefix.contains { $0 == 0x3A || $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }
  }

  /// How many bytes of the URL stand in the template itself so far.
  var prefixLength: Int { valuePrefix.count }

  private var isInValue: Bool {
    switch place {
    case .value, .unquotedValue, .beforeValue: true
    default: false
    }
  }

  var isUnquotedValue: Bool { place == .unquotedValue || place == .beforeValue }

  /// A value is written here: after `name=` it begins a value without quotes.
  mutating func meetsOutput() {
    if place == .beforeValue { place = .unquotedValue }
  }

  /// Takes the next byte of the text; answers whether it ends the value of a checked URL.
  mutating func take(_ byte: UInt8, rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch place {
    case .text:
      guard byte == 0x3C, let next = rest.first else { return false }
      if Bytes.isLetter(next) || next == 0x2F { place = .tagName }
      if rest.starts(with: "!--".utf8), !rest.starts(with: "!--[if".utf8) { place = .comment }
      return false
    case .comment:
      if byte == 0x2D, rest.starts(with: "->".utf8) { place = .text }
      return false
    case .tagName:
      if byte == 0x3E { place = .text } else if Bytes.isSpace(byte) || byte == 0x2F { place = .tag }
      return false
    case .tag:
      takeInTag(byte)
      return false
    case .beforeValue:
      takeBeforeValue(byte)
      return false
    case .value(let quote):
      return takeInValue(byte, ends: byte == quote)
    case .unquotedValue:
      return takeInValue(byte, ends: Bytes.isSpace(byte) || byte == 0x3E)
    }
  }

  private mutating func takeInTag(_ byte: UInt8) {
    switch byte {
    case 0x3E:
      place = .text
      attribute = []
    case 0x3D:
      let name = String(decoding: attribute.filter { $0 != 0x20 }, as: UTF8.self)
      isURL = Self.urlAttributes.contains(name)
      scriptAttribute = name.hasPrefix("on") || name == "srcdoc" ? name : nil
      hasURLCheck = false
      valuePrefix = []
      place = .beforeValue
    case _ where Bytes.isSpace(byte): attribute.append(0x20)
    case 0x2F, 0x22, 0x27: attribute = []
    default:
      if attribute.last == 0x20 { attribute = [] }
      attribute.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
  }

  private mutating func takeBeforeValue(_ byte: UInt8) {
    switch byte {
    case _ where Bytes.isSpace(byte): break
    case 0x22, 0x27: place = .value(quote: byte)
    case 0x3E:
      place = .text
      isURL = false
      scriptAttribute = nil
    default:
      place = .unquotedValue
      valuePrefix.append(byte)
    }
  }

  private mutating func takeInValue(_ byte: UInt8, ends: Bool) -> Bool {
    guard ends else {
      if isURL, !hasURLCheck { valuePrefix.append(byte) }
      return false
    }
    let wasChecked = hasURLCheck
    place = byte == 0x3E ? .text : .tag
    attribute = []
    isURL = false
    scriptAttribute = nil
    hasURLCheck = false
    return wasChecked
  }
}
