import Foundation
package import Liquid
import Loyalty
package import Mail
package import Shop
package import Workspace

/// What all messages of one run share: the shop, the moment and the secret that signs links.
package struct MessageFrame: Sendable {
  let configuration: ShopConfiguration
  let campaign: Campaign
  /// The moment that templates and offers see.
  let now: Instant
  let secret: TokenSecret
  let translations: Translations
  /// Chooses products; nil where no template shows any.
  var recommender: Recommender?
  var shopFigures = ShopFigures()

  package init(
    configuration: ShopConfiguration,
    campaign: Campaign,
    now: Instant,
    secret: TokenSecret,
    translations: Translations
  ) {
    self.configuration = configuration
    self.campaign = campaign
    self.now = now
    self.secret = secret
    self.translations = translations
  }

  /// The signed links of one message.
  func links(run: RunIdentity, customer: Int64) -> MessageLinks {
    let token = SignedToken(purpose: .unsubscribe, run: run.id, customer: customer)
      .signed(with: secret)
    let mailto = "mailto:\(configuration.brand.sender.address)?subject=unsubscribe%20\(token)"
    guard let web = configuration.web else {
      return MessageLinks(unsubscribeURL: mailto, listUnsubscribe: .mailto(mailto))
    }
    let url = "\(web.url)/u/\(token)"
    return MessageLinks(
      unsubscribeURL: url,
      listUnsubscribe: .oneClick(https: url, mailto: mailto)
    )
  }

  func messageID(run: RunIdentity, customer: Int64) -> MessageID {
    MessageID(
      run: run.id,
      customer: customer,
      domain: configuration.brand.sender.domain,
      secret: secret
    )
  }

  /// The list of RFC 2919: one for the shop, since unsubscribing is from the shop.
  var listID: ListID {
    ListID(name: configuration.name, id: "news.\(configuration.brand.sender.domain)")
  }

  /// The envelope's sender: VERP where bounces have a domain, else the message's own sender.
  func sender(of recipient: Recipient, from: MailAddress) throws -> MailAddress {
    guard let domain = configuration.bounceDomain else {
      return try MailAddress(name: nil, address: from.address)
    }
    return try VERPAddress.sender(
      run: recipient.run.id,
      customer: recipient.history.key,
      domain: domain,
      secret: secret
    )
  }

  /// The customer's own language, zone and luck.
  func context(for customer: Customer) -> RenderContext {
    var context = RenderContext()
    context.language = customer.language ?? configuration.language
    context.timeZone =
      customer.timeZone.flatMap { TimeZone(identifier: $0) } ?? configuration.calendar.timeZone
    context.now = now.milliseconds
    context.currency = configuration.currency.code
    context.seed = Self.seed("\(campaign.name)\u{0}\(customer.id)")
    context.translations = translations
    return context
  }

  /// FNV-1a: the same customer and campaign draw the same luck in preview and sending.
  private static func seed(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// How a customer stops the e-mails.
struct MessageLinks {
  let unsubscribeURL: String
  let listUnsubscribe: ListUnsubscribe
}
