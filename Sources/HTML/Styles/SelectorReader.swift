/// Reads one selector, without comments and with single spaces.
struct SelectorReader {
  private var scanner: CSSScanner
  private var compounds: [Selector.Compound] = []
  private var combinators: [Selector.Combinator] = []
  private var ids = 0
  private var classes = 0
  private var names = 0
  /// Whether it says more than compounds and combinators tell.
  private var isDynamic = false
  private var isSeparate = false

  init(_ text: [UInt8]) { scanner = CSSScanner(text, 0..<text.count) }

  /// nil if it cannot be read.
  mutating func read() -> ListedSelector.Kind? {
    while true {
      guard readCompound() else { return nil }
      let index = scanner.index
      scanner.skipSpace()
      guard let byte = scanner.byte else { return kind }
      switch byte {
      case UInt8(ascii: ">"):
        combinators.append(.child)
        scanner.advance()
      case UInt8(ascii: "+"), UInt8(ascii: "~"):
        // The element before is left out.
        compounds = []
        combinators = []
        isDynamic = true
        scanner.advance()
      case _ where scanner.index > index: combinators.append(.descendant)
      default: return nil
      }
      scanner.skipSpace()
    }
  }

  private var kind: ListedSelector.Kind {
    if isSeparate || scanner.text.lowercased() == ":root" { return .separate }
    let selector = Selector(
      compounds: compounds,
      combinators: combinators,
      specificity: min(ids, 999) * 1_000_000 + min(classes, 999) * 1_000 + min(names, 999)
    )
    return isDynamic ? .dynamic(selector) : .inlinable(selector)
  }

  private mutating func readCompound() -> Bool {
    var compound = Selector.Compound()
    let start = scanner.index
    if scanner.byte == UInt8(ascii: "*") {
      scanner.advance()
    } else if let name = readName() {
      compound.name = name.utf8.lowercased()
      names += 1
    }
    loop: while let byte = scanner.byte {
      switch byte {
      case UInt8(ascii: "."):
        scanner.advance()
        guard let name = readName() else { return false }
        compound.classes.append(name)
        classes += 1
      case UInt8(ascii: "#"):
        scanner.advance()
        guard let name = readName() else { return false }
        compound.ids.append(name)
        ids += 1
      case UInt8(ascii: "["):
        guard let attribute = readAttribute() else { return false }
        compound.attributes.append(attribute)
        classes += 1
      case UInt8(ascii: ":"):
        guard readPseudo() else { return false }
      default: break loop
      }
    }
    compounds.append(compound)
    return scanner.index > start
  }

  private mutating func readName() -> String? {
    guard let byte = scanner.byte, byte.isCSSNameStart || byte == UInt8(ascii: "-") else {
      return nil
    }
    let start = scanner.index
    while let byte = scanner.byte, byte.isCSSName { scanner.advance() }
    // One hyphen and a digit begin a number, not a name.
    if byte == UInt8(ascii: "-") {
      guard scanner.index > start + 1, !(0x30...0x39).contains(scanner.text[start + 1]) else {
        return nil
      }
    }
    return scanner.text[start..<scanner.index].string
  }

  /// A pseudo-class or a pseudo-element.
  private mutating func readPseudo() -> Bool {
    scanner.advance()
    if scanner.byte == UInt8(ascii: ":") {
      isSeparate = true
      scanner.advance()
    }
    guard let name = readName()?.utf8.lowercased() else { return false }
    if ["before", "after", "first-line", "first-letter"].contains(name) { isSeparate = true }
    isDynamic = true
    classes += 1
    return scanner.byte != UInt8(ascii: "(") || scanner.skipComponent() == .whole
  }

  private mutating func readAttribute() -> Selector.Attribute? {
    let start = scanner.index
    scanner.advance()
    scanner.skipSpace()
    guard let name = readName()?.utf8.lowercased() else { return nil }
    scanner.skipSpace()
    var value: String?
    if scanner.byte == UInt8(ascii: "=") {
      scanner.advance()
      scanner.skipSpace()
      value = readValue()
      scanner.skipSpace()
      if value == nil { isDynamic = true }
    }
    if scanner.byte == UInt8(ascii: "]") {
      scanner.advance()
      return Selector.Attribute(name: name, value: value)
    }
    // A value that is only like it, or a flag: what has the attribute may be meant.
    isDynamic = true
    var bracket = CSSScanner(scanner.text, start..<scanner.text.count)
    guard bracket.skipComponent() == .whole else { return nil }
    scanner = bracket
    return Selector.Attribute(name: name, value: nil)
  }

  /// A name, or a string without escapes.
  private mutating func readValue() -> String? {
    guard let quote = scanner.byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return readName()
    }
    let start = scanner.index
    guard scanner.skipToken() else { return nil }
    let inside = scanner.text[start + 1..<scanner.index - 1]
    return inside.contains(UInt8(ascii: "\\")) ? nil : inside.string
  }
}
