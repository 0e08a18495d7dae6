/// What a server offers in its answer to EHLO, as far as it is used.
struct SMTPCapabilities: Hashable {
  /// The largest message it takes (RFC 1870), in octets; nil when it sets no limit.
  var sizeLimit: Int?
  /// Whether it wants to know the size with MAIL.
  var hasSize = false
  /// Whether it takes commands before it has answered those that came before (RFC 2920).
  var hasPipelining = false
  /// RFC 6531.
  var hasSMTPUTF8 = false
  var hasAuthentication = false

  init() {}

  /// Reads the answer to EHLO, whose first line is a greeting; an answer to HELO offers nothing.
  init(_ reply: SMTPReply) {
    for line in reply.lines.dropFirst() {
      let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" })
      switch words.first {
      case "SIZE":
        hasSize = true
        // RFC 1870 section 4: zero, like nothing, sets no limit.
        if words.count > 1, let limit = Int(words[1]), limit > 0 { sizeLimit = limit }
      case "PIPELINING": hasPipelining = true
      case "SMTPUTF8": hasSMTPUTF8 = true
      case "AUTH": hasAuthentication = true
      default: break
      }
    }
  }
}
