package import Foundation

/// Who a signature says it is from: a domain, the name of one of its keys, and that key.
package struct DKIMIdentity: Sendable {
  /// As lower-case A-labels.
  package let domain: String
  package let selector: String
  package let key: DKIMKey

  /// Throws for what is no domain name or makes the name of no DNS record.
  package init(domain: String, selector: String, key: DKIMKey) throws(InvalidDKIMName) {
    guard let domain = DomainName.ascii(domain), domain.contains(".") else { throw .domain }
    guard let selector = DomainName.ascii(selector) else { throw .selector }
    self.domain = domain
    self.selector = selector
    self.key = key
    guard DomainName.ascii("\(selector).\(domain)") != nil, recordName.utf8.count <= 253 else {
      throw .tooLong
    }
  }

  /// Where the domain publishes the key's record (RFC 6376 section 3.6.2.1).
  package var recordName: String { "\(selector)._domainkey.\(domain)" }
}

/// Why a signature cannot bear a domain or a selector.
package enum InvalidDKIMName: Error, Hashable, CustomStringConvertible {
  case domain
  case selector
  case tooLong

  package var description: String {
    switch self {
    case .domain: "what signs is a domain such as example.com"
    case .selector: "a selector has letters, digits and hyphens"
    case .tooLong: "selector and domain together are too long for a name in the DNS"
    }
  }
}

/// Signs messages with DKIM (RFC 6376, RFC 8463): relaxed/relaxed, one signature for each key.
///
/// A value of plain parts: any number of threads may sign with one.
package struct DKIMSigner: Sendable {
  /// At least one.
  package let identities: [DKIMIdentity]

  /// A signer with these keys, or nil where there are none.
  package init?(_ identities: [DKIMIdentity]) {
    guard !identities.isEmpty else { return nil }
    self.identities = identities
  }

  /// The message with its signatures before it: the same bytes for the same message and time, always.
  ///
  /// The message's own bytes follow unchanged. A message is to be signed once, as the last thing before
  /// it goes out.
  ///
  /// - Parameters:
  ///   - message: What `MailMessage.compose` made.
  ///   - date: When it is signed, the tag `t=`; in whole seconds.
  /// - Returns: The signed message.
  /// - Throws: `DKIMFailure` where libcrypto fails.
  package func sign(_ message: ComposedMessage, at date: Date) throws -> ComposedMessage {
    let (header, bodyHash) = message.bytes.withUnsafeBytes { bytes in
      let header = SignedHeader(of: bytes)
      let body = UnsafeRawBufferPointer(rebasing: bytes[header.bodyStart...])
      return (header, Self.hash(ofBody: body))
    }
    let time = Int(date.timeIntervalSince1970.rounded(.down))
    var block = HeaderBlock()
    for identity in identities {
      var words = Self.tags(of: identity, time: time, header: header, bodyHash: bodyHash)
      // RFC 6376 section 3.7: the signature's own field comes last, with nothing after its `b=` and
      // without CRLF. What is folded between the words becomes one space, as here.
      let own = "dkim-signature:\(words.joined(separator: " ")) b="
      let signature = try identity.key.signature(of: header.canonical + own.utf8)
      words += Self.chunks("b=\(Base64.encode(signature))")
      try block.append("DKIM-Signature", words: words)
    }
    var bytes = block.bytes
    bytes.reserveCapacity(bytes.count + message.bytes.count)
    bytes.append(contentsOf: message.bytes)
    return ComposedMessage(bytes: bytes, needsSMTPUTF8: message.needsSMTPUTF8)
  }

  private static func hash(ofBody body: UnsafeRawBufferPointer) -> [UInt8] {
    let digest = SHA256Digest()
    RelaxedForm.forEachPiece(ofBody: body) { digest.add($0) }
    return digest.finished()
  }

  /// The tags before `b=`, each a word or several that a line may be folded between.
  private static func tags(
    of identity: DKIMIdentity,
    time: Int,
    header: SignedHeader,
    bodyHash: [UInt8]
  ) -> [String] {
    [
      "v=1;", "a=\(identity.key.algorithm.name);", "c=relaxed/relaxed;", "d=\(identity.domain);",
      "s=\(identity.selector);", "t=\(time);",
    ] + names(header.names) + ["bh=\(Base64.encode(bodyHash));"]
  }

  /// The tag `h=`, divided after colons only (RFC 6376 section 3.5).
  private static func names(_ names: [String]) -> [String] {
    var words: [String] = []
    var word = "h="
    for (index, name) in names.enumerated() {
      let part = name + (index == names.count - 1 ? ";" : ":")
      if word.utf8.count + part.utf8.count > longestWord {
        words.append(word)
        word = ""
      }
      word += part
    }
    return words + [word]
  }

  /// A text that may be divided anywhere.
  private static func chunks(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: longestWord).map { start in
      String(decoding: bytes[start..<min(start + longestWord, bytes.count)], as: UTF8.self)
    }
  }

  private static let longestWord = 72
}
