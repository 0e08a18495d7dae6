import Diagnostics
import Documents
import Foundation
import Mail
import Scheduling
import Shop
import Testing
import Workspace

@Suite struct ConfigurationTests {
  /// The example of the product's description.
  private static let whole = """
    name: Bokhandeln
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    store: sqlite                         # .stamkund/store.sqlite
    orders: {not_counted: [cancelled, refunded, failed], active_window: 365 days}
    consent: {basis: consent}             # or {basis: customer, within: 12 months}
    brand: {sender: "Bokhandeln <hej@bokhandeln.example>", address: "Storgatan 1, 111 23 Stockholm", logo: https://bokhandeln.example/logo.png, colour: "#0a5c36"}
    smtp:                                 # one server or a list
      url: smtp://mail.bokhandeln.example:587     # or smtps://
      username: bokhandeln
      password_env: STAMKUND_SMTP_PASSWORD        # or password_file
      tls: required                       # none is allowed on loopback only
      connections: 10
      rate: 50/s
      per_domain: {default: {connections: 5}, gmail.com: {connections: 10, rate: 20/s}}
    dkim:                                 # one or several keys
      - {domain: bokhandeln.example, selector: s1, key_file: keys/s1.pem}
    limits: {per_customer: 3 per 7 days, quiet_hours: 21:00-08:00}
    bounces: {domain: studs.bokhandeln.example}
    web: {url: https://post.bokhandeln.example, secret_env: STAMKUND_WEB_SECRET}
    imports:
      - file: data/customers.csv
        as: customers
        columns: {id: CustomerKey, email: EmailAddress, first_name: FirstName, birth_date: BirthDate, gender: Gender}
        values: {gender: {M: male, F: female}}
        date_format: M/d/yyyy
        defaults: {country: SE, email_consent: yes}
      - file: data/products.csv
        as: products
        columns: {sku: ProductKey, name: ProductName, price: ProductPrice}
        lookup: {category: {file: data/subcategories.csv, by: ProductSubcategoryKey, take: SubcategoryName}}
      - file: data/OnlineRetail.csv.gz
        as: order_lines
        columns: {order_id: InvoiceNo, customer_id: CustomerID, placed_at: InvoiceDate, sku: StockCode,
                  product_name: Description, quantity: Quantity, unit_price: UnitPrice, customer.country: Country}
        date_format: M/d/yyyy H:mm
        encoding: latin-1
        delimiter: ","
        decimal: "."
        time_zone: Europe/London
    """

  @Test func theWholeExampleIsRead() async throws {
    try await TestWorkspace.load(with: ["stamkund.yaml": Self.whole]) { workspace in
      #expect(workspace.problems.allSatisfy { $0.severity == .warning })
      let shop = try #require(workspace.configuration)
      #expect(shop.name == "Bokhandeln")
      #expect(shop.calendar.timeZone.identifier == "Europe/Stockholm")
      #expect(shop.currency.code == "SEK")
      #expect(shop.language == "sv")
      #expect(shop.orders == .usual)
      #expect(shop.consent == .consent)
      #expect(shop.brand.sender.name == "Bokhandeln")
      #expect(shop.brand.colour == "#0a5c36")
      #expect(shop.perCustomer?.description == "3 per 7 days")
      #expect(shop.bounceDomain == "studs.bokhandeln.example")
      #expect(shop.web?.url == "https://post.bokhandeln.example")
      #expect(shop.web?.secret?.value == .environment("STAMKUND_WEB_SECRET"))
      #expect(shop.dkim.map(\.domain.value) == ["bokhandeln.example"])
      #expect(shop.dkim.map(\.selector.value) == ["s1"])
      #expect(shop.dkim.map(\.keyFile.value) == ["keys/s1.pem"])
      let server = try #require(shop.servers.first)
      #expect(server.server.name == "mail.bokhandeln.example:587")
      #expect(server.tls == .required)
      #expect(server.account?.username == "bokhandeln")
      #expect(server.account?.password.value == .environment("STAMKUND_SMTP_PASSWORD"))
      #expect(server.connections == 10)
      #expect(server.rate == Rate("50/s"))
      #expect(server.domains["gmail.com"] == DomainLimit(connections: 10, rate: Rate("20/s")))
      #expect(server.domains["example.com"] == DomainLimit(connections: 5))
      #expect(server.warmUp == nil)
      #expect(try shop.quietHours == QuietHours("21:00-08:00"))
      #expect(shop.rate == nil)
    }
  }

  @Test func limitsOfAllServersAndOfTheFirstDaysAreRead() async throws {
    let text =
      Self.minimal + """
        web: {url: "http://localhost:8080/"}
        smtp: {url: smtps://a.example, warm_up: [200, 500]}
        limits: {rate: 600/min}
        """
    try await TestWorkspace.load(with: ["stamkund.yaml": text]) { workspace in
      #expect(workspace.problems.isEmpty)
      let shop = try #require(workspace.configuration)
      #expect(shop.rate?.perSecond == 10)
      #expect(shop.servers[0].warmUp?.days == [200, 500])
    }
  }

