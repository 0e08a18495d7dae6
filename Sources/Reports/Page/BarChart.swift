/// Upright bars side by side, one or two for each name.
struct BarChart {
  struct Bar {
    /// What stands under the bars.
    let name: FigureText.AxisName
    /// The length of each bar, in any unit that is common to all; below 0 is drawn as 0.
    let values: [Double]
    /// What stands above the bars; empty for nothing.
    let text: String
    /// What is shown when the pointer rests on them.
    let note: String
  }

  let label: String
  let bars: [Bar]
  var height = 240.0
  /// Whether the first bar matters most.
  var isFirstStrong = false

  private static let (width, left, top) = (760.0, 8.0, 26.0)

  var svg: String {
    var drawing = Drawing(width: Self.width, height: height, label: label)
    let bottom = height - (bars.contains { !$0.name.beneath.isEmpty } ? 46 : 30)
    let most = bars.flatMap(\.values).max() ?? 0
    let slot = (Self.width - 2 * Self.left) / Double(max(1, bars.count))
    for (index, bar) in bars.enumerated() {
      let x = Self.left + slot * Double(index)
      var highest = bottom
      let breadth = min(64, slot * 0.72) / Double(bar.values.count)
      let start = x + (slot - breadth * Double(bar.values.count)) / 2
      for (place, value) in bar.values.enumerated() {
        let share = most > 0 ? max(0, value) / most : 0
        let top = bottom - (bottom - Self.top) * share
        highest = min(highest, top)
        drawing.rect(
          kind(index, place, bar),
          x: start + breadth * Double(place),
          y: top,
          width: breadth - (bar.values.count > 1 ? 1 : 0),
          height: bottom - top,
          radius: 2,
          note: bar.note
        )
      }
      addText(of: bar, index, at: x + slot / 2, above: highest, isRoomy: slot >= 40, to: &drawing)
      drawing.text("tick", bar.name.name, x: x + slot / 2, y: bottom + 20, .middle)
      if !bar.name.beneath.isEmpty {
        drawing.text("tick", bar.name.beneath, x: x + slot / 2, y: bottom + 37, .middle)
      }
    }
    drawing.line("axis", from: (Self.left, bottom), to: (Self.width - Self.left, bottom))
    return drawing.svg
  }

  /// Above narrow bars there is room for one text: that of the highest.
  private func addText(
    of bar: Bar,
    _ index: Int,
    at x: Double,
    above y: Double,
    isRoomy: Bool,
    to drawing: inout Drawing
  ) {
    let highest = bars.indices.max { (bars[$0].values.max() ?? 0) < (bars[$1].values.max() ?? 0) }
    guard isRoomy || index == highest else { return }
    let edge = isRoomy ? 0 : 3
    let anchor: Drawing.Anchor =
      index < edge ? .start : index >= bars.count - edge ? .end : .middle
    drawing.text("value", bar.text, x: x, y: y - 7, anchor)
  }

  private func kind(_ index: Int, _ place: Int, _ bar: Bar) -> String {
    if bar.values.count > 1 { return place == 0 ? "bar-pale" : "bar" }
    return isFirstStrong && index > 0 ? "bar-pale" : "bar"
  }
}
