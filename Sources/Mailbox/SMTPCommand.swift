/// A line of a client's, read.
enum SMTPCommand: Hashable, Sendable {
  case ehlo
  case helo
  case mail(SMTPPath)
  case rcpt(SMTPPath)
  case data
  case rset
  case noop
  case vrfy
  case quit
  /// A mechanism in capitals, and the initial response if there is one.
  case auth(mechanism: String, initial: String?)
  /// What cannot be read or is not known, and the answer to it.
  case wrong(SMTPReply)

  /// Reads a line without its end; verbs and keywords in any case (RFC 5321, section 2.4).
  init(_ line: ArraySlice<UInt8>) {
    var rest = line
    let verb = rest.takeWord()
    switch verb.uppercased {
    case "EHLO": self = rest.isEmpty ? .wrong(.helloWithoutName) : .ehlo
    case "HELO": self = rest.isEmpty ? .wrong(.helloWithoutName) : .helo
    case "MAIL": self = Self.path("FROM:", in: rest).map { .mail($0) } ?? .wrong(.badSender)
    case "RCPT":
      let path = Self.path("TO:", in: rest)
      guard let path, !path.address.isEmpty else {
        self = .wrong(.badRecipient)
        return
      }
      self = .rcpt(path)
    case "DATA": self = rest.isEmpty ? .data : .wrong(.noArguments)
    case "RSET": self = rest.isEmpty ? .rset : .wrong(.noArguments)
    case "QUIT": self = rest.isEmpty ? .quit : .wrong(.noArguments)
    case "NOOP": self = .noop
    case "VRFY": self = .vrfy
    case "AUTH":
      let mechanism = rest.takeWord().uppercased
      let initial = rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
      self = .auth(mechanism: mechanism, initial: initial)
    case "STARTTLS", "BDAT", "EXPN", "HELP", "ETRN", "TURN": self = .wrong(.notImplemented)
    default: self = .wrong(.unknownCommand)
    }
  }

  private static func path(_ keyword: String, in rest: ArraySlice<UInt8>) -> SMTPPath? {
    guard rest.count >= keyword.utf8.count,
      rest.prefix(keyword.utf8.count).uppercased == keyword
    else { return nil }
    return SMTPPath(rest.dropFirst(keyword.utf8.count))
  }
}

/// The address and the parameters of MAIL and RCPT.
struct SMTPPath: Hashable, Sendable {
  /// Without its angle brackets; empty for the null sender.
  let address: String
  /// As they stand, such as `SIZE=1200`.
  let parameters: [String]

  init(address: String, parameters: [String] = []) {
    self.address = address
    self.parameters = parameters
  }

  /// Reads `<address> parameter parameter`; nil when it is not that.
  init?(_ text: ArraySlice<UInt8>) {
    let text = text.drop { $0 == UInt8(ascii: " ") }
    guard text.first == UInt8(ascii: "<"), let end = Self.end(of: text.dropFirst()) else {
      return nil
    }
    let rest = text[(end + 1)...]
    guard rest.isEmpty || rest.first == UInt8(ascii: " ") else { return nil }
    address = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
    guard Self.isWellFormed(address) else { return nil }
    parameters =
      rest.isEmpty
      ? []
      : rest.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The place of the closing bracket, outside quotes; nil when there is none or another opens.
  private static func end(of text: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    var isEscaped = false
    for (index, byte) in zip(text.indices, text) {
      guard byte >= 0x20, byte != 0x7F else { return nil }
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isQuoted: isEscaped = true
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ">") where !isQuoted: return index
      case UInt8(ascii: "<") where !isQuoted, UInt8(ascii: " ") where !isQuoted: return nil
      default: break
      }
    }
    return nil
  }

  /// The null sender, a local part with a domain, or the bare postmaster (RFC 5321, 4.5.1).
  private static func isWellFormed(_ address: String) -> Bool {
    if address.isEmpty { return true }
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else {
      return address.lowercased() == "postmaster"
    }
    return at > address.startIndex && address.utf8.index(after: at) < address.endIndex
  }
}

extension SMTPReply {
  fileprivate static let helloWithoutName = SMTPReply(501, "5.5.4 A host name must follow")
  fileprivate static let noArguments = SMTPReply(501, "5.5.4 Nothing may follow this command")
  fileprivate static let badSender = SMTPReply(501, "5.1.7 Syntax: MAIL FROM:<address>")
  fileprivate static let badRecipient = SMTPReply(501, "5.1.3 Syntax: RCPT TO:<address>")
}

extension ArraySlice<UInt8> {
  /// The bytes up to a space, which are taken away together with the spaces after them.
  fileprivate mutating func takeWord() -> ArraySlice<UInt8> {
    let word = prefix { $0 != UInt8(ascii: " ") }
    self = self[word.endIndex...].drop { $0 == UInt8(ascii: " ") }
    return word
  }

  /// As text, ASCII letters in capitals.
  fileprivate var uppercased: String {
    String(decoding: map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
  }
}
