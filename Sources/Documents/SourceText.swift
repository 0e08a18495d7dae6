import Diagnostics
import Yams

/// A YAML file's text, for finding places in it.
struct SourceText {
  let text: String
  let file: String
  private let lines: [[Unicode.Scalar]]

  init(text: String, file: String) {
    self.text = text
    self.file = file
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { Array($0.unicodeScalars) }
  }

  func location(_ mark: Mark?, length: Int = 1) -> SourceLocation {
    guard let mark else { return .start(of: file) }
    return SourceLocation(file: file, line: mark.line, column: mark.column, length: length)
  }

  /// The scalar with the place of its first character, and whether offsets in it can be trusted.
  func scalar(_ scalar: Node.Scalar, at location: SourceLocation) -> DocumentScalar {
    let isPlain = scalar.style == .plain || scalar.style == .any
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    let start = isQuoted ? location.advanced(by: 1) : location
    let written = Array(scalar.string.unicodeScalars)
    let isVerbatim = stands(written, at: start)
    let place = SourceLocation(
      file: file,
      line: start.line,
      column: start.column,
      length: isVerbatim ? max(1, written.count) : 1
    )
    return DocumentScalar(
      text: scalar.string,
      isPlain: isPlain,
      location: place,
      isVerbatim: isVerbatim
    )
  }

  private func stands(_ written: [Unicode.Scalar], at place: SourceLocation) -> Bool {
    guard place.line <= lines.count else { return false }
    return lines[place.line - 1].dropFirst(place.column - 1).starts(with: written)
  }

  /// Control characters make the YAML library give up without a place; this finds the place.
  func unreadableCharacter() -> Diagnostic? {
    for (index, line) in lines.enumerated() {
      for (column, scalar) in line.enumerated()
      where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F {
        let place = SourceLocation(file: file, line: index + 1, column: column + 1)
        return .error(
          "syntax",
          "an invisible control character stands here",
          at: place,
          help: "delete it"
        )
      }
    }
    return nil
  }

  /// The library's error with a place and without the file's text, which it would quote whole.
  func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return .error("syntax", problem, at: location(mark), help: Self.help(for: problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      return duplicateKeys(duplicates, after: context.mark)
    default:
      return .error("syntax", "cannot read this as YAML", at: .start(of: file))
    }
  }

  /// The library marks the first of two equal keys; people need the second.
  private func duplicateKeys(_ duplicates: [String], after mark: Mark) -> Diagnostic {
    let key = duplicates.sorted().first ?? ""
    let name = Array(key.unicodeScalars)
    var seen = 0
    for (index, line) in lines.enumerated() where index + 1 >= mark.line {
      let indent = line.prefix { $0 == " " || $0 == "-" }.count
      guard line.dropFirst(indent).starts(with: name),
        line.dropFirst(indent + name.count).first == ":"
      else { continue }
      seen += 1
      if seen == 2 {
        let place = SourceLocation(
          file: file,
          line: index + 1,
          column: indent + 1,
          length: max(1, name.count)
        )
        return .error("duplicate-key", "the key '\(key)' stands twice", at: place)
      }
    }
    return .error("duplicate-key", "the key '\(key)' stands twice", at: location(mark))
  }

  private static func help(for problem: String) -> String? {
    if problem.contains("character that cannot start any token") {
      return "put the value in quotes, and indent with spaces, not tabs"
    }
    if problem.contains("mapping values are not allowed") {
      return "put a value that holds ': ' in quotes"
    }
    return nil
  }
}
