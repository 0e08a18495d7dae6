/// A piece of text in one style that no line break divides.
struct TextPiece {
  /// What stands between it and the piece before it.
  enum Gap {
    case none
    /// A space, or the end of the line.
    case space
    /// A space that stays.
    case fixedSpace
    /// The end of the line.
    case lineEnd
  }

  var gap: Gap
  var text: String
  var emphasis: TextEmphasis
}

/// How a piece of text stands out.
struct TextEmphasis: OptionSet, Hashable {
  let rawValue: UInt8

  static let strong = TextEmphasis(rawValue: 1)
  static let italic = TextEmphasis(rawValue: 2)
  static let link = TextEmphasis(rawValue: 4)
  static let heading = TextEmphasis(rawValue: 8)
  static let muted = TextEmphasis(rawValue: 16)
}

/// A stretch of a page that begins and ends with a line.
struct TextBlock {
  enum Content {
    case text([TextPiece])
    case heading(level: Int, [TextPiece])
    /// Lines that stay as they are.
    case preformatted([String])
    case table([TableRow])
    case rule
  }

  var content: Content
  /// What each of its lines begins with, from outside in: `> `, spaces.
  var margins: [String]
  /// What stands in the place of the last margin in its first line: `• `, `3. `.
  var marker: String?
  /// Whether an empty line comes before it.
  var hasGap: Bool

  /// The text of a paragraph or a heading; nothing for all else, where setting it does nothing.
  var pieces: [TextPiece] {
    get {
      switch content {
      case .text(let pieces), .heading(_, let pieces): pieces
      case .preformatted, .table, .rule: []
      }
    }
    set {
      switch content {
      case .text: content = .text(newValue)
      case .heading(let level, _): content = .heading(level: level, newValue)
      case .preformatted, .table, .rule: break
      }
    }
  }
}

/// A row of a table of data.
struct TableRow {
  struct Cell {
    var pieces: [TextPiece] = []
    var isRightAligned = false
  }

  var cells: [Cell] = []
  /// Whether all its cells are headings.
  var isHeader = true
}
