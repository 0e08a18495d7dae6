/// Writes the HTML of a tree's nodes, as cmark-gfm does, with styles and with values as they are.
struct HTMLWriter {
  private(set) var output: HTMLOutput
  private let tags: ElementTags
  /// The image whose alternative text is being written: text without elements.
  private var image: MarkdownNode?
  private var table = TableState()

  /// Where in a table the page is; tables hold no tables.
  private struct TableState {
    var alignments = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var column = 0
    var isHeader = false
    var hasBody = false
  }

  init(tags: ElementTags, capacity: Int) {
    self.tags = tags
    output = HTMLOutput(capacity: capacity)
  }

  mutating func enter(_ node: MarkdownNode) throws(MarkdownFailure) {
    let kind = node.kind
    guard image == nil else { return writeAlternative(node, kind) }
    switch kind {
    case .text: output.append(text: node.literal)
    case .softBreak: output.append(UInt8(ascii: "\n"))
    case .lineBreak: output.append("<br />\n")
    case .code:
      open(.code)
      output.append(text: node.literal)
      close(.code)
    case .htmlInline: try RawHTML.write(node.literal, to: &output)
    case .strong: open(.strong)
    case .emphasis: open(.emphasis)
    case .strikethrough: open(.strikethrough)
    case .link: try startLink(node)
    case .image: try startImage(node)
    default: try enterBlock(node, kind)
    }
  }

  mutating func leave(_ node: MarkdownNode) throws(MarkdownFailure) {
    if image == node { return endImage(node) }
    guard image == nil else { return }
    switch node.kind {
    case .strong: close(.strong)
    case .emphasis: close(.emphasis)
    case .strikethrough: close(.strikethrough)
    case .link: close(.link)
    case .paragraph:
      if let element = Self.paragraph(node) { closeLine(element) }
    case .heading: closeLine(.heading(node.headingLevel))
    case .item: closeLine(Self.item(node))
    case .list: closeLine(node.firstNumber == nil ? .bulletList : .orderedList)
    case .blockQuote:
      output.startLine()
      closeLine(.blockQuote)
    case .tableCell: close(table.isHeader ? .headerCell : .cell)
    case .tableRow: endRow()
    case .table: endTable()
    default: break
    }
  }

  private mutating func enterBlock(
    _ node: MarkdownNode,
    _ kind: MarkdownNode.Kind
  ) throws(MarkdownFailure) {
    switch kind {
    case .paragraph:
      if let element = Self.paragraph(node) { openLine(element) }
    case .heading: openLine(.heading(node.headingLevel))
    case .item: openLine(Self.item(node))
    case .list: startList(node)
    case .blockQuote:
      openLine(.blockQuote)
      output.append("\n")
    case .codeBlock: writeCodeBlock(node)
    case .htmlBlock:
      output.startLine()
      try RawHTML.write(node.literal, to: &output)
      output.startLine()
    case .rule:
      output.startLine()
      output.append(tags.start(.rule))
      output.append(" />\n")
    case .tableCell: startCell()
    case .tableRow: startRow(node)
    case .table: startTable(node)
    default: break
    }
  }

  // MARK: Tags

  private mutating func open(_ element: MarkdownElement) { output.append(tags.whole(element)) }

  private mutating func openLine(_ element: MarkdownElement) {
    output.startLine()
    open(element)
  }

  private mutating func close(_ element: MarkdownElement) { output.append(tags.end(element)) }

  private mutating func closeLine(_ element: MarkdownElement) {
    close(element)
    output.append(UInt8(ascii: "\n"))
  }

  // MARK: Blocks

  /// What a paragraph is; nil in a list whose items have none.
  private static func paragraph(_ node: MarkdownNode) -> MarkdownElement? {
    guard let parent = node.parent else { return .paragraph }
    switch parent.kind {
    case .item: return parent.parent?.isTight == true ? nil : .itemParagraph
    case .blockQuote: return .quoteParagraph
    default: return .paragraph
    }
  }

  private static func item(_ node: MarkdownNode) -> MarkdownElement {
    node.parent?.firstNumber == nil ? .bulletItem : .orderedItem
  }

  private mutating func startList(_ node: MarkdownNode) {
    if let number = node.firstNumber {
      output.startLine()
      output.append(tags.start(.orderedList))
      if number != 1 {
        output.append(" start=\"")
        output.append("\(number)".utf8)
        output.append("\"")
      }
      output.append(">")
    } else {
      openLine(.bulletList)
    }
    output.append("\n")
  }

  private mutating func writeCodeBlock(_ node: MarkdownNode) {
    openLine(.codeBlock)
    output.append(tags.start(.codeBlockCode))
    let language = node.language
    if !language.isEmpty {
      output.append(" class=\"language-")
      output.append(text: language)
      output.append("\"")
    }
    output.append(">")
    output.append(text: node.literal)
    close(.codeBlockCode)
    closeLine(.codeBlock)
  }

  // MARK: Links and images

  private mutating func startLink(_ node: MarkdownNode) throws(MarkdownFailure) {
    let address = try LinkAddress(node.url)
    output.append(tags.start(.link))
    output.append(" href=\"")
    output.append(url: address.bytes)
    writeTitle(node)
    output.append("\">")
  }

  private mutating func startImage(_ node: MarkdownNode) throws(MarkdownFailure) {
    let address = try LinkAddress(node.url)
    output.append(tags.start(.image))
    output.append(" src=\"")
    output.append(url: address.bytes)
    output.append("\" alt=\"")
    image = node
  }

  private mutating func endImage(_ node: MarkdownNode) {
    image = nil
    writeTitle(node)
    output.append("\" />")
  }

  /// Writes the title behind another attribute's value, whose quote is not yet written.
  private mutating func writeTitle(_ node: MarkdownNode) {
    let title = node.title
    guard !title.isEmpty else { return }
    output.append("\" title=\"")
    output.append(text: title)
  }

  private mutating func writeAlternative(_ node: MarkdownNode, _ kind: MarkdownNode.Kind) {
    switch kind {
    case .text, .code, .htmlInline: output.append(text: node.literal)
    case .softBreak, .lineBreak: output.append(" ")
    default: break
    }
  }

  // MARK: Tables

  private mutating func startTable(_ node: MarkdownNode) {
    openLine(.table)
    table = TableState(alignments: node.alignments)
  }

  private mutating func endTable() {
    output.startLine()
    if table.hasBody { closeLine(.tableBody) }
    closeLine(.table)
    table = TableState()
  }

  private mutating func startRow(_ node: MarkdownNode) {
    table.column = 0
    table.isHeader = node.isHeaderRow
    if table.isHeader {
      openLine(.tableHead)
    } else if !table.hasBody {
      openLine(.tableBody)
      table.hasBody = true
    }
    openLine(table.isHeader ? .headerRow : .row)
  }

  private mutating func endRow() {
    output.startLine()
    close(table.isHeader ? .headerRow : .row)
    if table.isHeader {
      output.startLine()
      close(.tableHead)
    }
  }

  private mutating func startCell() {
    output.startLine()
    output.append(tags.start(table.isHeader ? .headerCell : .cell))
    if table.column < table.alignments.count {
      switch table.alignments[table.column] {
      case UInt8(ascii: "l"): output.append(" align=\"left\"")
      case UInt8(ascii: "c"): output.append(" align=\"center\"")
      case UInt8(ascii: "r"): output.append(" align=\"right\"")
      default: break
      }
    }
    table.column += 1
    output.append(">")
  }
}
