import Mail

/// A server's reply as it came (RFC 5321 section 4.2).
struct SMTPReply: Hashable {
  /// From 200 to 599.
  let code: Int
  /// What stands after the code and its separator; at least one.
  let lines: [String]

  /// 2 to 5.
  var kind: Int { code / 100 }

  /// The reply as the log keeps it, the enhanced status taken out of its words (RFC 2034 section 4).
  var forLog: ServerReply {
    var enhanced: EnhancedStatus?
    let words = lines.map { line in
      let first = line.prefix { $0 != " " }
      guard let status = EnhancedStatus(first), status.kind == kind else { return Substring(line) }
      if enhanced == nil { enhanced = status }
      return line[first.endIndex...].drop { $0 == " " }
    }
    let text = words.filter { !$0.isEmpty }.joined(separator: " ")
    return ServerReply(code: code, enhanced: enhanced, text: text)
  }
}

/// Makes replies of the bytes that come, in whatever pieces.
struct ReplyParser {
  static let longestLine = 4096
  static let mostLines = 100

  private var buffer: [UInt8] = []
  private var start = 0
  private var lines: [String] = []
  private var code = 0

  /// Whether anything has come that no reply was made of yet.
  var hasUnread: Bool { start < buffer.count || !lines.isEmpty }

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
      guard lines.isEmpty || lineCode == code else { throw .codesDiffer }
      guard lines.count < Self.mostLines else { throw .tooManyLines }
      code = lineCode
      lines.append(text)
      if isLast {
        defer { lines = [] }
        return SMTPReply(code: code, lines: lines)
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
  ) throws(ReplyViolation) -> (code: Int, isLast: Bool, text: String) {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .noCode
    }
    let code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard (200...599).contains(code) else { throw .noCode }
    let rest = line.dropFirst(3)
    guard let separator = rest.first else { return (code, true, "") }
    guard separator == 0x20 || separator == 0x2D else { throw .noCode }
    let text = String(decoding: rest.dropFirst(), as: UTF8.self)
    return (code, separator == 0x20, text)
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
