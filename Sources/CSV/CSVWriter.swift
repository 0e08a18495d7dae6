/// Writes rows (RFC 4180) that a spreadsheet program can open without running what is in them.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab, a CR or a NUL gets an apostrophe before it
/// (OWASP ASVS 1.2.10); `FormulaGuard.unguarded` takes it off again.
package struct CSVWriter {
  /// What has been written since the bytes were last taken.
  package private(set) var bytes: [UInt8] = []
  private var isAtStartOfRow = true

  package init() {}

  /// One row of texts.
  package mutating func row(_ texts: [String]) {
    for text in texts { field(text) }
    endRow()
  }

  package mutating func field(_ text: String) { field(text.utf8) }

  package mutating func field(_ number: Int) {
    beginField()
    bytes.append(contentsOf: String(number).utf8)
  }

  package mutating func field(_ text: some Collection<UInt8>) {
    beginField()
    let isGuarded = FormulaGuard.needsGuard(text)
    let needsQuotes = text.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    if needsQuotes { bytes.append(0x22) }
    if isGuarded { bytes.append(FormulaGuard.mark) }
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    if needsQuotes { bytes.append(0x22) }
  }

  package mutating func endRow() {
    bytes.append(0x0A)
    isAtStartOfRow = true
  }

  /// Hands over what has been written and begins anew.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func beginField() {
    if !isAtStartOfRow { bytes.append(0x2C) }
    isAtStartOfRow = false
  }
}

/// The apostrophe that keeps a spreadsheet program from taking a text for a formula.
package enum FormulaGuard {
  static let mark = UInt8(ascii: "'")

  /// Whether the text, any apostrophes at its beginning aside, begins as a formula does.
  ///
  /// Those apostrophes count so that taking off one always gives back what was written.
  static func needsGuard(_ text: some Collection<UInt8>) -> Bool {
    switch text.first(where: { $0 != mark }) {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0:
      true
    default: false
    }
  }

  /// The text without the apostrophe that `CSVWriter` would have put before it.
  package static func unguarded(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard text.first == mark, needsGuard(text) else { return text }
    return UnsafeBufferPointer(rebasing: text[1...])
  }
}
