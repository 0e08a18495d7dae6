import Loyalty

/// Cohorts as rows, the periods since as columns: the darker, the more of them bought again.
struct CohortChart {
  let cohorts: [CohortTable.Cohort]
  let unit: FigurePeriod.Unit

  /// More would be too small to read.
  private static let (mostRows, mostColumns) = (36, 24)
  private static let (left, top, row) = (136.0, 30.0, 28.0)
  private static let width = 760.0

  /// Nil where there is no period yet in which a cohort could have bought again.
  var svg: String? {
    let shown = Array(cohorts.suffix(Self.mostRows))
    let longest = shown.map(\.cells.count).max() ?? 0
    let columns = min(Self.mostColumns, longest - 1)
    guard columns > 0 else { return nil }
    let column = min(72, (Self.width - Self.left - 4) / Double(columns))
    var drawing = Drawing(
      width: Self.width,
      height: Self.top + Self.row * Double(shown.count) + 4,
      label: "Share of each cohort that bought again, by \(unit.rawValue)s since the first purchase"
    )
    drawing.text("tick", unit.rawValue, x: 0, y: 18, .start)
    drawing.text("tick", "customers", x: Self.left - 12, y: 18, .end)
    for step in stride(from: 1, through: columns, by: column < 34 ? 2 : 1) {
      let x = Self.left + column * (Double(step) - 0.5)
      drawing.text("tick", "+\(step)", x: x, y: 18, .middle)
    }
    let most =
      shown.flatMap { cohort in
        cohort.cells.indices.dropFirst().prefix(columns).map(cohort.share)
      }.max() ?? 0
    for (index, cohort) in shown.enumerated() {
      let y = Self.top + Self.row * Double(index)
      let name = FigureText.name(of: cohort.period, unit)
      drawing.text("name", name, x: 0, y: y + 18, .start)
      let size = FigureText.count(cohort.customers)
      drawing.text("value", size, x: Self.left - 12, y: y + 18, .end)
      for step in cohort.cells.indices.dropFirst().prefix(columns) {
        add(cohort, step, x: Self.left + column * Double(step - 1), y: y, column, most, &drawing)
      }
    }
    return drawing.svg
  }

  private func add(
    _ cohort: CohortTable.Cohort,
    _ step: Int,
    x: Double,
    y: Double,
    _ column: Double,
    _ most: Double,
    _ drawing: inout Drawing
  ) {
    let share = cohort.share(step)
    let opacity = most > 0 ? 0.06 + 0.94 * share / most : 0.06
    let name = FigureText.name(of: cohort.period, unit)
    let active = FigureText.count(cohort.cells[step].active)
    drawing.rect(
      "heat",
      x: x + 1,
      y: y + 1,
      width: column - 2,
      height: Self.row - 2,
      radius: 3,
      opacity: opacity,
      note: "\(name), +\(step): \(active) of them, \(FigureText.share(share))"
    )
    drawing.text(
      opacity > 0.62 ? "on" : "off",
      FigureText.number(share * 100, decimals: share < 0.0995 && column > 40 ? 1 : 0),
      x: x + column / 2,
      y: y + 18,
      .middle
    )
  }
}
