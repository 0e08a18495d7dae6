import Documents

/// The keys of the files in `offers/`.
enum OfferKeys {
  static let file = KeyTable(
    "an offer",
    [
      Key("title", "a text", .required, "What the customer reads: 20 % på nästa köp."),
      Key(
        "kind",
        "`percent`, `amount`, `free_shipping`, `gift` or `points`",
        .required,
        "What is given."
      ),
      Key(
        "value",
        "for `percent` 1 to 100, for `amount` a sum such as `50 SEK`, for `points` a number",
        .optional,
        "How much. Required for these three; for `gift` a text may say what it is."
      ),
      Key("minimum", "a sum such as `300 SEK`", .optional, "What the order must come to."),
      Key(
        "categories",
        "a list of texts",
        .optional,
        "What it holds for, where not for everything."
      ),
      Key(
        "valid",
        "a span such as `14 days`",
        .optional,
        "How long it can be used after the e-mail was planned."
      ),
      Key("until", "a date such as `2026-12-31`", .optional, "The last day, instead of `valid`."),
      Key("eligible", "a segment", .optional, "Who may have it; everyone where it is left out."),
      Key("code", "one of the keys below", .optional, "What the customer types in.", keys: code),
    ]
  )

  static let code = KeyTable(
    "'code'",
    [
      Key("shared", "a code such as `VAR20`", .optional, "The same for everyone."),
      Key("unique", "keys below", .optional, "One for each customer, made up.", keys: unique),
      Key(
        "pool",
        "a path such as `data/codes.csv`",
        .optional,
        "One for each customer, from a file with one code a line."
      ),
    ]
  )

  static let unique = KeyTable(
    "'unique'",
    [
      Key(
        "prefix",
        "at most 12 capital letters, digits and hyphens",
        .default("nothing"),
        "How every code begins."
      ),
      Key(
        "length",
        "a whole number from 6 to 20",
        .default("8"),
        "How many characters follow, the last of which proves the others."
      ),
    ]
  )
}
