import Loyalty

/// The grid of recency over frequency and money: the darker, the more customers.
struct RFMChart {
  let grid: RFMGrid

  private static let (left, top) = (74.0, 12.0)
  private static let (column, row) = (136.0, 66.0)

  var svg: String {
    var drawing = Drawing(
      width: 760,
      height: Self.top + 5 * Self.row + 46,
      label: "Customers by recency, and by frequency and money"
    )
    let most = grid.cells.map(\.customers).max() ?? 0
    for cell in grid.cells {
      add(cell, share: most > 0 ? Double(cell.customers) / Double(most) : 0, to: &drawing)
    }
    for score in 1...5 {
      let y = Self.top + Self.row * (Double(5 - score) + 0.5)
      let x = Self.left + Self.column * (Double(score) - 0.5)
      drawing.text("tick", "R\u{A0}\(score)", x: Self.left - 12, y: y + 4, .end)
      drawing.text("tick", "FM\u{A0}\(score)", x: x, y: Self.top + 5 * Self.row + 20, .middle)
    }
    let (end, bottom) = (Self.left + 5 * Self.column, Self.top + 5 * Self.row + 40)
    drawing.text("tick", "← buy seldom, spend little", x: Self.left, y: bottom, .start)
    drawing.text("tick", "buy often, spend much →", x: end, y: bottom, .end)
    drawing.text("tick", "lately ↑", x: 0, y: Self.top + 14, .start)
    drawing.text("tick", "long ago ↓", x: 0, y: Self.top + 5 * Self.row - 8, .start)
    return drawing.svg
  }

  private func add(_ cell: RFMGrid.Cell, share: Double, to drawing: inout Drawing) {
    let x = Self.left + Self.column * Double(cell.strength - 1)
    let y = Self.top + Self.row * Double(5 - cell.recency)
    let opacity = 0.06 + 0.94 * share
    let part = grid.customers > 0 ? Double(cell.customers) / Double(grid.customers) : 0
    let count = FigureText.count(cell.customers)
    drawing.rect(
      "heat",
      x: x + 1.5,
      y: y + 1.5,
      width: Self.column - 3,
      height: Self.row - 3,
      radius: 5,
      opacity: opacity,
      note: "\(cell.name.rawValue): \(count) customers, \(FigureText.share(part))"
    )
    let ink = opacity > 0.62 ? "on" : "off"
    drawing.text("\(ink) small", cell.name.rawValue, x: x + 11, y: y + 21, .start)
    drawing.text("\(ink) big", count, x: x + 11, y: y + 46, .start)
    let percent = FigureText.share(part)
    drawing.text("\(ink) small", percent, x: x + Self.column - 11, y: y + 46, .end)
  }
}