  @Test(arguments: ["[]", "[0]", "[many]", "{monday: 5}"])
  func aWarmUpThatNamesNoNumbersIsAnError(plan: String) async throws {
    let text = Self.minimal + "smtp: {url: smtps://a.example, warm_up: \(plan)}\n"
    try await TestWorkspace.load(with: ["stamkund.yaml": text]) { workspace in
      #expect(workspace.configuration == nil)
    }
  }

  @Test func importsAreReadInOrder() async throws {
    try await TestWorkspace.load(with: ["stamkund.yaml": Self.whole]) { workspace in
      let imports = try #require(workspace.configuration?.imports)
      #expect(imports.map(\.kind) == [.customers, .products, .orderLines])
      #expect(imports[0].columns["email"] == "EmailAddress")
      #expect(imports[0].values == ["gender": ["M": "male", "F": "female"]])
      #expect(imports[0].defaults == ["country": "SE", "email_consent": "yes"])
      #expect(imports[0].dateFormats.map(\.pattern) == ["M/d/yyyy"])
      #expect(imports[0].calendar.timeZone.identifier == "Europe/Stockholm")
      #expect(imports[1].lookups["category"]?.take == "SubcategoryName")
      #expect(imports[2].encoding == .latin1)
      #expect(imports[2].calendar.timeZone.identifier == "Europe/London")
      #expect(imports[2].location.line == 33)
    }
  }

  @Test func whatIsLeftOutHasADefault() async throws {
    try await TestWorkspace.load(with: [String: String]()) { workspace in
      #expect(workspace.problems.isEmpty)
      let shop = try #require(workspace.configuration)
      #expect(shop.orders == .usual)
      #expect(shop.consent == .consent)
      #expect(shop.brand.colour == "#333333")
      #expect(shop.perCustomer == nil)
      #expect(shop.servers[0].tls == .none)
      #expect(shop.servers[0].connections == 10)
      #expect(shop.bounceDomain == nil)
      #expect(shop.imports.isEmpty)
    }
  }

  private static let minimal = """
    name: Bokhandeln
    time_zone: UTC
    currency: eur
    language: en-GB
    brand: {sender: hej@bokhandeln.example, address: Storgatan 1, colour: "#0A5"}

    """

  @Test func aListOfServersAndOtherSpellingsAreRead() async throws {
    let text =
      Self.minimal + """
        consent: {basis: customer, within: 1 year}
        orders: {not_counted: []}
        web: {url: "http://localhost:8080/"}
        smtp:
          - {url: smtps://a.example, username: shop, password_file: keys/smtp, ca_file: keys/ca.pem}
          - {url: "smtp://b.example", tls: opportunistic, weight: 3}
        """
    try await TestWorkspace.load(with: ["stamkund.yaml": text]) { workspace in
      #expect(workspace.problems.isEmpty)
      let shop = try #require(workspace.configuration)
      #expect(shop.currency.code == "EUR")
      #expect(shop.language == "en-gb")
      #expect(shop.brand.colour == "#00aa55")
      #expect(shop.consent == .customer(within: CalendarSpan(1, .years)))
      #expect(shop.orders.notCounted.isEmpty)
      #expect(shop.web?.url == "http://localhost:8080")
      #expect(shop.web?.secret == nil)
      #expect(shop.servers.map(\.weight) == [1, 3])
      #expect(shop.servers[0].server.port == 465)
      #expect(shop.servers[0].authorities?.value == "keys/ca.pem")
      #expect(shop.servers[0].account?.password.value == .file("keys/smtp"))
    }
  }

  @Test func withoutTheWebThereIsAWarning() async throws {
    let text = Self.minimal + "smtp: {url: smtp://localhost}\n"
    try await TestWorkspace.load(with: ["stamkund.yaml": text]) { workspace in
      #expect(workspace.problems.map(\.code) == ["no-web"])
      #expect(workspace.problems.map(\.severity) == [.warning])
      let shop = try #require(workspace.configuration)
      #expect(shop.web == nil)
    }
  }

  @Test func aSecretThatStandsInTheFileIsNotShown() async throws {
    let text =
      Self.minimal + "smtp: {url: \"smtp://shop:hemligt@a.example\", password: 'hemligt 2'}\n"
    try await TestWorkspace.load(with: ["stamkund.yaml": text]) { workspace in
      let report = TestWorkspace.report(workspace)
      #expect(report.contains("password_env"))
      #expect(!report.contains("hemligt"))
    }
  }

  @Test func aSecretIsReadWhereItIsKept() async throws {
    try await TestWorkspace.load(with: ["keys/smtp": "s3cret\n", "keys/none": "\n"]) { workspace in
      let folder = workspace.folder
      let environment = ["A": "from outside", "EMPTY": ""]
      func read(_ source: SecretSource) throws -> String {
        try source.read(in: folder, environment: environment)
      }
      let secrets = [try read(.environment("A")), try read(.file("keys/smtp"))]
      #expect(secrets == ["from outside", "s3cret"])
      #expect(throws: SecretUnavailable.noVariable("B")) { try read(.environment("B")) }
      #expect(throws: SecretUnavailable.noVariable("EMPTY")) { try read(.environment("EMPTY")) }
      #expect(throws: SecretUnavailable.noFile("keys/no")) { try read(.file("keys/no")) }
      #expect(throws: SecretUnavailable.noFile("keys/none")) { try read(.file("keys/none")) }
    }
  }
}
