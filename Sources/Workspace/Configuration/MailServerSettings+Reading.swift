import Diagnostics
import Documents
import Mail
import Scheduling

extension MailServerSettings {
  /// The servers of `smtp`: one mapping, or a list of them.
  static func readAll(_ keys: inout MappingReader) -> [MailServerSettings] {
    guard let node = keys.required("smtp") else { return [] }
    var settings: [MailServerSettings] = []
    let readers = keys.mappings("smtp", ConfigurationKeys.server)
    if readers.isEmpty {
      keys.report(.error("empty-value", "'smtp' has no server", at: node.location))
    }
    for var reader in readers {
      if let server = read(&reader) { settings.append(server) }
      keys.report(reader.problems)
    }
    return settings
  }

  private static func read(_ keys: inout MappingReader) -> MailServerSettings? {
    let server = server(&keys)
    let tls = keys.choice("tls", among: TLSPolicy.allCases.map(\.rawValue))?
      .map { TLSPolicy(rawValue: $0) ?? .required }
    if let server, let tls { checkEncryption(server, tls, &keys) }
    let account = account(&keys)
    let authorities = keys.text("ca_file")
    let connections = keys.integer("connections", in: 1...500)
    let weight = keys.integer("weight", in: 1...1_000)
    let rate = keys.rate("rate")
    let domains = domainLimits(&keys)
    let warmUp = warmUp(&keys)
    guard let server else { return nil }
    return MailServerSettings(
      server: server,
      tls: tls?.value ?? server.defaultTLS,
      account: account,
      authorities: authorities,
      connections: connections?.value ?? 10,
      weight: weight?.value ?? 1,
      rate: rate?.value,
      domains: domains,
      warmUp: warmUp
    )
  }

  /// The message does not repeat the URL, which may hold a password by mistake.
  private static func server(_ keys: inout MappingReader) -> MailServer? {
    guard let url = keys.requiredText("url") else { return nil }
    do {
      return try MailServer(url: url.value)
    } catch {
      keys.report(
        .error(
          "bad-value",
          "\(error)",
          at: url.location,
          help: "write it like smtp://mail.example.com:587"
        )
      )
      return nil
    }
  }

  private static func checkEncryption(
    _ server: MailServer,
    _ tls: Located<TLSPolicy>,
    _ keys: inout MappingReader
  ) {
    if server.implicitTLS && tls.value != .required {
      keys.report(
        .error(
          "conflict",
          "smtps:// is always encrypted, so 'tls' cannot be '\(tls.value.rawValue)'",
          at: tls.location,
          help: "leave 'tls' out"
        )
      )
    } else if !server.permits(tls.value) {
      keys.report(
        .error(
          "insecure",
          "'tls: none' is allowed for a server on this machine only",
          at: tls.location,
          help: "leave 'tls' out: an encrypted connection is then required"
        )
      )
    }
  }

  private static func account(_ keys: inout MappingReader) -> Account? {
    let username = keys.text("username")
    let variable = keys.environmentVariable("password_env")
    let file = keys.text("password_file")
    if let variable, let file {
      let place = variable.location.line > file.location.line ? variable.location : file.location
      keys.report(
        .error("conflict", "'password_env' and 'password_file' exclude each other", at: place)
      )
    }
    let password = variable?.map { SecretSource.environment($0) } ?? file?.map { .file($0) }
    if let username, let password {
      return Account(username: username.value, password: password)
    }
    if let username, keys.node("password_env") == nil {
      keys.report(
        .error(
          "missing-key",
          "'username' needs a password",
          at: username.location,
          help: "add 'password_env: STAMKUND_SMTP_PASSWORD', the variable that will hold it"
        )
      )
    }
    if username == nil, let password {
      keys.report(
        .error(
          "missing-key",
          "a password needs 'username'",
          at: password.location,
          help: "add 'username: …'"
        )
      )
    }
    return nil
  }

  private static func domainLimits(_ keys: inout MappingReader) -> DomainLimits {
    var limits = DomainLimits()
    for entry in keys.entries("per_domain") {
      var reader = MappingReader(entry.value, ConfigurationKeys.domainLimits)
      let limit = DomainLimit(
        connections: reader.integer("connections", in: 1...500)?.value,
        rate: reader.rate("rate")?.value
      )
      if entry.key == "default" {
        limits.usual = limit
      } else if let domain = DomainName.ascii(entry.key) {
        limits.named[domain] = limit
      } else {
        reader.report(
          .error("bad-value", "'\(entry.key)' is not a domain", at: entry.keyLocation)
        )
      }
      keys.report(reader.problems)
    }
    return limits
  }

  private static func warmUp(_ keys: inout MappingReader) -> WarmUpPlan? {
    guard let node = keys.node("warm_up") else { return nil }
    let days = keys.texts("warm_up").compactMap { text -> Int? in
      if let number = Int(text.value), number > 0 { return number }
      keys.report(
        .error(
          "bad-value",
          "'warm_up' has whole numbers from 1, not '\(text.value)'",
          at: text.location
        )
      )
      return nil
    }
    if case .sequence(let items) = node.content, items.isEmpty {
      keys.report(.error("empty-value", "'warm_up' names no day", at: node.location))
    }
    return WarmUpPlan(days: days)
  }
}
