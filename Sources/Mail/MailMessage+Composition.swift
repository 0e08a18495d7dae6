import Foundation

extension MailMessage {
  /// The message as multipart/alternative (RFC 2046 section 5.1.4), text first: the same bytes for the
  /// same message, always.
  ///
  /// Throws for what must not stand in a header; nothing is cleaned in silence.
  package func compose() throws(CompositionError) -> ComposedMessage {
    // Neither encoding of the parts can write "=_", so the boundary is in no part.
    let boundary = "=_\(messageID.left)"
    var header = HeaderBlock()
    try appendAddresses(to: &header)
    try header.append("Date", words: [MailDate.text(date)])
    guard messageID.isValid else { throw .invalidMessageID }
    try header.append("Message-ID", words: ["<\(messageID.value)>"])
    try appendListFields(to: &header)
    try appendExtraHeaders(to: &header)
    try header.append("MIME-Version", words: ["1.0"])
    if let language {
      guard Self.isLanguageTag(language) else { throw .invalidLanguage }
      try header.append("Content-Language", words: [language])
    }
    try header.append(
      "Content-Type",
      words: ["multipart/alternative;", "boundary=\"\(boundary)\""]
    )
    let needsSMTPUTF8 = [from, replyTo, to].contains { $0?.needsSMTPUTF8 == true }
    let bytes = Self.assembled(header: header, text: text, html: html, boundary: boundary)
    return ComposedMessage(bytes: bytes, needsSMTPUTF8: needsSMTPUTF8)
  }

  private static func assembled(
    header: HeaderBlock,
    text: String,
    html: String,
    boundary: String
  ) -> [UInt8] {
    let text = TransferEncoding.shorter(of: text)
    let html = TransferEncoding.shorter(of: html)
    var bytes = header.bytes
    bytes.reserveCapacity(bytes.count + text.bytes.count + html.bytes.count + 512)
    for (type, part) in [("text/plain", text), ("text/html", html)] {
      let head = """
        \r\n--\(boundary)\r
        Content-Type: \(type); charset=utf-8\r
        Content-Transfer-Encoding: \(part.encoding.rawValue)\r
        \r\n
        """
      bytes.append(contentsOf: head.utf8)
      bytes.append(contentsOf: part.bytes)
    }
    bytes.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
    return bytes
  }

  private func appendAddresses(to header: inout HeaderBlock) throws(CompositionError) {
    try Self.append(from, to: &header, as: "From")
    if let replyTo { try Self.append(replyTo, to: &header, as: "Reply-To") }
    try Self.append(to, to: &header, as: "To")
    try header.appendText("Subject", subject)
  }

  private static func append(
    _ address: MailAddress,
    to header: inout HeaderBlock,
    as name: String
  ) throws(CompositionError) {
    if let phrase = address.name {
      try header.append(name, phrase: phrase, then: "<\(address.address)>")
    } else {
      try header.append(name, words: [address.address])
    }
  }

  private func appendListFields(to header: inout HeaderBlock) throws(CompositionError) {
    switch unsubscribe {
    case .mailto(let url):
      try header.append("List-Unsubscribe", words: [try Self.bracketed(url, scheme: "mailto:")])
    case .oneClick(let https, let mailto):
      var urls = [try Self.bracketed(https, scheme: "https://")]
      if let mailto { urls = [urls[0] + ",", try Self.bracketed(mailto, scheme: "mailto:")] }
      try header.append("List-Unsubscribe", words: urls)
      try header.append("List-Unsubscribe-Post", words: ["List-Unsubscribe=One-Click"])
    case nil:
      break
    }
    if let listID {
      guard DomainName.ascii(listID.id) == listID.id else { throw .invalidListID }
      try header.append("List-Id", phrase: listID.name ?? "", then: "<\(listID.id)>")
    }
    if let feedbackID { try header.appendText("Feedback-ID", feedbackID) }
  }

  private func appendExtraHeaders(to header: inout HeaderBlock) throws(CompositionError) {
    for field in extraHeaders {
      guard HeaderText.isFieldName(field.name) else { throw .invalidHeaderName }
      let name = field.name.lowercased()
      guard !name.hasPrefix("content-"), !Self.reservedHeaders.contains(name) else {
        throw .reservedHeader(field.name)
      }
      try header.appendText(field.name, field.value)
    }
  }

  /// What the message's own properties, or the servers on its way, write.
  private static let reservedHeaders: Set<String> = [
    "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id",
    "list-unsubscribe", "list-unsubscribe-post", "list-id", "feedback-id", "mime-version",
    "return-path", "received", "dkim-signature",
  ]

  /// RFC 5646 section 2.1, without its fine points: letters and digits in parts of at most eight.
  private static func isLanguageTag(_ text: String) -> Bool {
    text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      (1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
    }
  }

  /// A URL in angle brackets: printable ASCII that cannot end the bracket or be folded.
  private static func bracketed(_ url: String, scheme: String) throws(CompositionError) -> String {
    let isPrintable = url.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }
    // No text of ours is taken for an encoded word, which could say anything.
    guard url.hasPrefix(scheme), url.utf8.count > scheme.utf8.count, isPrintable,
      !url.contains("=?")
    else {
      throw .invalidUnsubscribeURL
    }
    return "<\(url)>"
  }
}

/// Why a message cannot become bytes; names the header and never its value.
package enum CompositionError: Error, Hashable, CustomStringConvertible {
  case controlCharacter(header: String)
  case lineTooLong(header: String)
  case invalidHeaderName
  case reservedHeader(String)
  case invalidUnsubscribeURL
  case invalidMessageID
  case invalidListID
  case invalidLanguage

  package var description: String {
    switch self {
    case .controlCharacter(let header):
      "cannot compose the message: \(header) has a line break or another control character"
    case .lineTooLong(let header):
      "cannot compose the message: \(header) has a word that makes a line of more than 998 octets"
    case .invalidHeaderName:
      "cannot compose the message: an extra header's name has letters, digits and hyphens"
    case .reservedHeader(let name):
      "cannot compose the message: \(name) is not for extra headers"
    case .invalidUnsubscribeURL:
      "cannot compose the message: List-Unsubscribe takes an https:// or mailto: URL in plain ASCII"
    case .invalidMessageID:
      "cannot compose the message: Message-ID takes the sender's domain name"
    case .invalidListID:
      "cannot compose the message: List-Id takes a lower-case domain name"
    case .invalidLanguage:
      "cannot compose the message: Content-Language takes a language such as sv or en-GB"
    }
  }
}
