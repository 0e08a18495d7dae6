import Diagnostics
import Rainbow

/// Columns of text that fit the terminal.
struct Table {
  /// A column: numbers stand to the right, text to the left; what does not fit is cut with `…`.
  struct Column {
    enum Alignment {
      case left
      case right
    }

    let title: String
    let alignment: Alignment

    static func text(_ title: String) -> Column { Column(title: title, alignment: .left) }
    static func number(_ title: String) -> Column { Column(title: title, alignment: .right) }
  }

  private static let gap = "  "
  /// Below this a column is not worth showing and the line may run over.
  private static let narrowest = 6

  private let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [String]) {
    rows.append(cells.map(TerminalText.withoutControls))
  }

  /// The table's lines, the titles first, none wider than `width` where that can be.
  func rendered(width: Int) -> String {
    let widths = fitted(to: width)
    let titles = line(columns.map(\.title), widths)
    let head = columns.allSatisfy(\.title.isEmpty) ? [] : [titles.bold]
    return (head + rows.map { line($0, widths) }).map { $0 + "\n" }.joined()
  }

  private func fitted(to width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      ([columns[index].title] + rows.map { $0[index] }).map(TerminalText.width).max() ?? 0
    }
    let gaps = Self.gap.count * max(0, columns.count - 1)
    while widths.reduce(gaps, +) > width {
      let text = widths.indices.filter {
        columns[$0].alignment == .left && widths[$0] > Self.narrowest
      }
      guard let widest = text.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      let cut = Self.cut(cell, to: widths[index])
      let padding = String(repeating: " ", count: max(0, widths[index] - TerminalText.width(cut)))
      let isLast = index == cells.count - 1
      switch columns[index].alignment {
      case .left: text += cut + (isLast ? "" : padding)
      case .right: text += padding + cut
      }
      if !isLast { text += Self.gap }
    }
    return text
  }

  private static func cut(_ text: String, to width: Int) -> String {
    guard TerminalText.width(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = TerminalText.width(String(character))
      guard used + next <= width - 1 else { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }
}
