import Mail

/// A server's reply as it came (RFC 5321 section 4.2).
///
/// Most replies are looked at for their code only, so the words are made into text when asked for.
struct SMTPReply: Hashable {
  /// From 200 to 599.
  let code: Int
  /// What stands after the code and its separator, the lines parted by LF.
  fileprivate let words: [UInt8]

  /// - Parameters:
  ///   - code: From 200 to 599.
  ///   - lines: At least one.
  init(code: Int, lines: [String]) {
    self.init(code: code, words: Array(lines.joined(separator: "\n").utf8))
  }

  fileprivate init(code: Int, words: [UInt8]) {
    self.code = code
    self.words = words
  }

  /// 2 to 5.
  var kind: Int { code / 100 }

  /// What stands after the code and its separator; at least one.
  var lines: [String] {
    words.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The reply as the log keeps it, the enhanced status taken out of its words (RFC 2034 section 4).
  var forLog: ServerReply {
    var enhanced: EnhancedStatus?
    var text = ""
    for line in words.split(separator: 0x0A) {
      var rest = line
      let first = String(decoding: line.prefix { $0 != 0x20 }, as: UTF8.self)
      if let status = EnhancedStatus(first), status.kind == kind {
        enhanced = enhanced ?? status
        rest = line.dropFirst(first.utf8.count).drop { $0 == 0x20 }
      }
      guard !rest.isEmpty else { continue }
      if !text.isEmpty { text += " " }
      text += String(decoding: rest, as: UTF8.self)
    }
    return ServerReply(code: code, enhanced: enhanced, text: text)
  }
}

/// Makes replies of the bytes that come, in whatever pieces.
struct ReplyParser {
  static let longestLine = 4096
  static let mostLines = 100

  private var buffer: [UInt8] = []
  private var start = 0
  /// The reply under way: its words, the number of its lines and its code.
  private var words: [UInt8] = []
  private var lines = 0
  private var code = 0

  /// Whether anything has come that no reply was made of yet.
  var hasUnread: Bool { start < buffer.count || lines > 0 }

  mutating func append(_ bytes: some Collection<UInt8>) {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole reply, nil when more must come first.
  ///
  /// After an error nothing that follows can be told apart: the connection is of no more use.
  mutating func next() throws(ReplyViolation) -> SMTPReply? {
    while let line = try nextLine() {
      let (lineCode, isLast, text) = try Self.parts(of: line)
      guard lines == 0 || lineCode == code else { throw .codesDiffer }
      guard lines < Self.mostLines else { throw .tooManyLines }
      code = lineCode
      if lines > 0 { words.append(0x0A) }
      words += text
      lines += 1
      if isLast {
        defer {
          words = []
          lines = 0
        }
        return SMTPReply(code: code, words: words)
      }
    }
    return nil
  }

  /// A line without its end; a lone LF is taken for one, as all clients do.
  private mutating func nextLine() throws(ReplyViolation) -> ArraySlice<UInt8>? {
    guard let end = buffer[start...].firstIndex(of: 0x0A) else {
      guard buffer.count - start <= Self.longestLine else { throw .lineTooLong }
      return nil
    }
    var line = buffer[start..<end]
    guard line.count <= Self.longestLine else { throw .lineTooLong }
    start = end + 1
    if line.last == 0x0D { line.removeLast() }
    return line
  }

  private static func parts(
    of line: ArraySlice<UInt8>
  ) throws(ReplyViolation) -> (code: Int, isLast: Bool, text: ArraySlice<UInt8>) {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .noCode
    }
    let code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard (200...599).contains(code) else { throw .noCode }
    let rest = line.dropFirst(3)
    guard let separator = rest.first else { return (code, true, rest) }
    guard separator == 0x20 || separator == 0x2D else { throw .noCode }
    return (code, separator == 0x20, rest.dropFirst())
  }
}

/// What makes a server's bytes no reply.
enum ReplyViolation: Error, CustomStringConvertible {
  case noCode
  case lineTooLong
  case tooManyLines
  case codesDiffer

  var description: String {
    switch self {
    case .noCode: "the server answered with a line without a reply code"
    case .lineTooLong: "the server answered with a line of more than 4096 octets"
    case .tooManyLines: "the server answered with more than 100 lines"
    case .codesDiffer: "the server answered with different codes in one reply"
    }
  }
}
