import Diagnostics
import Documents
import Loyalty
import Shop

extension ClubRules {
  /// The club of `loyalty`; nil where none of its keys is there.
  static func read(_ keys: inout MappingReader, currency: Currency?) -> ClubRules? {
    let points = ClubPoints.read(&keys, currency: currency)
    let rounding = keys.choice("rounding", among: PointsRounding.allCases.map(\.rawValue))
    let expiry = keys.value(
      "expiry",
      "'never', a span such as 12 months, or 'end of year'",
      help: "or 'end of year after 12 months'",
      parse: PointsExpiry.init(text:)
    )
    let expiring = keys.span("expiring")
    let since = keys.value("since", "a date such as 2026-01-01") { CivilDay(iso: $0) }
    let tiers = TierLadder.read(&keys, currency: currency)
    let stampCards = StampCard.readAll(&keys)
    let vouchers = VoucherRule.readAll(&keys, currency: currency)
    let isClub = ["points", "tiers", "stamp_cards", "vouchers"].contains { keys.node($0) != nil }
    warnWithoutPoints(&keys, tiers: tiers)
    guard isClub else { return nil }
    return ClubRules(
      purchases: points.purchases,
      events: points.events,
      rounding: rounding.flatMap { PointsRounding(rawValue: $0.value) } ?? .down,
      expiry: expiry?.value ?? .never,
      expiringSoon: expiring?.value ?? CalendarSpan(30, .days),
      since: since?.value,
      tiers: tiers,
      stampCards: stampCards,
      vouchers: vouchers
    )
  }

  /// What is said about points where nothing gives any is likely a slip.
  private static func warnWithoutPoints(_ keys: inout MappingReader, tiers: TierLadder?) {
    guard keys.node("points") == nil else { return }
    let names = ["rounding", "expiry", "expiring", "vouchers"]
    let entries = keys.all.filter { entry in
      names.contains(entry.key) || (entry.key == "tiers" && tiers?.basis == .points)
    }
    for entry in entries {
      keys.report(
        .warning(
          "no-points",
          "'\(entry.key)' is about points, and no purchase gives any",
          at: entry.keyLocation,
          help: "add 'points: 1 per 10 …' to 'loyalty'"
        )
      )
    }
  }
}

extension PointsExpiry {
  /// Reads `never`, `12 months`, `end of year` and `end of year after 12 months`.
  fileprivate init?(text: String) {
    let words = text.lowercased().split { $0.isWhitespace }
    let opening = ["end", "of", "year"]
    if words == ["never"] {
      self = .never
    } else if words.prefix(3).elementsEqual(opening.map { Substring($0) }) {
      guard words.count > 3 else {
        self = .endOfYear(after: nil)
        return
      }
      guard words[3] == "after", let span = Self.span(words.dropFirst(4)) else { return nil }
      self = .endOfYear(after: span)
    } else {
      guard let span = Self.span(words[...]) else { return nil }
      self = .after(span)
    }
  }

  /// Points last through whole days: hours are none.
  private static func span(_ words: ArraySlice<Substring>) -> CalendarSpan? {
    guard let span = CalendarSpan(words.joined(separator: " ")), span.unit != .hours else {
      return nil
    }
    return span
  }
}

extension TierLadder {
  fileprivate static func read(_ keys: inout MappingReader, currency: Currency?) -> TierLadder? {
    guard var tiers = keys.mapping("tiers", ConfigurationKeys.tiers) else { return nil }
    let basis = tiers.choice("by", among: Basis.allCases.map(\.rawValue))
      .flatMap { Basis(rawValue: $0.value) }
    let window = tiers.span("in")
    _ = tiers.required("levels")
    var levels: [TierLevel] = []
    for var level in tiers.mappings("levels", ConfigurationKeys.tierLevel) {
      let name = level.requiredText("name")
      let from = threshold(&level, basis ?? .spend, currency)
      let benefits = level.text("benefits")
      if let name, levels.contains(where: { $0.name.lowercased() == name.value.lowercased() }) {
        level.report(.duplicate("level", name))
      }
      if let from, levels.contains(where: { $0.from == from.value }) {
        level.report(
          .error("duplicate", "another level begins there too", at: from.location)
        )
      }
      tiers.report(level.problems)
      guard let name, let from else { continue }
      levels.append(
        TierLevel(name: name.value, from: from.value, benefits: benefits?.value)
      )
    }
    keys.report(tiers.problems)
    guard !levels.isEmpty else { return nil }
    return TierLadder(basis: basis ?? .spend, window: window?.value, levels: levels)
  }

