import Mail
import Rainbow
import Workspace

/// Signing keys as people and programs read them: never the private half.
enum DKIMOutput {
  struct Key {
    let identity: DKIMIdentity
    /// As `key_file` has it.
    let path: String
  }

  /// The records of keys that are in use.
  static func text(of keys: [Key]) -> String {
    keys.map { "\(title($0))\n\n\(zoneLines($0.identity))" }.joined(separator: "\n")
  }

  /// The records of new keys, and what to add to `stamkund.yaml` beside the keys it names already.
  static func text(ofNew keys: [Key], besides used: [DKIMSettings]) -> String {
    let domain = keys.first?.identity.domain ?? ""
    let lines = keys.map { key in
      "  - {domain: \(key.identity.domain), selector: \(key.identity.selector), "
        + "key_file: \(key.path)}\n"
    }
    let place =
      used.isEmpty
      ? "2. Then add to stamkund.yaml:\n\ndkim:\n"
      : "2. Then add to the list below 'dkim:' in stamkund.yaml:\n\n"
    return keys.map { title($0) + "\n" }.joined()
      + "\n1. Publish in the DNS of \(domain):\n\n"
      + keys.map { zoneLines($0.identity) }.joined(separator: "\n")
      + "\n\(place)\(lines.joined())"
  }

  static func json(_ keys: [Key]) -> JSONValue {
    let list = JSONValue(keys) { key in
      let bits: Int? =
        if case .rsa(let bits) = key.identity.key.algorithm { bits } else { nil }
      return .object([
        ("domain", .text(key.identity.domain)), ("selector", .text(key.identity.selector)),
        ("algorithm", .text(key.identity.key.algorithm.name)), ("bits", JSONValue(bits)),
        ("key_file", .text(key.path)), ("record_name", .text(key.identity.recordName)),
        ("record", .text(key.identity.key.record)),
      ])
    }
    return .object([("keys", list)])
  }

  private static func title(_ key: Key) -> String {
    let kind =
      switch key.identity.key.algorithm {
      case .rsa(let bits): "RSA, \(bits) bits"
      case .ed25519: "Ed25519"
      }
    return "\(key.path.bold)  \(kind)"
  }

  /// The record as a zone file has it (RFC 1035 section 5.1), its text in strings of at most 255
  /// octets, which resolvers join again.
  static func zoneLines(_ identity: DKIMIdentity) -> String {
    let name = "\(identity.recordName). IN TXT"
    var strings: [String] = []
    var rest = Substring(identity.key.record)
    while !rest.isEmpty {
      strings.append("\"\(rest.prefix(longestString))\"")
      rest = rest.dropFirst(longestString)
    }
    if strings.count == 1 { return "\(name) \(strings[0])\n" }
    return "\(name) (\n  \(strings.joined(separator: "\n  ")) )\n"
  }

  private static let longestString = 255
}
