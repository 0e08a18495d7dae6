import Diagnostics

/// How text that stands out is written: with a terminal's colours, or not at all.
package struct TextStyle: Sendable {
  package let heading: @Sendable (String) -> String
  package let strong: @Sendable (String) -> String
  package let italic: @Sendable (String) -> String
  package let link: @Sendable (String) -> String
  /// For footnote numbers and rules.
  package let muted: @Sendable (String) -> String
  /// Nothing stands out by style, so headings get a line under them.
  let isPlain: Bool

  /// A style for a terminal, whose closures get text without control characters.
  package init(
    heading: @escaping @Sendable (String) -> String,
    strong: @escaping @Sendable (String) -> String,
    italic: @escaping @Sendable (String) -> String,
    link: @escaping @Sendable (String) -> String,
    muted: @escaping @Sendable (String) -> String
  ) {
    self.heading = heading
    self.strong = strong
    self.italic = italic
    self.link = link
    self.muted = muted
    isPlain = false
  }

  private init() {
    heading = { $0 }
    strong = { $0 }
    italic = { $0 }
    link = { $0 }
    muted = { $0 }
    isPlain = true
  }

  /// No style: for the text part of a message.
  package static let plain = TextStyle()

  func apply(_ emphasis: TextEmphasis, to text: String) -> String {
    guard !isPlain else { return text }
    var text = TerminalText.withoutControls(text)
    if emphasis.contains(.link) { text = link(text) }
    if emphasis.contains(.italic) { text = italic(text) }
    if emphasis.contains(.strong), !emphasis.contains(.heading) { text = strong(text) }
    if emphasis.contains(.heading) { text = heading(text) }
    if emphasis.contains(.muted) { text = muted(text) }
    return text
  }
}
