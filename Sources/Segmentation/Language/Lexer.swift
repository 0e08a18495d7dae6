import Diagnostics
import Shop

/// A sentence with the place of each of its characters.
struct SentenceText {
  let text: String
  /// The place of a stretch, counted in Unicode scalars from the beginning.
  let locate: (_ offset: Int, _ length: Int) -> SourceLocation
}

/// Parts a sentence into words, numbers, dates and signs.
///
/// What it does not know is a word; only a quote without an end is an error.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private let source: SentenceText
  private var index = 0
  private var tokens: [Token] = []

  private init(_ source: SentenceText) {
    self.source = source
    scalars = Array(source.text.unicodeScalars)
  }

  static func tokens(of source: SentenceText) throws(SentenceError) -> [Token] {
    var lexer = Lexer(source)
    try lexer.run()
    return lexer.tokens
  }

  private mutating func run() throws(SentenceError) {
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.properties.isWhitespace {
        index += 1
      } else if scalar == "," {
        append(.comma, from: index, to: index + 1)
      } else if let comparison = comparison(at: index) {
        append(.comparison(comparison.sign), from: index, to: index + comparison.length)
      } else if let close = Self.closingQuotes(of: scalar) {
        try quoted(until: close)
      } else {
        bareRun()
      }
    }
  }

  private mutating func append(_ kind: Token.Kind, from start: Int, to end: Int) {
    let text = Self.string(scalars[start..<end])
    tokens.append(Token(kind: kind, text: text, location: source.locate(start, end - start)))
    index = end
  }

  private func comparison(at index: Int) -> (sign: Comparison, length: Int)? {
    let pair = Self.string(scalars[index..<min(index + 2, scalars.count)])
    let pairs: [String: Comparison] = [
      ">=": .greaterOrEqual, "<=": .lessOrEqual, "!=": .notEqual, "==": .equal, "<>": .notEqual,
    ]
    if let sign = pairs[pair] { return (sign, 2) }
    switch scalars[index] {
    case "=": return (.equal, 1)
    case "<": return (.less, 1)
    case ">": return (.greater, 1)
    case "≤": return (.lessOrEqual, 1)
    case "≥": return (.greaterOrEqual, 1)
    case "≠": return (.notEqual, 1)
    default: return nil
    }
  }

  private mutating func quoted(until close: [Unicode.Scalar]) throws(SentenceError) {
    let start = index
    guard let end = scalars[(start + 1)...].firstIndex(where: close.contains) else {
      throw SentenceError(
        "unclosed-quote",
        "this quote has no end",
        at: source.locate(start, 1),
        help: "close it with \(scalars[start] == "'" ? "'" : "\"")"
      )
    }
    let text = Self.string(scalars[(start + 1)..<end])
    let location = source.locate(start, end + 1 - start)
    tokens.append(Token(kind: .quoted, text: text, location: location))
    index = end + 1
  }

  /// A word, number or date; `A..B` is parted at the points.
  private mutating func bareRun() {
    let start = index
    var end = start + 1
    while end < scalars.count, !endsRun(end) { end += 1 }
    if scalars[start] == ".", start + 1 < end, scalars[start + 1] == "." {
      append(.range, from: start, to: start + 2)
      return
    }
    var cut = start
    while cut + 1 < end, !(scalars[cut] == "." && scalars[cut + 1] == ".") { cut += 1 }
    if cut + 1 < end { end = cut }
    append(Self.kind(of: Self.string(scalars[start..<end])), from: start, to: end)
  }

  private func endsRun(_ index: Int) -> Bool {
    let scalar = scalars[index]
    return scalar.properties.isWhitespace || scalar == "," || comparison(at: index) != nil
      || (scalar != "'" && scalar != "\u{2019}" && Self.closingQuotes(of: scalar) != nil)
  }

  /// Word processors turn quotes into curly ones of many countries; all of them are understood.
  private static func closingQuotes(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    switch scalar {
    case "\"": ["\""]
    case "'": ["'"]
    case "\u{201C}", "\u{201D}", "\u{201E}": ["\u{201C}", "\u{201D}"]
    case "\u{2018}", "\u{2019}": ["\u{2019}"]
    default: nil
    }
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func kind(of text: String) -> Token.Kind {
    if let number = ExactNumber(text) { return .number(number) }
    if text.hasSuffix("%"), let number = ExactNumber(text.dropLast()) { return .percent(number) }
    let bytes = Array(text.utf8)
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard bytes.count >= 7, bytes[..<4].allSatisfy(isDigit), bytes[4] == 0x2D,
      let year = Int(text.prefix(4))
    else { return .word }
    if bytes.count == 10, bytes[7] == 0x2D, bytes[5...6].allSatisfy(isDigit),
      bytes[8...9].allSatisfy(isDigit)
    {
      return CivilDay(iso: text).map { .date(.day($0)) } ?? .impossibleDate
    }
    guard bytes.count == 7 else { return .word }
    if bytes[5...6].allSatisfy(isDigit) {
      let first = Int(text.suffix(2)).flatMap { CivilDay(year: year, month: $0, day: 1) }
      return first.map { .date(.month(first: $0)) } ?? .impossibleDate
    }
    if "qQ".utf8.contains(bytes[5]), let quarter = Int(text.suffix(1)) {
      let first = CivilDay(year: year, month: quarter * 3 - 2, day: 1)
      return first.map { .date(.quarter(first: $0)) } ?? .impossibleDate
    }
    return .word
  }
}
