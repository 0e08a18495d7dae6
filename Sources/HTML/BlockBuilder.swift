/// Makes blocks of text out of a page, and a list of where its links lead.
struct BlockBuilder: HTMLTree.Visitor {
  private struct List {
    let isOrdered: Bool
    var next: Int
  }

  /// A link that is open, and where its text begins.
  private struct Link {
    let target: String?
    let block: Int
    let piece: Int
  }

  private(set) var blocks: [TextBlock] = []
  private(set) var targets = LinkTargets()

  private var line = InlineText()
  private var hasGap = false
  private var margins: [String] = []
  private var marker: String?
  private var lists: [List] = []
  private var strong = 0
  private var italic = 0
  private var headingLevel: Int?
  private var preformatted: String?
  private var links: [Link] = []
  /// The table of data that is open; its cells are lines of their own.
  private var table: [TableRow]?

  /// The blocks of a page, and where its links lead.
  static func read(_ html: String) -> (blocks: [TextBlock], targets: [String]) {
    var builder = BlockBuilder()
    HTMLTree(Array(html.utf8)).walk(&builder)
    builder.endBlock()
    return (builder.blocks, builder.targets.all)
  }

  mutating func enter(_ element: HTMLElement) -> Bool {
    let role = ElementRole(element.tag)
    if case .skipped = role { return false }
    if element.isHidden { return false }
    switch role {
    case .inline, .skipped: break
    case .line: endBlock()
    case .block, .caption: endBlock(hasGap: true)
    case .heading(let level):
      endBlock(hasGap: true)
      headingLevel = level
    case .list(let isOrdered):
      endBlock(hasGap: lists.isEmpty)
      let start = element.attribute("start").flatMap { Int($0) } ?? 1
      lists.append(List(isOrdered: isOrdered, next: start))
    case .item: enterItem()
    case .definition: enter(margin: "  ", hasGap: false)
    case .quote: enter(margin: "> ", hasGap: true)
    case .preformatted:
      endBlock(hasGap: true)
      if table == nil { preformatted = "" }
    case .table:
      endBlock(hasGap: true)
      if table == nil, element.isDataTable { table = [] }
    case .row:
      endBlock(hasGap: true)
      table?.append(TableRow())
    case .cell: endBlock()
    case .lineBreak: breakLine()
    case .rule: addRule()
    case .image: addText(element.attribute("alt") ?? "")
    case .link:
      let target = LinkTargets.target(of: element)
      links.append(Link(target: target, block: blocks.count, piece: line.pieces.count))
    case .strong: strong += 1
    case .emphasised: italic += 1
    }
    return true
  }

  mutating func leave(_ element: HTMLElement) {
    switch ElementRole(element.tag) {
    case .inline, .skipped, .lineBreak, .rule, .image: break
    case .line, .row: endBlock()
    case .block: endBlock(hasGap: true)
    case .caption: leaveCaption()
    case .heading:
      endBlock(hasGap: true)
      headingLevel = nil
    case .list:
      endBlock(hasGap: lists.count < 2)
      _ = lists.popLast()
    case .item:
      endBlock()
      _ = margins.popLast()
      marker = nil
    case .definition: leaveMargin(hasGap: false)
    case .quote: leaveMargin(hasGap: true)
    case .preformatted: leavePreformatted()
    case .table: leaveTable()
    case .cell: leaveCell(element)
    case .link: leaveLink()
    case .strong: strong -= 1
    case .emphasised: italic -= 1
    }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if preformatted != nil {
      preformatted? += String(decoding: text, as: UTF8.self)
    } else {
      line.add(text, emphasis)
    }
  }

  private mutating func addText(_ text: String) {
    var text = text
    text.withUTF8 { self.text($0) }
  }

  private var emphasis: TextEmphasis {
    var emphasis: TextEmphasis = []
    if strong > 0 { emphasis.insert(.strong) }
    if italic > 0 { emphasis.insert(.italic) }
    if headingLevel != nil { emphasis.insert(.heading) }
    if links.last?.target != nil { emphasis.insert(.link) }
    return emphasis
  }

  private mutating func breakLine() {
    if preformatted != nil {
      preformatted? += "\n"
    } else if table != nil {
      line.addSpace()
    } else {
      line.breakLine()
    }
  }

