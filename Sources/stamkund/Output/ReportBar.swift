import Foundation

/// Small charts of block characters.
enum ReportBar {
  /// A bar whose length is a share of `width` columns, to an eighth of one.
  static func bar(_ share: Double, width: Int) -> String {
    guard share.isFinite, share > 0 else { return "" }
    let eighths = Int((min(1, share) * Double(width * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// One character for each value, as high as the value is among them; a gap for what is unknown.
  static func line(_ values: [Double?]) -> String {
    let known = values.compactMap(\.self)
    guard let low = known.min(), let high = known.max() else { return "" }
    let steps = Array("▁▂▃▄▅▆▇█")
    return String(
      values.map { value in
        guard let value else { return " " }
        let place = high > low ? (value - low) / (high - low) : 0.5
        return steps[min(steps.count - 1, Int(place * Double(steps.count)))]
      }
    )
  }
}
