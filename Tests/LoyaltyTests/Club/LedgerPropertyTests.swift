import Loyalty
import Shop
import TestSupport
import Testing

/// Ledgers of random customers in random clubs against one that is kept day by day.
@Suite struct LedgerPropertyTests {
  private static let zones = [
    "Europe/Stockholm", "America/New_York", "Pacific/Auckland", "America/Santiago", "UTC",
  ]

  private struct Life {
    var activity = ClubActivity()
    var happenings: [[NaiveClub.Happening]] = []
  }

  private static let first = CivilDay(daysSince1970: 20_454)
  private static let days = 500

  private func club(_ random: inout SeededGenerator) throws -> Club {
    let spans = [CalendarSpan(20, .days), CalendarSpan(3, .weeks), CalendarSpan(2, .months)]
    let span = spans.randomElement(using: &random)
    let expiries: [PointsExpiry] = [
      .never, .endOfYear(after: nil), .endOfYear(after: span), span.map { .after($0) } ?? .never,
    ]
    let voucher = VoucherRule(at: .random(in: 5...60, using: &random), worth: 1_000)
    return Club(
      rules: ClubRules(
        purchases: PointsRate(
          points: .random(in: 1...3, using: &random),
          per: .random(in: 400...1_500, using: &random)
        ),
        rounding: PointsRounding.allCases.randomElement(using: &random) ?? .down,
        expiry: expiries.randomElement(using: &random) ?? .never,
        vouchers: Bool.random(using: &random) ? [voucher] : []
      ),
      orders: .usual,
      calendar: try shopCalendar(Self.zones.randomElement(using: &random) ?? "UTC")
    )
  }

  /// Each day's happenings come at one instant, those that give before those that take.
  private func life(in club: Club, _ random: inout SeededGenerator) -> Life {
    var life = Life()
    var key: Int64 = 0
    for index in 0..<Self.days {
      let day = Self.first.adding(days: index)
      let seconds = Int.random(in: 0..<86_400, using: &random)
      let at = club.calendar.instant(of: day, secondsIntoDay: seconds)
      var gives: [NaiveClub.Happening] = []
      var takes: [NaiveClub.Happening] = []
      while Int.random(in: 0..<10, using: &random) == 0 {
        key += 1
        if Int.random(in: 0..<4, using: &random) == 0 {
          let points = Int64.random(in: -15...15, using: &random)
          life.activity.events.append(.init(key: key, at: at, kind: "any", points: points))
          if points > 0 { gives.append(.event(key, points: points)) }
          if points < 0 { takes.append(.event(key, points: points)) }
        } else {
          let total = Int64.random(in: -15_000...30_000, using: &random)
          life.activity.orders.append(.init(key: key, at: at, total: total))
          if total > 0 { gives.append(.order(key, total: total)) }
          if total < 0 { takes.append(.order(key, total: total)) }
        }
      }
      life.happenings.append(gives + takes)
    }
    return life
  }

  @Test(arguments: UInt64(1)...60)
  func theLedgerIsTheOneKeptDayByDay(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let club = try club(&random)
    let life = life(in: club, &random)
    let ledger = club.ledger(of: life.activity)
    var naive = NaiveClub(rules: club.rules)
    // Two years more, so that all that expires has.
    for index in 0..<(Self.days + 731) {
      let day = Self.first.adding(days: index)
      naive.live(through: day, index < Self.days ? life.happenings[index] : [])
      let midnight = club.calendar.startOfDay(day.adding(days: 1))
      #expect(ledger.balance(before: midnight) == naive.balance, "seed \(seed), end of \(day)")
    }
    var book: [String: Int64] = [:]
    for entry in ledger.entries {
      let words =
        switch entry.cause {
        case .order(let key): "order \(key)"
        case .event(let key): "event \(key)"
        case .expiry(let day): "expiry \(day)"
        case .voucher(let number): "voucher \(number)"
        }
      book["\(club.calendar.day(of: entry.at)) \(words)", default: 0] += entry.points
    }
    #expect(book == naive.book, "seed \(seed)")
    #expect(ledger.due.map { club.calendar.day(of: $0.at) } == naive.vouchers, "seed \(seed)")
    #expect(ledger.entries.allSatisfy { $0.points != 0 }, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...60)
  func vouchersThatWereIssuedChangeNothing(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let club = try club(&random)
    var activity = life(in: club, &random).activity
    let before = club.ledger(of: activity)
    activity.vouchers = before.due.map { .init(at: $0.at, points: $0.rule.at) }
    let after = club.ledger(of: activity)
    #expect(after.entries == before.entries, "seed \(seed)")
    #expect(after.due.isEmpty, "seed \(seed)")
  }

  /// Whatever becomes of the orders, a voucher is paid for once and never issued twice.
  @Test(arguments: UInt64(1)...60)
  func everyVoucherIsPaidForOnceWhateverChanges(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let club = try club(&random)
    var activity = life(in: club, &random).activity
    for _ in 0..<4 {
      let ledger = club.ledger(of: activity)
      activity.vouchers += ledger.due.map { .init(at: $0.at, points: $0.rule.at) }
      activity.vouchers.sort { $0.at < $1.at }
      activity.orders.removeAll { _ in Int.random(in: 0..<5, using: &random) == 0 }
      let changed = club.ledger(of: activity)
      var paid: [Int: Int64] = [:]
      for entry in changed.entries {
        if case .voucher(let number) = entry.cause { paid[number, default: 0] += entry.points }
      }
      let numbers = 1...max(1, activity.vouchers.count + changed.due.count)
      #expect(paid.count == activity.vouchers.count + changed.due.count, "seed \(seed)")
      #expect(paid.keys.allSatisfy { numbers.contains($0) }, "seed \(seed)")
      #expect(
        paid.values.allSatisfy { $0 == -(club.rules.vouchers.first?.at ?? 0) },
        "seed \(seed)"
      )
    }
  }
}
