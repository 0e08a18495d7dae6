/// A selector as far as it can be matched with a page as it is written: elements, `*`, classes, ids
/// and attributes, one in another (` `) or right in another (`>`).
struct Selector {
  /// What is asked of one element.
  struct Compound {
    /// In lower case; nil for any.
    var name: String?
    var ids: [String] = []
    var classes: [String] = []
    var attributes: [Attribute] = []
  }

  struct Attribute {
    /// In lower case.
    let name: String
    /// nil if it is enough to have it.
    let value: String?
  }

  enum Combinator {
    case descendant
    case child
  }

  /// From the outermost element to the one that is styled.
  let compounds: [Compound]
  /// Between the compounds; one fewer.
  let combinators: [Combinator]
  /// Selectors Level 4, section 17, as one number.
  let specificity: Int
}

/// A selector in the list of a rule.
struct ListedSelector {
  enum Kind {
    /// Can be matched; its rule can be written into the elements.
    case inlinable(Selector)
    /// Depends on what the reader does or on other elements (`:hover`, `p + p`): its rule stays, and
    /// must win over what is written into the elements. It selects no more than this selector.
    case dynamic(Selector)
    /// Styles something that no style attribute does (`::before`, `:root`): its rule stays.
    case separate
  }

  let text: String
  let kind: Kind

  /// The selectors before a block; nil if not each can be read, which makes the rule void in
  /// browsers as well.
  static func list(in text: [UInt8], _ range: Range<Int>) -> [ListedSelector]? {
    guard !Mark.isIn(text[range]) else { return nil }
    var scanner = CSSScanner(text, range)
    var result: [ListedSelector] = []
    while true {
      let start = scanner.index
      guard scanner.skip(to: UInt8(ascii: ",")) else { return nil }
      let selector = CSSScanner.compact(text, start..<scanner.index)
      var reader = SelectorReader(selector)
      guard let kind = reader.read() else { return nil }
      result.append(ListedSelector(text: selector.string, kind: kind))
      guard scanner.byte != nil else { return result }
      scanner.advance()
    }
  }
}
