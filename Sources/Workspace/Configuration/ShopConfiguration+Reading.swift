import Diagnostics
import Documents
import Foundation
import Mail
import Scheduling
import Shop

extension ShopConfiguration {
  /// What other files need of a configuration, also of one with errors elsewhere.
  struct Essentials {
    var currency: Currency?
    var calendar: ShopCalendar?
    var language: String?
    var sender: MailAddress?
    /// The domains that sign its e-mails.
    var signingDomains: [String] = []
  }

  /// The configuration, nil where it has errors, and the problems found.
  static func read(
    _ file: SourceFile
  ) -> (configuration: ShopConfiguration?, essentials: Essentials, problems: [Diagnostic]) {
    let (root, problems) = file.document()
    guard let root else { return (nil, Essentials(), problems) }
    var keys = MappingReader(root, ConfigurationKeys.file)
    keys.report(problems)
    var essentials = Essentials()
    let name = keys.requiredText("name")
    essentials.calendar = keys.requiredTimeZone("time_zone")?.value
    essentials.currency = currency(&keys)
    essentials.language = language(&keys)
    checkStore(&keys)
    let (orders, activeWindow) = orderRules(&keys)
    let loyalty = LoyaltySettings.read(&keys, currency: essentials.currency)
    let consent = consentRule(&keys)
    let brand = brand(&keys)
    essentials.sender = brand?.sender
    let servers = MailServerSettings.readAll(&keys)
    let dkim = DKIMSettings.readAll(&keys, sender: brand?.sender)
    essentials.signingDomains = dkim.map(\.domain.value)
    let limits = limits(&keys)
    let bounceDomain = bounceDomain(&keys)
    let web = WebSettings.read(&keys)
    let imports = ImportSource.readAll(&keys, calendar: essentials.calendar)
    guard !keys.problems.hasErrors, let name, let brand, let currency = essentials.currency,
      let calendar = essentials.calendar, let language = essentials.language
    else { return (nil, essentials, keys.problems) }
    if web == nil { keys.report(withoutWeb(file)) }
    let configuration = ShopConfiguration(
      name: name.value,
      calendar: calendar,
      currency: currency,
      language: language,
      orders: orders,
      activeWindow: activeWindow,
      loyalty: loyalty,
      consent: consent,
      brand: brand,
      servers: servers,
      dkim: dkim,
      perCustomer: limits.cap,
      quietHours: limits.quiet,
      rate: limits.rate,
      bounceDomain: bounceDomain,
      web: web,
      imports: imports
    )
    return (configuration, essentials, keys.problems)
  }

  /// Mailbox providers ask bulk senders for one click (RFC 8058), which needs the web.
  private static func withoutWeb(_ file: SourceFile) -> Diagnostic {
    .warning(
      "no-web",
      "without 'web', people unsubscribe by an e-mail to the sender, not by one click",
      at: .start(of: file.path),
      help: "'web: {url: https://…}' makes it one click, once 'stamkund serve' answers there"
    )
  }

  private static func currency(_ keys: inout MappingReader) -> Currency? {
    guard let text = keys.requiredText("currency") else { return nil }
    if let currency = ValueText.currency(text.value) { return currency }
    keys.report(
      .error(
        "bad-value",
        "'\(text.value)' is not a currency",
        at: text.location,
        help: NearestName.suggestion(for: text.value, among: ValueText.currencyCodes)
          ?? "write its three letters, such as SEK or EUR"
      )
    )
    return nil
  }

  private static func language(_ keys: inout MappingReader) -> String? {
    guard let text = keys.requiredText("language") else { return nil }
    if let language = LanguageCode.valid(text.value) { return language }
    keys.report(
      .error(
        "bad-value",
        "'\(text.value)' is not a language",
        at: text.location,
        help: "write its two letters, such as sv or en"
      )
    )
    return nil
  }

  private static func checkStore(_ keys: inout MappingReader) {
    guard let text = keys.text("store"), text.value != "sqlite" else { return }
    let isPostgres = text.value.hasPrefix("postgres://") || text.value.hasPrefix("postgresql://")
    keys.report(
      .error(
        isPostgres ? "not-yet" : "bad-value",
        isPostgres ? "PostgreSQL is not available yet" : "'store' cannot be '\(text.value)'",
        at: text.location,
        help: "write 'store: sqlite'"
      )
    )
  }

