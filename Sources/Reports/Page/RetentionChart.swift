import Loyalty

/// Retention over the twelve months that end with each part of the period, beside other trades'.
struct RetentionChart {
  struct Point {
    let period: FigurePeriod
    let rate: Double?
  }

  let points: [Point]
  let unit: FigurePeriod.Unit

  private static let (width, height) = (760.0, 312.0)
  private static let (left, right, top, bottom) = (46.0, 604.0, 18.0, 262.0)

  /// The trades whose levels are drawn: those of a shop, and all together.
  private static let drawn = ["e-commerce", "all"]

  var svg: String {
    var drawing = Drawing(
      width: Self.width,
      height: Self.height,
      label: "Retention over twelve months, at the end of each period"
    )
    for percent in stride(from: 0, through: 100, by: 25) {
      let y = Self.y(Double(percent) / 100)
      drawing.line("grid", from: (Self.left, y), to: (Self.right, y))
      drawing.text("tick", "\(percent)\u{A0}%", x: Self.left - 8, y: y + 4, .end)
    }
    for level in IndustryRetention.levels where Self.drawn.contains(level.industry) {
      let y = Self.y(level.rate)
      let name = level.industry == "all" ? "all trades" : level.industry
      drawing.line("level", from: (Self.left, y), to: (Self.right, y))
      drawing.text(
        "level-name",
        "\(name) \(FigureText.share(level.rate))",
        x: Self.right + 10,
        y: y + 4,
        .start
      )
    }
    addNames(to: &drawing)
    addLine(to: &drawing)
    return drawing.svg
  }

  private func addNames(to drawing: inout Drawing) {
    for (index, name) in FigureText.axisNames(of: points.map(\.period), unit).enumerated() {
      if !name.name.isEmpty {
        drawing.text("tick", name.name, x: x(index), y: Self.bottom + 22, .middle)
      }
      if !name.beneath.isEmpty {
        drawing.text("tick", name.beneath, x: x(index), y: Self.bottom + 39, .middle)
      }
    }
  }

  private func addLine(to drawing: inout Drawing) {
    var run: [(x: Double, y: Double)] = []
    for (index, point) in points.enumerated() {
      if let rate = point.rate {
        run.append((x(index), Self.y(rate)))
      } else if !run.isEmpty {
        drawing.polyline("own", run)
        run = []
      }
    }
    if run.count > 1 { drawing.polyline("own", run) }
    for (index, point) in points.enumerated() {
      guard let rate = point.rate else { continue }
      let name = FigureText.name(of: point.period, unit)
      let note = "\(name): \(FigureText.share(rate))"
      let radius = points.count > 24 ? 2 : 3.5
      drawing.circle("own-point", x: x(index), y: Self.y(rate), radius: radius, note: note)
    }
    guard let last = points.lastIndex(where: { $0.rate != nil }), let rate = points[last].rate
    else { return }
    // On the side where no level is drawn near.
    let isCrowded = IndustryRetention.levels.contains {
      Self.drawn.contains($0.industry) && (0..<0.14).contains($0.rate - rate)
    }
    let y = Self.y(rate) + (isCrowded ? 23 : -12)
    drawing.text("own-name", FigureText.share(rate), x: x(last), y: y, .middle)
  }

  private func x(_ index: Int) -> Double {
    let (first, last) = (Self.left + 24, Self.right - 24)
    guard points.count > 1 else { return (first + last) / 2 }
    return first + (last - first) * Double(index) / Double(points.count - 1)
  }

  private static func y(_ rate: Double) -> Double {
    bottom - (bottom - top) * min(1, max(0, rate))
  }
}
