import Campaigns
import Diagnostics
import Loyalty
import Shop

/// A customer's place in the club, in the terminal and for programs.
struct ClubOutput {
  let membership: ClubMembership
  let currency: Currency
  let calendar: ShopCalendar
  let now: Instant

  /// How many lines of points and vouchers the terminal shows.
  private static let shown = 10

  var standing: ClubStanding { membership.standing }

  var json: JSONValue {
    [
      "points_expiring": .integer(standing.expiring),
      "points_expire_at": JSONValue(standing.nextExpiry?.lastDay.description),
      "tier_figure": standing.tierFigure.map(amountJSON) ?? .null,
      "tier_benefits": JSONValue(standing.tier?.benefits),
      "next_tier": JSONValue(standing.nextTier?.level.name),
      "to_next_tier": (standing.nextTier?.missing).map(amountJSON) ?? .null,
      "stamps": JSONValue(standing.stampCards) { card in
        [
          "name": .text(card.card.name), "stamps": JSONValue(card.stamps),
          "needed": JSONValue(card.card.every), "reward": .text(card.card.reward),
        ]
      },
      "vouchers": JSONValue(standing.vouchers, json),
      "ledger": JSONValue(membership.statement) { line in
        [
          "at": JSONValue(line.at, calendar), "points": .integer(line.points),
          "balance": .integer(line.balance), "cause": .text("\(line.cause)"),
          "correction": .bool(line.isCorrection),
          "written_at": JSONValue(line.writtenAt, calendar),
        ]
      },
    ]
  }

  private func json(_ voucher: ClubVoucher) -> JSONValue {
    var (worth, reward, card): (JSONValue, String?, String?) = (.null, nil, nil)
    switch voucher.content {
    case .amount(let amount): worth = JSONValue(Money(amount: amount, currency: currency))
    case .reward(let text, card: let name): (reward, card) = (text, name)
    }
    return [
      "code": .text(voucher.code), "worth": worth, "reward": JSONValue(reward),
      "card": JSONValue(card), "points": .integer(voucher.points),
      "issued_at": JSONValue(voucher.issuedAt, calendar),
      "valid_until": JSONValue(lastDay(of: voucher)?.description),
      "redeemed_at": JSONValue(voucher.redeemedAt, calendar), "state": .text(state(of: voucher)),
    ]
  }

  private func amountJSON(_ amount: Int64) -> JSONValue {
    switch membership.ladder?.basis {
    case .points, nil: .integer(amount)
    case .spend: JSONValue(Money(amount: amount, currency: currency))
    }
  }

  // MARK: Terminal

  func addRows(to table: inout Table) {
    table.add(["points", points])
    if let tier { table.add(["tier", tier]) }
    for card in standing.stampCards {
      table.add(["stamps", "\(card.card.name): \(card.stamps) of \(card.card.every)"])
    }
  }

  private var points: String {
    let balance = Figures.number(Int(standing.points))
    guard standing.expiring > 0, let next = standing.nextExpiry else { return balance }
    return "\(balance), \(Figures.number(Int(standing.expiring))) of them expire soon, "
      + "the first after \(next.lastDay)"
  }

  /// `silver: 3 200.00 SEK in the last 12 months; gold from 8 000.00 SEK`; nil without tiers.
  private var tier: String? {
    guard let ladder = membership.ladder, let figure = standing.tierFigure else { return nil }
    var words = "\(standing.tier?.name ?? "none"): \(amount(figure, of: ladder))"
    if let window = ladder.window { words += " in the last \(window)" }
    if let next = standing.nextTier {
      words += "; \(next.level.name) from \(amount(next.level.from, of: ladder))"
    }
    return words
  }

  private func amount(_ figure: Int64, of ladder: TierLadder) -> String {
    switch ladder.basis {
    case .spend: Figures.money(Money(amount: figure, currency: currency))
    case .points: "\(Figures.number(Int(figure))) points"
    }
  }

  func tables(width: Int) -> String { ledger(width: width) + vouchers(width: width) }

  private func ledger(width: Int) -> String {
    guard !membership.statement.isEmpty else { return "" }
    var table = Table([
      .text("POINTS FOR"), .text("AT"), .number("POINTS"), .number("BALANCE"), .text(""),
    ])
    for line in membership.statement.suffix(Self.shown).reversed() {
      let sign = line.points > 0 ? "+" : ""
      table.add([
        TerminalText.withoutControls("\(line.cause)"), Figures.time(line.at, calendar),
        sign + Figures.number(Int(line.points)), Figures.number(Int(line.balance)),
        line.isCorrection ? "corrected on \(calendar.day(of: line.writtenAt))" : "",
      ])
    }
    let older = membership.statement.count - Self.shown
    let more = older > 0 ? "and \(Figures.number(older)) older: --json has them all\n" : ""
    return "\n" + table.rendered(width: width) + more
  }

  private func vouchers(width: Int) -> String {
    guard !standing.vouchers.isEmpty else { return "" }
    var table = Table([
      .text("VOUCHER"), .text("FOR"), .text("ISSUED"), .text("VALID UNTIL"), .text("STATE"),
    ])
    for voucher in standing.vouchers.prefix(Self.shown) {
      let what =
        switch voucher.content {
        case .amount(let amount): Figures.money(Money(amount: amount, currency: currency))
        case .reward(let text, card: _): TerminalText.withoutControls(text)
        }
      table.add([
        voucher.code, what, calendar.day(of: voucher.issuedAt).description,
        lastDay(of: voucher)?.description ?? "", state(of: voucher),
      ])
    }
    return "\n" + table.rendered(width: width)
  }

  /// The end is the first instant at which it is over.
  private func lastDay(of voucher: ClubVoucher) -> CivilDay? {
    voucher.validUntil.map { calendar.day(of: Instant(milliseconds: $0.milliseconds - 1)) }
  }

  private func state(of voucher: ClubVoucher) -> String {
    switch voucher.state(at: now) {
    case .open: "open"
    case .redeemed: "redeemed"
    case .expired: "expired"
    }
  }
}