  /// Ends the block, if there is one, and asks for an empty line before the next.
  private mutating func endBlock(hasGap wantsGap: Bool = false) {
    if table != nil {
      line.addSpace()
      return
    }
    let pieces = line.take()
    if !pieces.isEmpty {
      append(headingLevel.map { .heading(level: $0, pieces) } ?? .text(pieces))
    }
    hasGap = hasGap || wantsGap
  }

  private mutating func append(_ content: TextBlock.Content) {
    blocks.append(
      TextBlock(content: content, margins: margins, marker: marker, hasGap: hasGap)
    )
    marker = nil
    hasGap = false
  }
}

// MARK: - Lists, quotes, preformatted text, rules

extension BlockBuilder {
  private mutating func enterItem() {
    endBlock()
    var text = "• "
    if let list = lists.indices.last, lists[list].isOrdered {
      text = "\(lists[list].next). "
      lists[list].next += 1
    }
    marker = text
    indent(by: String(repeating: " ", count: text.count))
  }

  /// Adds a margin; beyond a depth that anyone writes it is empty, so that text has room.
  private mutating func indent(by margin: String) {
    margins.append(margins.count < 8 ? margin : "")
  }

  private mutating func enter(margin: String, hasGap: Bool) {
    endBlock(hasGap: hasGap)
    indent(by: margin)
  }

  private mutating func leaveMargin(hasGap: Bool) {
    endBlock(hasGap: hasGap)
    _ = margins.popLast()
  }

  private mutating func addRule() {
    endBlock(hasGap: true)
    guard table == nil else { return }
    append(.rule)
    hasGap = true
  }

  private mutating func leavePreformatted() {
    if let text = preformatted {
      preformatted = nil
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        InlineText.visible(String($0.replacing("\t", with: "    ")))
      }
      while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
      if !lines.isEmpty { append(.preformatted(lines)) }
    }
    endBlock(hasGap: true)
  }
}

// MARK: - Tables of data

extension BlockBuilder {
  private mutating func leaveCaption() {
    guard table != nil else {
      endBlock()
      return
    }
    let pieces = line.take()
    if !pieces.isEmpty { append(.text(pieces)) }
  }

  private mutating func leaveCell(_ cell: HTMLElement) {
    guard let row = table?.indices.last else {
      endBlock()
      return
    }
    if !cell.isHeaderCell { table?[row].isHeader = false }
    let pieces = line.take()
    table?[row].cells.append(
      TableRow.Cell(pieces: pieces, isRightAligned: cell.isRightAligned)
    )
    for _ in 1..<cell.columns { table?[row].cells.append(TableRow.Cell()) }
  }

  private mutating func leaveTable() {
    if let rows = table {
      table = nil
      let filled = rows.filter { row in row.cells.contains { !$0.pieces.isEmpty } }
      if !filled.isEmpty { append(.table(filled)) }
    }
    endBlock(hasGap: true)
  }
}

// MARK: - Links

extension BlockBuilder {
  private mutating func leaveLink() {
    guard let link = links.popLast(), let target = link.target else { return }
    let text = text(of: link)
    guard !text.isEmpty, !LinkTargets.says(text, target) else { return }
    let mark = "[\(targets.number(of: target))]"
    if preformatted != nil {
      preformatted? += " " + mark
    } else if line.isEmpty {
      addToLastBlock(TextPiece(gap: .fixedSpace, text: mark, emphasis: .muted))
    } else {
      line.addMark(mark, .muted)
    }
  }

  /// What the link says, in this block or, where blocks have ended in it, in the last of them.
  private func text(of link: Link) -> String {
    if let preformatted { return preformatted }
    var pieces = line.pieces[...]
    if blocks.count == link.block {
      pieces = pieces.dropFirst(link.piece)
    } else if pieces.isEmpty {
      pieces = blocks.last?.pieces[...] ?? []
    }
    var text = ""
    for piece in pieces {
      if piece.gap != .none, !text.isEmpty { text += " " }
      text += piece.text
    }
    return text
  }

  private mutating func addToLastBlock(_ piece: TextPiece) {
    guard let last = blocks.indices.last else { return }
    blocks[last].pieces.append(piece)
  }
}
