import Liquid

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
    text += section("offer", OfferData.meanings)
    text += section("campaign", campaign)
    text += section("shop", shop)
    text += "\n## By themselves\n\n" + table(rest)
    return text
  }

  private static func section(_ title: String, _ names: [(String, String)]) -> String {
    "\n## \(title)\n\n" + table(names.map { ("\(title).\($0.0)", $0.1) })
  }

  private static func table(_ names: [(String, String)]) -> String {
    "| name | meaning |\n|---|---|\n" + names.map { "| `\($0.0)` | \($0.1) |\n" }.joined()
  }
}
