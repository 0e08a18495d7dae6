import Documents

extension ConfigurationKeys {
  static let loyalty = KeyTable(
    "'loyalty'",
    [
      Key(
        "horizon",
        "a span such as `180 days`",
        .default("180 days"),
        "How far ahead churn risk and expected orders look."
      ),
      Key(
        "lifetime",
        "a span such as `365 days`",
        .default("365 days"),
        "How many days of orders make up a customer's predicted lifetime value."
      ),
      Key(
        "discount",
        "a share such as `10%`",
        .default("10%"),
        "How much less a sum is worth now that comes in a year."
      ),
      Key("points", "a text", .optional, "Points of the customer club.", isPending: true),
      Key("rounding", "a text", .optional, "How points are rounded.", isPending: true),
      Key("expiry", "a text", .optional, "When points expire.", isPending: true),
      Key("tiers", "a list", .optional, "Levels of the customer club.", isPending: true),
      Key("stamp_cards", "a list", .optional, "Every Nth purchase is a gift.", isPending: true),
      Key("vouchers", "a list", .optional, "Vouchers for points.", isPending: true),
    ]
  )
}
