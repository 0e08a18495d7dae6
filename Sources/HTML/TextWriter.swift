/// Writes blocks as lines of a width.
struct TextWriter {
  private(set) var text = ""
  private let width: Int
  private let style: TextStyle

  init(width: Int, style: TextStyle) {
    self.width = width
    self.style = style
  }

  mutating func write(_ block: TextBlock) {
    if block.hasGap, !text.isEmpty { text += "\n" }
    var margin = Margin(block)
    switch block.content {
    case .text(let pieces):
      wrap(pieces, &margin)
    case .heading(let level, let pieces):
      let widest = wrap(pieces, &margin)
      if style.isPlain, level < 3 {
        let line = String(repeating: level == 1 ? "=" : "-", count: widest)
        addLine(line, &margin)
      }
    case .preformatted(let lines):
      for line in lines { addLine(style.apply([], to: line), &margin) }
    case .table(let rows):
      write(rows, &margin)
    case .rule:
      let count = min(24, width - margin.columns)
      let line = String(repeating: style.isPlain ? "-" : "─", count: count)
      addLine(style.apply(.muted, to: line), &margin)
    }
  }

  /// Writes where the links lead, one a line.
  mutating func write(targets: [String]) {
    guard !targets.isEmpty else { return }
    if !text.isEmpty { text += "\n" }
    for (index, target) in targets.enumerated() {
      let number = style.apply(.muted, to: "[\(index + 1)]")
      text += "\(number) \(style.apply(.link, to: target))\n"
    }
  }

  /// What stands before a block's lines.
  private struct Margin {
    private let first: String
    private let others: String
    private var isFirst = true

    init(_ block: TextBlock) {
      others = block.margins.joined()
      first = block.marker.map { block.margins.dropLast().joined() + $0 } ?? others
    }

    var columns: Int { others.columns }

    mutating func next() -> String {
      defer { isFirst = false }
      return isFirst ? first : others
    }
  }

  private mutating func addLine(_ line: String, _ margin: inout Margin) {
    text += margin.next() + line
    endLine()
  }

  /// Ends the line, which gets no trailing spaces.
  private mutating func endLine() {
    while let last = text.unicodeScalars.last, last == " " || last == "\u{A0}" {
      text.unicodeScalars.removeLast()
    }
    text += "\n"
  }

  /// Writes pieces, breaking at spaces only: how many columns the widest line takes.
  @discardableResult
  private mutating func wrap(_ pieces: [TextPiece], _ margin: inout Margin) -> Int {
    let available = max(1, width - margin.columns)
    var widest = 0
    var line: [TextPiece] = []
    var columns = 0
    var start = 0
    while start < pieces.count {
      // A word is everything up to the next place where the line may end.
      var end = start + 1
      while end < pieces.count, pieces[end].gap == .none || pieces[end].gap == .fixedSpace {
        end += 1
      }
      var word = Array(pieces[start..<end])
      var wordColumns = TextPiece.columns(word)
      if word[0].gap != .none { wordColumns -= 1 }
      let isForced = word[0].gap == .lineEnd
      if isForced || !line.isEmpty && columns + 1 + wordColumns > available {
        if start > 0 { addLine(styled(line), &margin) }
        widest = max(widest, columns)
        line = []
        columns = 0
      }
      if line.isEmpty { word[0].gap = .none }
      columns += wordColumns + (line.isEmpty ? 0 : 1)
      line += word
      start = end
    }
    addLine(styled(line), &margin)
    return max(widest, columns)
  }

  /// The pieces as they are written, neighbours of one style styled together.
  private func styled(_ pieces: [TextPiece]) -> String {
    var result = ""
    var run = ""
    var emphasis: TextEmphasis = []
    for piece in pieces {
      let gap = piece.gap == .none ? "" : " "
      if piece.emphasis == emphasis {
        run += gap + piece.text
      } else {
        if !run.isEmpty { result += style.apply(emphasis, to: run) }
        result += gap
        run = piece.text
        emphasis = piece.emphasis
      }
    }
    return run.isEmpty ? result : result + style.apply(emphasis, to: run)
  }
}

// MARK: - Tables of data

extension TextWriter {
  /// Writes columns side by side where they fit, else each row as a paragraph.
  private mutating func write(_ rows: [TableRow], _ margin: inout Margin) {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.cells.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], TextPiece.columns(cell.pieces))
      }
    }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1)
    let fits = total <= width - margin.columns
    for (index, row) in rows.enumerated() {
      if fits {
        addLine(aligned(row, widths), &margin)
      } else {
        wrap(joined(row), &margin)
      }
      if fits, row.isHeader, index == 0, rows.count > 1 {
        let lines = widths.map { String(repeating: style.isPlain ? "-" : "─", count: $0) }
        addLine(style.apply(.muted, to: lines.joined(separator: "  ")), &margin)
      }
    }
  }

  private func aligned(_ row: TableRow, _ widths: [Int]) -> String {
    row.cells.enumerated().map { column, cell in
      let missing = widths[column] - TextPiece.columns(cell.pieces)
      let padding = String(repeating: " ", count: missing)
      let text = styled(cell.pieces, isHeader: row.isHeader)
      return cell.isRightAligned ? padding + text : text + padding
    }
    .joined(separator: "  ")
  }

  private func styled(_ pieces: [TextPiece], isHeader: Bool) -> String {
    guard isHeader else { return styled(pieces) }
    return styled(
      pieces.map { TextPiece(gap: $0.gap, text: $0.text, emphasis: $0.emphasis.union(.strong)) }
    )
  }

  /// The cells one behind the other.
  private func joined(_ row: TableRow) -> [TextPiece] {
    var pieces: [TextPiece] = []
    for cell in row.cells where !cell.pieces.isEmpty {
      if !pieces.isEmpty { pieces.append(TextPiece(gap: .fixedSpace, text: "|", emphasis: .muted)) }
      var own = cell.pieces
      own[0].gap = pieces.isEmpty ? .none : .space
      pieces += own
    }
    return pieces
  }
}
