/// Makes the page that has each element once.
enum Specimen {
  /// An element and those in it.
  private struct Part {
    let element: MarkdownElement
    let attributes: String
    let isVoid: Bool
    let parts: [Part]

    init(_ element: MarkdownElement, _ parts: [Part] = []) {
      self.element = element
      self.parts = parts
      attributes =
        switch element {
        case .link: " href=\"#\""
        case .image: " src=\"#\" alt=\"\""
        default: ""
        }
      isVoid = element == .image || element == .rule
    }
  }

  private static let page: [Part] = [
    Part(.heading1), Part(.heading2), Part(.heading3), Part(.heading4), Part(.heading5),
    Part(.heading6),
    Part(.codeBlock, [Part(.codeBlockCode)]),
    Part(.blockQuote, [Part(.quoteParagraph)]),
    Part(.bulletList, [Part(.bulletItem, [Part(.itemParagraph)])]),
    Part(.orderedList, [Part(.orderedItem)]),
    Part(.rule),
    Part(
      .table,
      [
        Part(.tableHead, [Part(.headerRow, [Part(.headerCell)])]),
        Part(.tableBody, [Part(.row, [Part(.cell)])]),
      ]
    ),
    Part(
      .paragraph,
      [
        Part(.image), Part(.strong), Part(.emphasis), Part(.strikethrough), Part(.code),
        // The last of all, since it would end a link around it.
        Part(.link),
      ]
    ),
  ]

  static func make() -> (html: String, offsets: [Int]) {
    var html = ""
    var offsets = [Int](repeating: 0, count: MarkdownElement.allCases.count)
    func add(_ part: Part) {
      html += "<\(part.element.tag)"
      offsets[part.element.rawValue] = html.utf8.count
      html += part.attributes
      guard !part.isVoid else {
        html += " />"
        return
      }
      html += ">"
      for inner in part.parts { add(inner) }
      html += "</\(part.element.tag)>"
    }
    for part in page { add(part) }
    return (html, offsets)
  }
}
