package import Documents
package import Loyalty
package import Mail
package import Scheduling
package import Shop

/// What `stamkund.yaml` says, checked.
package struct ShopConfiguration: Sendable {
  package let name: String
  /// The shop's time zone.
  package let calendar: ShopCalendar
  package let currency: Currency
  /// In lower case: `sv`, `en-gb`.
  package let language: String
  package let orders: OrderRules
  /// How long after a purchase a customer counts as active.
  package let activeWindow: CalendarSpan
  package let loyalty: LoyaltySettings
  package let consent: ConsentRule
  package let brand: Brand
  /// At least one.
  package let servers: [MailServerSettings]
  /// The keys that sign every e-mail; empty where none does.
  package let dkim: [DKIMSettings]
  /// Over all campaigns; nil where there is no cap.
  package let perCustomer: FrequencyCap?
  /// By the clock where the recipient lives.
  package let quietHours: QuietHours?
  /// By all servers together; nil where there is no limit.
  package let rate: Rate?
  /// Where envelope senders live, as A-labels; nil where mail returns to the sender.
  package let bounceDomain: String?
  package let web: WebSettings?
  package let imports: [ImportSource]
}

/// What is foreseen of customers, and what their loyalty brings them.
package struct LoyaltySettings: Hashable, Sendable {
  package let predictions: PredictionSettings
  /// Nil where the shop has no club.
  package let club: ClubRules?

  package static let usual = LoyaltySettings(predictions: .usual, club: nil)
}

extension ShopConfiguration {
  /// The customer club; nil where the shop has none.
  package var club: Club? {
    loyalty.club.map { Club(rules: $0, orders: orders, calendar: calendar) }
  }
}

/// Who may be mailed at all.
package enum ConsentRule: Hashable, Sendable {
  /// Who has said yes.
  case consent
  /// Also who has not said no and has bought within the span.
  case customer(within: CalendarSpan)
}

/// How the shop looks in an e-mail.
package struct Brand: Hashable, Sendable {
  package let sender: MailAddress
  /// The postal address.
  package let address: String
  package let logo: String?
  /// `#` and six digits in lower case.
  package let colour: String
  package let url: String?
}

/// One mail server and how to use it.
package struct MailServerSettings: Sendable {
  package struct Account: Sendable {
    package let username: String
    package let password: Located<SecretSource>
  }

  package let server: MailServer
  package let tls: TLSPolicy
  package let account: Account?
  /// Certificates to trust instead of the system's: a path as written.
  package let authorities: Located<String>?
  package let connections: Int
  /// Its part of the mail, beside the other servers' weights.
  package let weight: Int
  package let rate: Rate?
  package let domains: DomainLimits
  package let warmUp: WarmUpPlan?
}

/// How much one recipient domain is asked to take at most; nil is no limit.
package struct DomainLimit: Hashable, Sendable {
  /// Messages under way at once.
  package let connections: Int?
  package let rate: Rate?

  package init(connections: Int? = nil, rate: Rate? = nil) {
    self.connections = connections
    self.rate = rate
  }
}

/// The limits of the recipient domains of one server.
package struct DomainLimits: Hashable, Sendable {
  /// By domain, as A-labels in lower case.
  package var named: [String: DomainLimit] = [:]
  /// Of every other domain.
  package var usual = DomainLimit()

  package init() {}

  package subscript(domain: String) -> DomainLimit { named[domain] ?? usual }
}

/// Where the product answers over HTTP.
package struct WebSettings: Sendable {
  /// Without a slash at its end.
  package let url: String
  /// What links are signed with; nil where the store's own secret does.
  package let secret: Located<SecretSource>?
}
