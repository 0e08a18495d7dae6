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
  /// Signs what goes out; nil where the shop has no key.
  var signer: DKIMSigner?

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

  /// What Google's statistics go by: campaign, variant and run, and last the sender's own name, of 5
  /// to 15 letters and digits, which must never change.
  ///
  /// Nothing of it is about the person.
  func feedbackID(variant: String?, run: RunIdentity) -> String {
    let name = configuration.brand.sender.domain.filter { $0.isLetter || $0.isNumber }
    let sender = name.count < 5 ? "\(name)mail" : String(name.prefix(15))
    return ([campaign.name, variant, run.name].compactMap { $0 }.map(Self.plain) + [sender])
      .joined(separator: ":")
  }

  /// The text with hyphens for what is not plain, and no longer than statistics can show.
  private static func plain(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      return isPlain || scalar == "_" ? Character(scalar) : "-"
    }
    return String(scalars)
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
