/// A style sheet, read as browsers do; what it does not know it keeps as it is.
struct StyleSheet {
  /// One rule or one at-rule.
  struct Statement {
    enum Content {
      case rule(StyleRule)
      /// `@media` and others whose rules hold under a condition: what is between the braces.
      case group(Range<Int>)
      /// `<!--` and `-->`, which mean nothing.
      case nothing
      case other
    }

    /// Before the white space and the comments that it has before it.
    let start: Int
    let range: Range<Int>
    let content: Content
  }

  let text: [UInt8]
  let statements: [Statement]

  init(_ text: [UInt8]) {
    self.text = text
    statements = Self.statements(in: text, 0..<text.count)
  }

  /// The rules outside of `@media` and the like.
  var rules: [StyleRule] {
    statements.compactMap { statement in
      if case .rule(let rule) = statement.content { rule } else { nil }
    }
  }

  static func statements(in text: [UInt8], _ range: Range<Int>) -> [Statement] {
    var scanner = CSSScanner(text, range)
    var result: [Statement] = []
    while true {
      let gap = scanner.index
      scanner.skipSpace()
      let start = scanner.index
      guard scanner.byte != nil else { return result }
      let content = Self.content(&scanner)
      // A value among the comments stays where it is.
      let hasMark = Mark.isIn(text[gap..<start])
      result.append(
        Statement(
          start: hasMark ? start : gap,
          range: start..<scanner.index,
          content: content
        )
      )
    }
  }

  private static func content(_ scanner: inout CSSScanner) -> Statement.Content {
    for sign: StaticString in ["<!--", "-->"] where scanner.isAt(sign) {
      scanner.advance(sign.utf8CodeUnitCount)
      return .nothing
    }
    let start = scanner.index
    let isAtRule = scanner.byte == UInt8(ascii: "@")
    if isAtRule {
      scanner.skip(to: UInt8(ascii: "{"), UInt8(ascii: ";"))
    } else {
      scanner.skip(to: UInt8(ascii: "{"))
    }
    let prelude = start..<scanner.index
    guard scanner.byte == UInt8(ascii: "{") else {
      scanner.advance()
      return .other
    }
    let isClosed = scanner.skipComponent() != .open
    let block = prelude.upperBound + 1..<scanner.index - (isClosed ? 1 : 0)
    if isAtRule { return isGroup(scanner.text[prelude]) ? .group(block) : .other }
    guard isClosed else { return .other }
    return .rule(StyleRule(scanner.text, prelude: prelude, block: block))
  }

  /// Whether an at-rule holds rules of the usual kind.
  private static func isGroup(_ prelude: ArraySlice<UInt8>) -> Bool {
    let name = prelude.dropFirst().prefix { $0.isCSSName }.lowercased()
    return name == "media" || name == "supports" || name == "container"
  }
}

/// Selectors, and the declarations for what they select.
struct StyleRule {
  /// The selectors as they are written, without the space after them.
  let prelude: Range<Int>
  /// What is between the braces.
  let block: Range<Int>
  /// Empty if they cannot be read: the rule then stays as it is.
  let selectors: [ListedSelector]
  let declarations: [Declaration]
  /// Whether nothing is lost when its declarations stand elsewhere.
  let isMovable: Bool

  init(_ text: [UInt8], prelude: Range<Int>, block: Range<Int>) {
    self.prelude = prelude.lowerBound..<text[prelude].trimmed.endIndex
    self.block = block
    selectors = ListedSelector.list(in: text, self.prelude) ?? []
    let list = DeclarationList(text, block)
    declarations = list.declarations
    isMovable = list.isPlain && !Mark.isIn(text[block])
  }
}
