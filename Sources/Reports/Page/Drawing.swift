import Foundation

/// A picture in SVG whose colours are the page's: shapes name classes of its style sheet.
struct Drawing {
  /// Where a text stands in relation to its point.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  let width: Double
  let height: Double
  /// What the picture shows, for those who do not see it.
  let label: String
  private var shapes = ""

  init(width: Double, height: Double, label: String) {
    self.width = width
    self.height = height
    self.label = label
  }

  /// The element, scaled to the width of what it stands in.
  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.n(width)) \(Self.n(height))" \
    role="img" aria-label="\(Self.escaped(label))">\(shapes)
    </svg>
    """
  }

  /// `opacity` is of the fill; `note` is shown when the pointer rests on the shape.
  mutating func rect(
    _ kind: String,
    x: Double,
    y: Double,
    width: Double,
    height: Double,
    radius: Double = 0,
    opacity: Double? = nil,
    note: String? = nil
  ) {
    var attributes = "x=\"\(Self.n(x))\" y=\"\(Self.n(y))\""
    attributes += " width=\"\(Self.n(max(0, width)))\" height=\"\(Self.n(max(0, height)))\""
    if radius > 0 { attributes += " rx=\"\(Self.n(radius))\"" }
    if let opacity { attributes += " fill-opacity=\"\(Self.n(opacity))\"" }
    let title = note.map { "<title>\(Self.escaped($0))</title>" } ?? ""
    shapes += "\n<rect class=\"\(kind)\" \(attributes)>\(title)</rect>"
  }

  mutating func line(_ kind: String, from: (Double, Double), to: (Double, Double)) {
    shapes += "\n<line class=\"\(kind)\" x1=\"\(Self.n(from.0))\" y1=\"\(Self.n(from.1))\""
    shapes += " x2=\"\(Self.n(to.0))\" y2=\"\(Self.n(to.1))\"/>"
  }

  mutating func circle(_ kind: String, x: Double, y: Double, radius: Double, note: String) {
    shapes += "\n<circle class=\"\(kind)\" cx=\"\(Self.n(x))\" cy=\"\(Self.n(y))\""
    shapes += " r=\"\(Self.n(radius))\"><title>\(Self.escaped(note))</title></circle>"
  }

  /// A line through the points.
  mutating func polyline(_ kind: String, _ points: [(x: Double, y: Double)]) {
    let list = points.map { "\(Self.n($0.x)),\(Self.n($0.y))" }.joined(separator: " ")
    shapes += "\n<polyline class=\"\(kind)\" points=\"\(list)\"/>"
  }

  mutating func text(_ kind: String, _ text: String, x: Double, y: Double, _ anchor: Anchor) {
    shapes += "\n<text class=\"\(kind)\" x=\"\(Self.n(x))\" y=\"\(Self.n(y))\""
    shapes += " text-anchor=\"\(anchor.rawValue)\">\(Self.escaped(text))</text>"
  }

  /// Safe between tags and within quotes, in HTML and XML alike.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      // Control characters are not allowed in XML 1.0 (section 2.2).
      case _ where scalar.value < 0x20 && !["\t", "\n", "\r"].contains(scalar): safe += " "
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// A coordinate with at most two decimals.
  private static func n(_ number: Double) -> String {
    let rounded = (number * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
