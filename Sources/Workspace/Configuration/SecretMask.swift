/// Hides secrets that stand in a configuration although they must not, so that the report of that
/// mistake does not show them in a terminal or a build's log.
enum SecretMask {
  /// The text with every character of a secret replaced by a dot; all places stay the same.
  static func masked(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.map { maskedLine(String($0)) }.joined(separator: "\n")
  }

  private static func maskedLine(_ line: String) -> String {
    var line = line
    for match in line.matches(of: /:\/\/([^\/\s"']*)@/).reversed() {
      line.replaceSubrange(match.1.startIndex..<match.1.endIndex, with: dots(match.1))
    }
    let keys = /\b(?:password|secret)(_env)?["']?\s*:\s*(?<value>"[^"]*"|'[^']*'|[^,}#]+)/
    for match in line.matches(of: keys).reversed() {
      let value = match.value.trimmingSpaces()
      // The name of a variable is no secret.
      if match.1 != nil, ValueText.environmentVariable(value) != nil { continue }
      line.replaceSubrange(match.value.startIndex..<match.value.endIndex, with: dots(match.value))
    }
    return line
  }

  private static func dots(_ secret: Substring) -> String {
    String(secret.unicodeScalars.map { $0 == " " ? " " : "•" })
  }
}
