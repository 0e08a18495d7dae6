import Documents

extension ConfigurationKeys {
  static let loyalty = KeyTable("'loyalty'", predictions + club)

  private static let predictions = [
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
  ]

  private static let club = [
    Key(
      "points",
      "a rate such as `1 per 10 SEK`, or `{purchases: 1 per 10 SEK, review: 50}`",
      .optional,
      "What gives points: `purchases`, and imported events by their kinds."
    ),
    Key(
      "rounding",
      "`down`, `nearest` or `up`",
      .default("down"),
      "How an order's points are rounded; a return's as the purchase's were."
    ),
    Key(
      "expiry",
      "`never`, a span such as `12 months`, `end of year` or `end of year after 12 months`",
      .default("never"),
      "How long points last after they were earned: through that day, by the shop's clock."
    ),
    Key(
      "expiring",
      "a span such as `30 days`",
      .default("30 days"),
      "How far ahead points count as expiring."
    ),
    Key(
      "since",
      "a date such as `2026-01-01`",
      .optional,
      "The club's first day: earlier purchases and events give nothing."
    ),
    Key("tiers", "keys below", .optional, "The levels of the club.", keys: tiers),
    Key(
      "stamp_cards",
      "keys below, or a list of them",
      .optional,
      "Cards that purchases stamp; a full one brings a reward.",
      keys: stampCard
    ),
    Key(
      "vouchers",
      "keys below, or a list of them",
      .optional,
      "Vouchers for those who have enough points; one of them spends the points.",
      keys: voucher
    ),
  ]

  static let tiers = KeyTable(
    "'tiers'",
    [
      Key(
        "by",
        "`spend` or `points`",
        .default("spend"),
        "What decides: what was spent, or the points that were earned."
      ),
      Key(
        "in",
        "a span such as `12 months`",
        .optional,
        "How far back it counts, up to now; without it all counts."
      ),
      Key("levels", "a list of keys below", .required, "The levels.", keys: tierLevel),
    ]
  )

  static let tierLevel = KeyTable(
    "a level of 'tiers'",
    [
      Key("name", "a text", .required, "What it is called: `gold`."),
      Key(
        "from",
        "an amount such as `2000 SEK`, or a number of points",
        .required,
        "From how much on a customer stands there."
      ),
      Key("benefits", "a text", .optional, "What it brings, in words for customers."),
    ]
  )

  static let stampCard = KeyTable(
    "a stamp card",
    [
      Key("name", "a text", .required, "What the card is called."),
      Key("category", "a category", .optional, "What stamps the card: products of a category …"),
      Key("brand", "a brand", .optional, "… or of a brand."),
      Key(
        "every",
        "a whole number from 2 to 1000",
        .required,
        "How many purchases fill it; an order with such a product is one."
      ),
      Key("reward", "a text", .required, "What a full card brings, in words for customers."),
    ]
  )

  static let voucher = KeyTable(
    "a voucher",
    [
      Key("at", "a whole number from 1 to 1000000", .required, "How many points it takes."),
      Key("worth", "an amount such as `50 SEK`", .required, "What it takes off an order."),
      Key(
        "valid",
        "a span such as `90 days`",
        .optional,
        "How long it can be used; without it always."
      ),
      Key(
        "spends",
        "`yes` or `no`",
        .default("yes"),
        "`yes`: it is paid for with the points, again and again. `no`: it comes once, when the "
          + "balance first reaches them, and the points stay."
      ),
      Key(
        "prefix",
        "at most 12 capital letters, digits and hyphens",
        .optional,
        "What its codes begin with."
      ),
    ]
  )
}
