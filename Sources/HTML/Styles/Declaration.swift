/// A property with its value.
struct Declaration {
  /// In lower case, unless it is a custom property (`--x`).
  let name: String
  /// White space and comments made one space, without `!important`.
  let value: [UInt8]
  let isImportant: Bool
  /// Where `!important` can be added in the sheet.
  let end: Int

  var isCustom: Bool { name.hasPrefix("--") }

  /// Whether the order of two properties can matter: one is a part of the other, or they may set
  /// the same part.
  static func overlap(_ one: String, _ other: String) -> Bool {
    if one == other || one == "all" || other == "all" { return true }
    if one.hasPrefix("border"), other.hasPrefix("border") { return bordersOverlap(one, other) }
    if one == "font", other == "line-height" { return true }
    if one == "line-height", other == "font" { return true }
    return one.hasPrefix(other + "-") || other.hasPrefix(one + "-")
  }

  /// `border-top` and `border-color` overlap, `border-top` and `border-bottom-color` do not.
  private static func bordersOverlap(_ one: String, _ other: String) -> Bool {
    [["top", "right", "bottom", "left"], ["color", "width", "style", "radius"]].allSatisfy {
      parts in
      guard let part = parts.first(where: { one.contains("-" + $0) }),
        let otherPart = parts.first(where: { other.contains("-" + $0) })
      else { return true }
      return part == otherPart
    }
  }
}

/// The declarations between two braces, or of a style attribute.
struct DeclarationList {
  private(set) var declarations: [Declaration] = []
  /// Whether it has nothing else: a rule in the rule, a value to be written, a mistake.
  private(set) var isPlain = true

  init(_ text: [UInt8], _ range: Range<Int>) {
    var scanner = CSSScanner(text, range)
    while true {
      scanner.skipSpace()
      guard let byte = scanner.byte else { return }
      if byte == UInt8(ascii: ";") {
        scanner.advance()
        continue
      }
      let start = scanner.index
      let isWhole = scanner.skip(to: UInt8(ascii: ";"))
      let piece = start..<text[start..<scanner.index].trimmed.endIndex
      if isWhole, let declaration = Self.declaration(in: text, piece) {
        declarations.append(declaration)
      } else {
        isPlain = false
      }
    }
  }

  private static func declaration(in text: [UInt8], _ piece: Range<Int>) -> Declaration? {
    guard let colon = text[piece].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text[piece.lowerBound..<colon].trimmed
    guard let first = name.first, first.isCSSNameStart || first == UInt8(ascii: "-"),
      name.allSatisfy(\.isCSSName), !Mark.isIn(name)
    else { return nil }
    let isCustom = name.starts(with: "--".utf8)
    let (value, isImportant) = withoutImportant(
      CSSScanner.compact(text, colon + 1..<piece.upperBound)
    )
    guard isCustom || !value.isEmpty && !hasRuleOrBang(value) else { return nil }
    return Declaration(
      name: isCustom ? name.string : name.lowercased(),
      value: value,
      isImportant: isImportant,
      end: piece.upperBound
    )
  }

  private static func withoutImportant(_ value: [UInt8]) -> (value: [UInt8], isImportant: Bool) {
    let word = "important"
    guard value.suffix(word.utf8.count).lowercased() == word else { return (value, false) }
    let rest = value.dropLast(word.utf8.count).trimmed
    guard rest.last == UInt8(ascii: "!") else { return (value, false) }
    return (Array(rest.dropLast().trimmed), true)
  }

  /// Whether a value has what no value may have: a block, or a `!` that means nothing.
  private static func hasRuleOrBang(_ value: [UInt8]) -> Bool {
    var scanner = CSSScanner(value, 0..<value.count)
    scanner.skip(to: UInt8(ascii: "{"), UInt8(ascii: "!"))
    return scanner.byte != nil
  }
}