  private static func orderRules(_ keys: inout MappingReader) -> (OrderRules, CalendarSpan) {
    let usual = CalendarSpan(365, .days)
    guard var orders = keys.mapping("orders", ConfigurationKeys.orders) else {
      return (.usual, usual)
    }
    let isGiven = orders.node("not_counted") != nil
    let statuses = orders.texts("not_counted").map(\.value)
    let window = orders.span("active_window")
    keys.report(orders.problems)
    return (isGiven ? OrderRules(notCounted: statuses) : .usual, window?.value ?? usual)
  }

  private static func consentRule(_ keys: inout MappingReader) -> ConsentRule {
    guard var consent = keys.mapping("consent", ConfigurationKeys.consent) else { return .consent }
    let basis = consent.choice("basis", among: ["consent", "customer"])?.value
    let within = consent.span("within")
    if let within, basis != "customer" {
      consent.report(
        .error(
          "conflict",
          "'within' belongs to 'basis: customer'",
          at: within.location,
          help: "with 'basis: consent' only a yes counts, however old"
        )
      )
    }
    keys.report(consent.problems)
    guard basis == "customer" else { return .consent }
    return .customer(within: within?.value ?? CalendarSpan(12, .months))
  }

  private static func brand(_ keys: inout MappingReader) -> Brand? {
    guard let node = keys.required("brand") else { return nil }
    var brand = MappingReader(node, ConfigurationKeys.brand)
    let sender = brand.requiredAddress("sender")
    let address = brand.requiredText("address")
    let logo = brand.webAddress("logo")
    let colour = brand.value(
      "colour",
      "a colour such as \"#0a5c36\"",
      help: "in quotes: # begins a comment",
      parse: ValueText.colour
    )
    let url = brand.webAddress("url")
    keys.report(brand.problems)
    guard let sender, let address else { return nil }
    return Brand(
      sender: sender.value,
      address: address.value,
      logo: logo?.value,
      colour: colour?.value ?? "#333333",
      url: url?.value
    )
  }

  private static func limits(
    _ keys: inout MappingReader
  ) -> (cap: FrequencyCap?, quiet: QuietHours?, rate: Rate?) {
    guard var limits = keys.mapping("limits", ConfigurationKeys.limits) else {
      return (nil, nil, nil)
    }
    let cap = limits.cap("per_customer")
    let quiet = quietHours(&limits)
    let rate = limits.rate("rate")
    keys.report(limits.problems)
    return (cap?.value, quiet, rate?.value)
  }

  private static func quietHours(_ keys: inout MappingReader) -> QuietHours? {
    guard let scalar = keys.scalar("quiet_hours") else { return nil }
    do {
      return try QuietHours(scalar.text)
    } catch {
      let place = scalar.location(offset: error.offset, length: error.length)
      keys.report(.error("bad-value", error.message, at: place, help: error.help))
      return nil
    }
  }

  private static func bounceDomain(_ keys: inout MappingReader) -> String? {
    guard var bounces = keys.mapping("bounces", ConfigurationKeys.bounces) else { return nil }
    _ = bounces.required("domain")
    let domain = bounces.domain("domain")
    keys.report(bounces.problems)
    return domain?.value
  }
}

extension WebSettings {
  fileprivate static func read(_ keys: inout MappingReader) -> WebSettings? {
    guard var web = keys.mapping("web", ConfigurationKeys.web) else { return nil }
    _ = web.required("url")
    let url = web.value("url", "a web address with https, such as https://post.example.com") {
      $0.contains { "?#".contains($0) } ? nil : ValueText.webAddress($0, allowsClear: false)
    }
    let secret = web.environmentVariable("secret_env")
    keys.report(web.problems)
    guard let url else { return nil }
    let isSlashed = url.value.hasSuffix("/")
    return WebSettings(
      url: isSlashed ? String(url.value.dropLast()) : url.value,
      secret: secret?.map { .environment($0) }
    )
  }
}
