/// Writes diagnostics for a person: the place, the line itself, a caret and the remedy.
///
///     segments/lapsed.yaml:5:5: error: unknown measure 'spend'
///       5 |   - spend in last 2 years >= 5000 SEK
///         |     ^^^^^ did you mean 'spent'?
package struct DiagnosticRenderer: Sendable {
  /// Wraps a piece of text in the terminal's colours, or leaves it as it is.
  package struct Style: Sendable {
    package let error: @Sendable (String) -> String
    package let warning: @Sendable (String) -> String
    package let emphasis: @Sendable (String) -> String
    package let muted: @Sendable (String) -> String

    package init(
      error: @escaping @Sendable (String) -> String,
      warning: @escaping @Sendable (String) -> String,
      emphasis: @escaping @Sendable (String) -> String,
      muted: @escaping @Sendable (String) -> String
    ) {
      self.error = error
      self.warning = warning
      self.emphasis = emphasis
      self.muted = muted
    }

    /// No colours: for pipes and files.
    package static let plain = Style(
      error: { $0 },
      warning: { $0 },
      emphasis: { $0 },
      muted: { $0 }
    )
  }

  private let style: Style
  private let source: @Sendable (String) -> String?

  /// A renderer that takes the text of a file, by the name that locations carry, from `source`.
  ///
  /// Where `source` answers nil the line is left out.
  package init(style: Style = .plain, source: @escaping @Sendable (String) -> String?) {
    self.style = style
    self.source = source
  }

  /// The diagnostic's lines, each ended by a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location
    let word =
      diagnostic.severity == .error ? style.error("error:") : style.warning("warning:")
    let message = TerminalText.withoutControls(diagnostic.message)
    var text = style.emphasis("\(place.file):\(place.line):\(place.column):")
    text += " \(word) \(message)\n"
    let help = diagnostic.help.map(TerminalText.withoutControls)
    guard let line = sourceLine(place) else {
      return text + (help.map { "  \($0)\n" } ?? "")
    }
    return text + excerpt(line: line, at: place, help: help)
  }

  /// All of them, in the order of files and places.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.sortedByPlace().map(render).joined()
  }

  private func sourceLine(_ place: SourceLocation) -> String? {
    guard let text = source(place.file) else { return nil }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard place.line <= lines.count else { return nil }
    return String(lines[place.line - 1])
  }

  private func excerpt(line: String, at place: SourceLocation, help: String?) -> String {
    let window = Self.window(of: line, column: place.column)
    let number = String(place.line)
    let gutter = String(repeating: " ", count: number.count)
    let caretWidth = max(1, min(place.length, window.text.unicodeScalars.count - window.caret))
    let carets = String(repeating: "^", count: caretWidth)
    let indent = TerminalText.width(
      String(String.UnicodeScalarView(window.text.unicodeScalars.prefix(window.caret)))
    )
    var text = "  \(style.muted("\(number) |")) \(window.text)\n"
    text += "  \(style.muted("\(gutter) |")) " + String(repeating: " ", count: indent)
    text += style.error(carets) + (help.map { " \($0)" } ?? "") + "\n"
    return text
  }

  /// The part of a long line around the column, and where in it the caret stands.
  private static func window(of line: String, column: Int) -> (text: String, caret: Int) {
    let scalars = Array(TerminalText.withoutControls(line).unicodeScalars)
    let caret = min(column - 1, scalars.count)
    guard scalars.count > 110 else { return (string(scalars[...]), caret) }
    let start = max(0, caret - 60)
    let end = min(scalars.count, start + 110)
    return (string(scalars[start..<end]), caret - start)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
