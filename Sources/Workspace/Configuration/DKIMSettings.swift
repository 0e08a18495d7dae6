import Diagnostics
package import Documents
import Mail

/// One of the keys that sign the shop's e-mails, as `dkim` names it; its file is read by
/// `SigningKeys`.
package struct DKIMSettings: Sendable {
  /// The domain that signs, as A-labels.
  package let domain: Located<String>
  /// The key's name in the domain's DNS, in lower case.
  package let selector: Located<String>
  /// A path as written.
  package let keyFile: Located<String>

  /// The keys of `dkim`: one mapping, or a list of them.
  static func readAll(_ keys: inout MappingReader, sender: MailAddress?) -> [DKIMSettings] {
    guard let node = keys.node("dkim") else { return [] }
    var settings: [DKIMSettings] = []
    for var reader in keys.mappings("dkim", ConfigurationKeys.dkim) {
      if let key = read(&reader) {
        if settings.contains(where: { $0.hasSameRecord(as: key) }) {
          reader.report(
            .error(
              "duplicate",
              "there are two keys '\(key.selector.value)' of '\(key.domain.value)'",
              at: key.selector.location,
              help: "each key has a selector of its own"
            )
          )
        }
        settings.append(key)
      }
      keys.report(reader.problems)
    }
    if case .sequence(let items) = node.content, items.isEmpty {
      keys.report(.error("empty-value", "'dkim' has no key", at: node.location))
    }
    if let sender, let first = settings.first,
      let problem = alignmentProblem(
        of: Located(sender, at: first.domain.location),
        signedBy: settings.map(\.domain.value)
      )
    {
      keys.report(problem)
    }
    return settings
  }

  private static func read(_ keys: inout MappingReader) -> DKIMSettings? {
    _ = keys.required("domain")
    let domain = keys.value("domain", "a domain such as example.com") { text in
      DomainName.ascii(text).flatMap { $0.contains(".") ? $0 : nil }
    }
    _ = keys.required("selector")
    let selector = keys.value(
      "selector",
      "letters, digits and hyphens, such as s202611",
      parse: DomainName.ascii
    )
    let file = keys.requiredText("key_file")
    guard let domain, let selector, let file else { return nil }
    return DKIMSettings(domain: domain, selector: selector, keyFile: file)
  }

  private func hasSameRecord(as other: DKIMSettings) -> Bool {
    domain.value == other.domain.value && selector.value == other.selector.value
  }

  /// A warning where none of the domains vouches for a sender: receivers judge a message by the domain
  /// of its From (DMARC, RFC 7489 section 3.1.1), and any other signature counts for little.
  ///
  /// A domain vouches for its own subdomains and for its parents; that it might also vouch for a
  /// sister needs a list of all registries, and is a poor choice besides.
  static func alignmentProblem(
    of sender: Located<MailAddress>,
    signedBy domains: [String]
  ) -> Diagnostic? {
    let own = sender.value.domain
    guard !domains.isEmpty,
      !domains.contains(where: {
        $0 == own || own.hasSuffix(".\($0)") || $0.hasSuffix(".\(own)")
      })
    else { return nil }
    let names = domains.map { "'\($0)'" }.joined(separator: " and ")
    return .warning(
      "unaligned",
      "a signature by \(names) says nothing about mail from '\(own)': DMARC fails",
      at: sender.location,
      help: "add a key of '\(own)', or of a domain above it, to 'dkim'"
    )
  }
}
