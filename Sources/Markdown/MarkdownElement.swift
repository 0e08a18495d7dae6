/// What a converted page is made of: one for each element whose style may differ.
package enum MarkdownElement: Int, CaseIterable, Sendable {
  case paragraph
  /// A paragraph of a block quote.
  case quoteParagraph
  /// A paragraph of a list whose items stand apart; where they do not, there is none.
  case itemParagraph
  case heading1
  case heading2
  case heading3
  case heading4
  case heading5
  case heading6
  case link
  case image
  case strong
  case emphasis
  case strikethrough
  /// Code in a line of text.
  case code
  /// A block of code: the `pre`.
  case codeBlock
  /// The `code` in a block's `pre`.
  case codeBlockCode
  case blockQuote
  case bulletList
  case bulletItem
  case orderedList
  case orderedItem
  case rule
  case table
  case tableHead
  case tableBody
  case headerRow
  case row
  case headerCell
  case cell

  /// The tag's name.
  var tag: String {
    switch self {
    case .paragraph, .quoteParagraph, .itemParagraph: "p"
    case .heading1: "h1"
    case .heading2: "h2"
    case .heading3: "h3"
    case .heading4: "h4"
    case .heading5: "h5"
    case .heading6: "h6"
    case .link: "a"
    case .image: "img"
    case .strong: "strong"
    case .emphasis: "em"
    case .strikethrough: "del"
    case .code, .codeBlockCode: "code"
    case .codeBlock: "pre"
    case .blockQuote: "blockquote"
    case .bulletList: "ul"
    case .orderedList: "ol"
    case .bulletItem, .orderedItem: "li"
    case .rule: "hr"
    case .table: "table"
    case .tableHead: "thead"
    case .tableBody: "tbody"
    case .headerRow, .row: "tr"
    case .headerCell: "th"
    case .cell: "td"
    }
  }

  /// A heading of a level from 1 to 6.
  static func heading(_ level: Int) -> MarkdownElement {
    switch level {
    case ...1: .heading1
    case 2: .heading2
    case 3: .heading3
    case 4: .heading4
    case 5: .heading5
    default: .heading6
    }
  }
}
