import Diagnostics
import Liquid
import Loyalty
import Shop

/// What a template sees of the customer club: fields of the object `customer`.
enum ClubData {
  static let fields: [RecipientData.Field] = [
    .init("points", "the points that the customer can use") { .integer($0.standing?.points) },
    .init("points_expiring", "how many of them expire soon unless they are used") {
      .integer($0.standing?.expiring)
    },
    .init("points_expire_at", "the last day on which those that expire next can be used") {
      .day($0.standing?.nextExpiry?.lastDay)
    },
    .init("tier", "the name of the customer's tier in the club") {
      .text($0.standing?.tier?.name)
    },
    .init("tier_benefits", "what the tier brings, in the words of `stamkund.yaml`") {
      .text($0.standing?.tier?.benefits)
    },
    .init("next_tier", "the name of the next tier up") {
      .text($0.standing?.nextTier?.level.name)
    },
    .init("points_to_next_tier", "how many points are missing for it, where points decide") {
      .integer($0.missing(by: .points))
    },
    .init("spend_to_next_tier", "money missing for it, where spending decides") {
      .integer($0.missing(by: .spend))
    },
    .init("stamps", "the customer's stamp cards, a list", list(stampMeanings)) { subject in
      .array((subject.standing?.stampCards ?? []).map(data))
    },
    .init("vouchers", "vouchers and rewards to use, the newest first", list(voucherMeanings)) {
      subject in
      let vouchers = subject.standing?.vouchers ?? []
      return .array(
        vouchers.filter { $0.state(at: subject.now) == .open }
          .map { data(of: $0, in: subject.calendar) }
      )
    },
  ]

  static let stampMeanings = [
    ("name", "the card's name"), ("stamps", "how many stamps it has"),
    ("needed", "how many make it full"), ("left", "how many are missing"),
    ("reward", "what the customer gets for a full card"),
  ]

  static let voucherMeanings = [
    ("code", "the code to write at the till"), ("worth", "money off, in minor units"),
    ("reward", "what it is for, where it is the reward of a stamp card"),
    ("card", "that card's name"), ("valid_until", "the last day it is valid"),
  ]

  private static func list(_ meanings: [(String, String)]) -> VariableSchema {
    .array(
      .object(Dictionary(uniqueKeysWithValues: meanings.map { ($0.0, .scalar) }), open: false)
    )
  }

  private static func data(of standing: StampCardStanding) -> LiquidValue {
    let card = standing.card
    return [
      "name": .string(card.name), "stamps": .integer(Int64(standing.stamps)),
      "needed": .integer(Int64(card.every)), "left": .integer(Int64(card.every - standing.stamps)),
      "reward": .string(card.reward),
    ]
  }

  private static func data(of voucher: ClubVoucher, in calendar: ShopCalendar) -> LiquidValue {
    var (worth, reward, card): (Int64?, String?, String?)
    switch voucher.content {
    case .amount(let amount): worth = amount
    case .reward(let text, card: let name): (reward, card) = (text, name)
    }
    // The end is the first instant at which it is over.
    let last = voucher.validUntil.map { Instant(milliseconds: $0.milliseconds - 1) }
    return [
      "code": .string(voucher.code), "worth": .integer(worth), "reward": .text(reward),
      "card": .text(card), "valid_until": .day(last.map(calendar.day)),
    ]
  }
}

extension RecipientData.Subject {
  /// What is missing for the next tier; nil on the highest, and where something else decides.
  fileprivate func missing(by basis: TierLadder.Basis) -> Int64? {
    shop.club?.rules.tiers?.basis == basis ? standing?.nextTier?.missing : nil
  }
}

extension ClubData {
  /// Warnings where a template shows, with nothing to stand in for it, what this shop's club never
  /// has.
  static func holes(in template: Template, of club: ClubRules?) -> [Diagnostic] {
    template.variables.filter { !$0.mayBeEmpty }.compactMap { variable in
      lack(of: variable.path, in: club).map { lack in
        .warning(
          "no-club",
          "'\(variable.path)' stays empty: \(lack)",
          at: variable.location,
          help: "say it within {% if \(variable.path) %}, or write '| default: …' behind it"
        )
      }
    }
  }

  /// Why nobody has it; nil where somebody may.
  private static func lack(of path: String, in club: ClubRules?) -> String? {
    let names = path.split(separator: ".")
    guard names.count == 2, names[0] == "customer",
      fields.contains(where: { $0.name == names[1] })
    else { return nil }
    guard let club else { return "the shop has no customer club" }
    let tiers = club.tiers
    switch names[1] {
    case "tier", "tier_benefits", "next_tier": return tiers == nil ? "the club has no tiers" : nil
    case "points_to_next_tier":
      return tiers?.basis == .points ? nil : "no tier of the club goes by points"
    case "spend_to_next_tier":
      return tiers?.basis == .spend ? nil : "no tier of the club goes by what was spent"
    case "points_expire_at":
      return club.expiry == .never ? "points of the club never expire" : nil
    default: return nil
    }
  }
}
