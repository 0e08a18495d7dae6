import Liquid
import Loyalty

/// Every name that a template may use.
package enum TemplateCatalogue {
  /// The names as the template checker knows them.
  static let schema: VariableSchema = .object(
    [
      "customer": .object(
        Dictionary(uniqueKeysWithValues: RecipientData.fields.map { ($0.name, $0.schema) }),
        open: false
      ),
      "offer": object(OfferData.meanings),
      "campaign": object(campaign),
      "shop": object(shop),
      "now": .scalar,
      "unsubscribe_url": .scalar,
    ],
    open: false
  )

  static let order: VariableSchema = .object(
    Dictionary(
      uniqueKeysWithValues: OrderData.meanings.map { name, _ in
        (name, name == "lines" ? .array(object(OrderData.lineMeanings)) : .scalar)
      }
    ),
    open: false
  )

  static let product = object(ProductData.meanings)

  static let campaign = [
    ("name", "the campaign's name"), ("run", "the run's id"), ("variant", "the variant's name"),
    ("subject", "the subject as this customer sees it"),
    ("preheader", "the preview line as this customer sees it"),
  ]

  static let shop = [
    ("name", "the shop's name"), ("address", "the postal address that every e-mail must show"),
    ("logo", "the address of the logo"), ("colour", "the brand's colour, such as `#0a5c36`"),
    ("url", "the shop's web site"), ("sender", "the sender's e-mail address"),
    ("currency", "the currency's code"), ("language", "the shop's language"),
  ]

  private static let rest = [
    ("now", "the time of the run"), ("unsubscribe_url", "the link that every e-mail must have"),
  ]

  private static func object(_ names: [(String, String)]) -> VariableSchema {
    .object(Dictionary(uniqueKeysWithValues: names.map { ($0.0, .scalar) }), open: false)
  }

  /// The reference page of all names, as Markdown.
  package static func markdown() -> String {
    var text = "# What templates know\n\nMade from the program itself; do not edit.\n"
    text += section("customer", RecipientData.fields.map { ($0.name, $0.meaning) })
    text += section("customer.last_order", OrderData.meanings)
    text += section("line", OrderData.lineMeanings, in: "customer.last_order.lines")
    text += section("stamp", ClubData.stampMeanings, in: "customer.stamps")
    text += section("voucher", ClubData.voucherMeanings, in: "customer.vouchers")
    text += section("product", ProductData.meanings, in: "customer.recommendations")
    text += recommendations
    text += section("offer", OfferData.meanings)
    text += section("campaign", campaign)
    text += section("shop", shop)
    text += "\n## By themselves\n\n" + table(rest)
    return text
  }

  private static func section(_ title: String, _ names: [(String, String)]) -> String {
    "\n## \(title)\n\n" + table(names.map { ("\(title).\($0.0)", $0.1) })
  }

  /// The names of a list's elements.
  private static func section(
    _ element: String,
    _ names: [(String, String)],
    in list: String
  ) -> String {
    """

    ## \(list)

    In `{% for \(element) in \(list) %}`:


    """ + table(names.map { ("\(element).\($0.0)", $0.1) })
  }

  private static let recommendations = """

    They are what others with the same purchases bought. Two products are the closer the more of
    their buyers are the same: the number of those who bought both, divided by the square root of the
    buyers of the one times the buyers of the other. A product counts as the sum of how close it is
    to each that the customer bought. What they own is left out, unless people buy it again: at least
    \(Recommender.consumablePercent) % of its buyers, and at least \(Recommender.consumableBuyers), \
    have bought it in two orders or more. Where there are fewer
    than \(Recommender.usualCount), the products that most customers bought follow, first those of \
    the customer's favourite category,
    then those of the whole shop. Among equals the first by sku comes first. A product without a
    name is never shown.

    Of a customer's purchases the latest \(CoPurchases.basketLimit) products count, and of a \
    product's neighbours the closest \(CoPurchases.limit). What
    others bought is counted at the end of an import, from all orders that count, whatever their
    time; with `--as-of` the customer's own purchases are those before that moment.

    """

  private static func table(_ names: [(String, String)]) -> String {
    "| name | meaning |\n|---|---|\n" + names.map { "| `\($0.0)` | \($0.1) |\n" }.joined()
  }
}
