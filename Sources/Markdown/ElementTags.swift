/// The tags of each element, with its style.
struct ElementTags {
  /// `<p style="…"`, by the element's raw value.
  private let starts: [[UInt8]]
  /// `<p style="…">`.
  private let wholeStarts: [[UInt8]]
  /// `</p>`.
  private let ends: [[UInt8]]

  init(styles: [String]) {
    starts = MarkdownElement.allCases.map { element in
      let style = element.rawValue < styles.count ? styles[element.rawValue] : ""
      guard !style.isEmpty else { return Array("<\(element.tag)".utf8) }
      let value = style.split(separator: "\"", omittingEmptySubsequences: false)
      return Array("<\(element.tag) style=\"\(value.joined(separator: "&quot;"))\"".utf8)
    }
    wholeStarts = starts.map { $0 + [UInt8(ascii: ">")] }
    ends = MarkdownElement.allCases.map { Array("</\($0.tag)>".utf8) }
  }

  /// A start tag.
  func whole(_ element: MarkdownElement) -> [UInt8] { wholeStarts[element.rawValue] }

  /// A start tag up to where more attributes may stand.
  func start(_ element: MarkdownElement) -> [UInt8] { starts[element.rawValue] }

  func end(_ element: MarkdownElement) -> [UInt8] { ends[element.rawValue] }
}
