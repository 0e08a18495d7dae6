import Diagnostics

extension String {
  /// How many columns it takes; quick for ASCII, which most text is.
  var columns: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : TerminalText.width(self)
  }
}

extension TextPiece {
  /// The columns of pieces on one line, gaps included.
  static func columns(_ pieces: [TextPiece]) -> Int {
    pieces.reduce(0) { $0 + ($1.gap == .none ? 0 : 1) + $1.text.columns }
  }
}
