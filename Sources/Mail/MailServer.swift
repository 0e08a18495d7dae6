import Foundation

/// A mail server's place, as `smtp.url` gives it: `smtp://host:587` or `smtps://host:465`.
package struct MailServer: Hashable, Sendable {
  /// A host name as A-labels or an IP address, IPv6 without brackets.
  package let host: String
  package let port: Int
  /// TLS from the first byte (`smtps`, RFC 8314) instead of STARTTLS.
  package let implicitTLS: Bool

  /// Reads a URL; without a port it is that of submission, 587, or with `smtps` 465.
  ///
  /// User, password, path and query are refused: credentials do not belong into a URL.
  package init(url: String) throws(InvalidMailServer) {
    let lowered = url.lowercased()
    guard let scheme = ["smtp", "smtps"].first(where: { lowered.hasPrefix("\($0)://") }) else {
      throw .scheme
    }
    implicitTLS = scheme == "smtps"
    var place = Substring(lowered.dropFirst(scheme.count + 3))
    if place.last == "/" { place = place.dropLast() }
    guard !place.contains("@") else { throw .credentials }
    guard !place.contains(where: { "/?#".contains($0) }) else { throw .path }
    let (host, port) = try Self.split(place)
    self.host = host
    guard let port else {
      self.port = implicitTLS ? 465 : 587
      return
    }
    guard let number = Int(port), (1...65535).contains(number), port.allSatisfy(\.isNumber) else {
      throw .port
    }
    self.port = number
  }

  /// The place as the log shows it: `host:port`.
  package var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Whether the server is on this very machine: `localhost`, 127.0.0.0/8 or ::1.
  package var isLoopback: Bool {
    if host == "localhost" { return true }
    if let bytes = Self.ipv6Bytes(host) { return bytes == Self.loopbackIPv6 }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// What holds when nothing is said: TLS is required, except on this very machine.
  package var defaultTLS: TLSPolicy { isLoopback ? .none : .required }

  /// Whether the policy may be used with this server: clear text stays on this machine.
  package func permits(_ policy: TLSPolicy) -> Bool { policy != .none || implicitTLS || isLoopback }
}

/// How a connection that begins in clear text becomes a protected one.
package enum TLSPolicy: String, CaseIterable, Sendable {
  /// STARTTLS with a valid certificate, or nothing is sent.
  case required
  /// STARTTLS where the server offers it: whoever stands between can strip the offer.
  case opportunistic
  /// Clear text, on loopback only.
  case none
}

/// Why a text is no mail server's URL.
package enum InvalidMailServer: Error, Hashable, CustomStringConvertible {
  case scheme
  case credentials
  case path
  case host
  case port

  package var description: String {
    switch self {
    case .scheme: "a mail server's URL begins with smtp:// or smtps://"
    case .credentials: "a mail server's URL holds no user or password; they have keys of their own"
    case .path: "a mail server's URL ends after the host and the port"
    case .host: "the mail server's URL has no valid host"
    case .port: "the mail server's port is not a number from 1 to 65535"
    }
  }
}

extension MailServer {
  private static let loopbackIPv6: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]

  private static func split(
    _ place: Substring
  ) throws(InvalidMailServer) -> (host: String, port: Substring?) {
    if place.hasPrefix("[") {
      guard let bracket = place.firstIndex(of: "]") else { throw .host }
      let host = String(place[..<bracket].dropFirst())
      let rest = place[bracket...].dropFirst()
      guard ipv6Bytes(host) != nil, rest.isEmpty || rest.hasPrefix(":") else { throw .host }
      return (host, rest.isEmpty ? nil : rest.dropFirst())
    }
    let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let host = DomainName.ascii(String(first)) else { throw .host }
    return (host, parts.count == 2 ? parts[1] : nil)
  }

  /// The sixteen bytes of an IPv6 address, nil for anything else.
  private static func ipv6Bytes(_ text: String) -> [UInt8]? {
    var address = in6_addr()
    guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
    return withUnsafeBytes(of: &address) { Array($0) }
  }
}
