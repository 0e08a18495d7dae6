import Liquid
import Mail
import Shop
import Workspace

/// The data of one rendering, in layers: the customer's own, then what the subject added.
struct RecipientScope {
  private let base: TemplateData
  private let campaign: [LiquidField]
  let fullName: String?
  /// Set once it is rendered, so that the body can show it.
  var subject: String?
  var preheader: String?

  init(
    recipient: Recipient,
    variant: CampaignContent.Variant,
    frame: MessageFrame,
    unsubscribeURL: String
  ) {
    let shop = frame.configuration
    let customer = recipient.history.customer
    fullName = Self.displayName(customer)
    base = TemplateData([
      "customer": RecipientData.data(
        of: recipient.history,
        standing: recipient.standing,
        at: frame.now,
        rules: shop.orders,
        calendar: shop.calendar,
        recommender: frame.recommender,
        shop: frame.shopFigures
      ),
      "offer": variant.offer.map {
        OfferData.data(of: $0, code: recipient.offerCode, at: frame.now, calendar: shop.calendar)
      } ?? .null,
      "shop": Self.shop(shop),
      "now": .instant(milliseconds: frame.now.milliseconds),
      "unsubscribe_url": .string(unsubscribeURL),
    ])
    campaign = [
      LiquidField("name", .string(frame.campaign.title)),
      LiquidField("run", .string(recipient.run.name)),
      LiquidField("variant", .text(variant.name)),
    ]
  }

  var layers: [TemplateData] {
    let known = [
      LiquidField("subject", .text(subject)), LiquidField("preheader", .text(preheader)),
    ]
    return [TemplateData(["campaign": .object(campaign + known)]), base]
  }

  /// First and last name on one line, for the header; a line break in imported data is a space.
  private static func displayName(_ customer: Customer) -> String? {
    let words = [customer.firstName, customer.lastName].compactMap { $0 }
      .flatMap { $0.split { $0.isWhitespace || $0.isNewline || Self.isControl($0) } }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  private static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains {
      [.control, .format, .lineSeparator, .paragraphSeparator].contains(
        $0.properties.generalCategory
      )
    }
  }

  /// The data of the shop, the same for everybody.
  static func shop(_ shop: ShopConfiguration) -> LiquidValue {
    [
      "name": .string(shop.name), "address": .string(shop.brand.address),
      "logo": .text(shop.brand.logo), "colour": .string(shop.brand.colour),
      "url": .text(shop.brand.url), "sender": .string(shop.brand.sender.address),
      "currency": .string(shop.currency.code), "language": .string(shop.language),
    ]
  }
}
