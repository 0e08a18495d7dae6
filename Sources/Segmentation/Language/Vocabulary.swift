/// The words of the language.
enum Vocabulary {
  /// The names of what can be tested, in small letters with single spaces.
  static let subjects: [String: SubjectName] = {
    var names: [String: SubjectName] = [
      "age": .age, "email consent": .consent, "consent": .consent,
      "customer id": .text(.id), "postcode": .text(.postalCode), "zip code": .text(.postalCode),
      "orders": .number(.orders), "spent": .number(.spent),
      "average order": .number(.averageOrder), "largest order": .number(.largestOrder),
      "items": .number(.items), "distinct categories": .number(.distinct(.category)),
      "distinct brands": .number(.distinct(.brand)),
      "distinct products": .number(.distinct(.product)),
      "days between orders": .number(.daysBetweenOrders), "rfm": .rfm, "points": .points,
      "tier": .tier,
    ]
    for attribute in TextAttribute.allCases { names[attribute.rawValue] = .text(attribute) }
    for attribute in DateAttribute.allCases { names[attribute.rawValue] = .date(attribute) }
    for kind in OrderDate.Kind.allCases { names[kind.rawValue] = .order(kind) }
    for name in PredictionName.allCases { names[name.rawValue] = .prediction(name) }
    for score in RFMScore.allCases { names["\(score.rawValue) score"] = .score(score) }
    return names
  }()

  /// Words that begin other kinds of sentences.
  static let openings = [
    "everyone", "segment", "sample", "top", "bought", "never bought", "birthday",
    "anniversary of", "last order contains", "not",
  ]

  /// What the language will know, but does not yet.
  static let later: Set<String> = [
    "nps", "nps score", "csat", "csat score", "received", "opened", "clicked", "mailed", "redeemed",
    "never received", "never opened",
    "never clicked", "never mailed", "never redeemed",
  ]

  /// Words that people try, and the language's own.
  static let guesses: [String: String] = [
    "sex": "gender", "zip": "postal code", "postal": "postal code", "birthdate": "birth date",
    "born": "birth date", "dob": "birth date", "domain": "email domain", "town": "city",
    "signup": "signed up", "joined": "signed up", "registered": "signed up",
    "purchases": "orders", "purchased": "bought", "order": "orders", "ordered": "bought",
    "buys": "bought", "buy": "bought", "revenue": "spent", "total": "spent", "sales": "spent",
    "spend": "spent", "spends": "spent", "amount": "spent", "aov": "average order",
    "quantity": "items", "products": "items", "all": "everyone", "anyone": "everyone",
    "random": "sample", "in": "segment", "member": "segment", "recency": "recency score",
    "frequency": "frequency score", "monetary": "monetary score", "locale": "language",
    "timezone": "time zone",
    "churn": "churn risk", "clv": "lifetime value",
    "ltv": "lifetime value", "categories": "distinct categories", "brands": "distinct brands",
    "category": "bought category", "brand": "bought brand", "sku": "bought sku",
    "product": "bought product", "level": "tier", "tiers": "tier", "balance": "points",
  ]

  /// Words that end a list of values: as values they stand in quotes.
  static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "of", "on", "by", "between", "since", "before", "after",
    "until", "this", "last", "next", "today", "yesterday", "tomorrow", "more", "less", "at",
    "over", "under", "than", "ago", "together", "contains", "known", "unknown", "seed",
  ]
}