  private static func threshold(
    _ level: inout MappingReader,
    _ basis: Basis,
    _ currency: Currency?
  ) -> Located<Int64>? {
    guard level.required("from") != nil else { return nil }
    switch basis {
    case .spend: return level.money("from", in: currency)?.map(\.amount)
    case .points:
      let expected = "a whole number of points from 0 to 1000000000"
      return level.value("from", expected, help: "with 'by: spend' it is an amount") { text in
        Int64(text).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
      }
    }
  }
}

extension StampCard {
  fileprivate static func readAll(_ keys: inout MappingReader) -> [StampCard] {
    var cards: [StampCard] = []
    for var card in keys.mappings("stamp_cards", ConfigurationKeys.stampCard) {
      let goods = goods(&card)
      let name = card.requiredText("name")
      _ = card.required("every")
      let every = card.integer("every", in: 2...1_000)
      let reward = card.requiredText("reward")
      if let name, cards.contains(where: { $0.name.lowercased() == name.value.lowercased() }) {
        card.report(.duplicate("stamp card", name))
      }
      keys.report(card.problems)
      guard let name, let goods, let every, let reward else { continue }
      cards.append(
        StampCard(name: name.value, goods: goods, every: every.value, reward: reward.value)
      )
    }
    return cards
  }

  private static func goods(_ card: inout MappingReader) -> Goods? {
    let category = card.text("category")
    let brand = card.text("brand")
    if (category == nil) == (brand == nil), card.problems.isEmpty {
      card.report(
        .error(
          category == nil ? "missing-key" : "conflict",
          "a stamp card has either 'category' or 'brand'",
          at: brand?.location ?? card.location
        )
      )
    }
    return category.map { .category($0.value) } ?? brand.map { .brand($0.value) }
  }
}

extension VoucherRule {
  fileprivate static func readAll(
    _ keys: inout MappingReader,
    currency: Currency?
  ) -> [VoucherRule] {
    var rules: [VoucherRule] = []
    for var voucher in keys.mappings("vouchers", ConfigurationKeys.voucher) {
      _ = voucher.required("at")
      let at = voucher.integer("at", in: 1...1_000_000)
      _ = voucher.required("worth")
      let worth = voucher.money("worth", in: currency)
      let validity = voucher.span("valid")
      let flag = voucher.flag("spends")
      let spends = flag?.value ?? true
      let prefix = voucher.codePrefix("prefix")
      if let worth, worth.value.amount == 0 {
        voucher.report(.error("bad-value", "a voucher is worth something", at: worth.location))
      }
      if let at, flag != nil || voucher.node("spends") == nil {
        check(at, spends: spends, beside: rules, &voucher)
      }
      keys.report(voucher.problems)
      guard let at, let worth, !voucher.problems.hasErrors else { continue }
      rules.append(
        VoucherRule(
          at: Int64(at.value),
          worth: worth.value.amount,
          validity: validity?.value,
          spends: spends,
          prefix: prefix?.value ?? ""
        )
      )
    }
    return rules
  }

  private static func check(
    _ at: Located<Int>,
    spends: Bool,
    beside others: [VoucherRule],
    _ keys: inout MappingReader
  ) {
    if spends, let first = others.first(where: \.spends) {
      keys.report(
        .error(
          "conflict",
          "the voucher at \(first.at) points spends the points already",
          at: at.location,
          help: "one voucher spends them; with 'spends: no' another comes once and leaves them"
        )
      )
    } else if !spends, others.contains(where: { !$0.spends && $0.at == at.value }) {
      keys.report(
        .error("duplicate", "another voucher comes at \(at.value) points too", at: at.location)
      )
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicate(_ kind: String, _ name: Located<String>) -> Diagnostic {
    .error("duplicate", "there are two \(kind)s '\(name.value)'", at: name.location)
  }
}
