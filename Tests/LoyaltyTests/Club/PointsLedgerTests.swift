import Loyalty
import Shop
import Testing

@Suite struct PointsLedgerTests {
  private let fifty = VoucherRule(at: 50, worth: 5_000, validity: CalendarSpan(90, .days))

  /// The example of docs/club.md, before and after its order 1002 is cancelled.
  @Test func theDocumentationsCustomerHasTheLinesThatItTells() throws {
    let club = try bookClub(
      expiry: .after(CalendarSpan(12, .months)),
      vouchers: [VoucherRule(at: 200, worth: 5_000)]
    )
    var anna = ClubActivity(
      orders: [
        try club.order(1_001, "2026-01-10 12:00", 125_000),
        try club.order(1_002, "2026-03-14 12:00", 89_900),
        try club.order(1_003, "2026-03-20 12:00", -29_900),
      ],
      events: [.init(key: 1, at: try club.at("2026-02-03 12:00"), kind: "review")]
    )
    let ledger = club.ledger(of: anna)
    #expect(
      club.lines(ledger) == [
        "2026-01-10T12:00:00+01:00 order 1001 125", "2026-02-03T12:00:00+01:00 event 1 50",
        "2026-03-14T12:00:00+01:00 order 1002 89", "2026-03-14T12:00:00+01:00 voucher 1 -200",
        "2026-03-20T12:00:00+01:00 order 1003 -29",
        "2027-03-14T23:59:59.999+01:00 expiry 2026-03-14 -35",
      ]
    )
    let days = ["2026-01-11", "2026-02-04", "2026-03-15", "2026-04-01", "2027-03-15"]
    #expect(try days.map { ledger.balance(before: try club.at($0)) } == [125, 175, 64, 35, 0])
    anna.vouchers = ledger.due.map { .init(at: $0.at, points: $0.rule.at) }
    anna.orders.remove(at: 1)
    #expect(club.ledger(of: anna).balance(before: try club.at("2026-04-01")) == -54)
  }

  @Test func ordersAndEventsGivePoints() throws {
    let club = try bookClub()
    let ledger = club.ledger(
      of: ClubActivity(
        orders: [try club.order(7, "2026-03-01 12:00", 10_950)],
        events: [
          .init(key: 1, at: try club.at("2026-02-01 12:00"), kind: "REVIEW"),
          .init(key: 2, at: try club.at("2026-02-02 12:00"), kind: "goodwill", points: 5),
          .init(key: 3, at: try club.at("2026-02-03 12:00"), kind: "unheard of"),
          .init(key: 4, at: try club.at("2026-02-04 12:00"), kind: "review", points: 0),
        ]
      )
    )
    #expect(
      club.lines(ledger) == [
        "2026-02-01T12:00:00+01:00 event 1 50", "2026-02-02T12:00:00+01:00 event 2 5",
        "2026-03-01T12:00:00+01:00 order 7 10",
      ]
    )
  }

  @Test func nothingBeforeTheClubsFirstDayCounts() throws {
    let first = try #require(CivilDay(iso: "2026-02-01"))
    let club = try bookClub(since: first)
    let ledger = club.ledger(
      of: ClubActivity(orders: [
        try club.order(1, "2026-01-31 23:59:59", 10_000), try club.order(2, "2026-02-01", 20_000),
      ])
    )
    #expect(club.lines(ledger) == ["2026-02-01T00:00:00+01:00 order 2 20"])
  }

  @Test func aReturnTakesTheOldestPoints() throws {
    let club = try bookClub(expiry: .after(CalendarSpan(12, .months)))
    let ledger = club.ledger(
      of: ClubActivity(orders: [
        try club.order(1, "2026-01-10 12:00", 10_000),
        try club.order(2, "2026-02-10 12:00", 20_000),
        try club.order(3, "2026-03-10 12:00", -15_000),
      ])
    )
    #expect(
      club.lines(ledger) == [
        "2026-01-10T12:00:00+01:00 order 1 10", "2026-02-10T12:00:00+01:00 order 2 20",
        "2026-03-10T12:00:00+01:00 order 3 -15",
        "2027-02-10T23:59:59.999+01:00 expiry 2026-02-10 -15",
      ]
    )
  }

  @Test func aReturnOfWhatWasSpentLeavesADebtThatLaterPointsFill() throws {
    let club = try bookClub(expiry: .after(CalendarSpan(12, .months)), vouchers: [fifty])
    let ledger = club.ledger(
      of: ClubActivity(orders: [
        try club.order(1, "2026-01-10 12:00", 60_000),
        try club.order(2, "2026-02-10 12:00", -60_000),
        try club.order(3, "2026-03-10 12:00", 70_000),
      ])
    )
    #expect(
      club.lines(ledger) == [
        "2026-01-10T12:00:00+01:00 order 1 60", "2026-01-10T12:00:00+01:00 voucher 1 -50",
        "2026-02-10T12:00:00+01:00 order 2 -60", "2026-03-10T12:00:00+01:00 order 3 70",
        "2027-03-10T23:59:59.999+01:00 expiry 2026-03-10 -20",
      ]
    )
    #expect(ledger.balance(before: try club.at("2026-03-01")) == -50)
  }

  @Test func aVoucherIsIssuedAsOftenAsThePointsAllow() throws {
    let club = try bookClub(vouchers: [fifty])
    let ledger = club.ledger(
      of: ClubActivity(orders: [
        try club.order(1, "2026-01-10 12:00", 49_000),
        try club.order(2, "2026-01-11 12:00", 80_000),
      ])
    )
    #expect(ledger.due.map(\.ordinal) == [1, 2])
    #expect(ledger.entries.map(\.points) == [49, 80, -50, -50])
  }

  @Test func aMilestoneComesOnceAndLeavesThePoints() throws {
    let milestone = VoucherRule(at: 100, worth: 2_000, spends: false)
    let club = try bookClub(vouchers: [milestone])
    var activity = ClubActivity(orders: [
      try club.order(1, "2026-01-10 12:00", 150_000),
      try club.order(2, "2026-01-11 12:00", -150_000),
      try club.order(3, "2026-01-12 12:00", 150_000),
    ])
    let ledger = club.ledger(of: activity)
    #expect(ledger.due.map(\.at) == [try club.at("2026-01-10 12:00")])
    #expect(ledger.entries.map(\.points) == [150, -150, 150])
    activity.milestones = [100]
    #expect(club.ledger(of: activity).due.isEmpty)
  }

  @Test func aVoucherThatTheCustomerHasStaysWhenItsOrderIsCancelled() throws {
    let club = try bookClub(vouchers: [fifty])
    let issued = ClubActivity.Voucher(at: try club.at("2026-01-10 12:00"), points: 50)
    let ledger = club.ledger(of: ClubActivity(vouchers: [issued]))
    #expect(club.lines(ledger) == ["2026-01-10T12:00:00+01:00 voucher 1 -50"])
    #expect(ledger.due.isEmpty)
  }

  @Test func anOrderThatArrivesLateIssuesNoVoucherTwice() throws {
    let club = try bookClub(vouchers: [fifty])
    let issued = ClubActivity.Voucher(at: try club.at("2026-02-10 12:00"), points: 50)
    let ledger = club.ledger(
      of: ClubActivity(
        orders: [
          try club.order(2, "2026-01-10 12:00", 55_000),
          try club.order(1, "2026-02-10 12:00", 30_000),
        ],
        vouchers: [issued]
      )
    )
    #expect(ledger.due.isEmpty)
    #expect(
      club.lines(ledger) == [
        "2026-01-10T12:00:00+01:00 order 2 55", "2026-01-10T12:00:00+01:00 voucher 1 -50",
        "2026-02-10T12:00:00+01:00 order 1 30",
      ]
    )
  }

  @Test func pointsOfOneDayExpireTogether() throws {
    let club = try bookClub(expiry: .after(CalendarSpan(1, .months)))
    let ledger = club.ledger(
      of: ClubActivity(orders: [
        try club.order(1, "2026-01-10 08:00", 10_000),
        try club.order(2, "2026-01-10 20:00", 20_000),
      ])
    )
    #expect(club.lines(ledger).last == "2026-02-10T23:59:59.999+01:00 expiry 2026-01-10 -30")
    #expect(ledger.entries.count == 3)
  }

  @Test func whatComesAtOneInstantDoesNotDependOnItsOrder() throws {
    let club = try bookClub(expiry: .after(CalendarSpan(1, .months)), vouchers: [fifty])
    let orders = [
      try club.order(1, "2026-01-10 12:00", 60_000), try club.order(2, "2026-01-10 12:00", -20_000),
      try club.order(3, "2026-01-10 12:00", 30_000),
    ]
    let one = club.ledger(of: ClubActivity(orders: orders))
    #expect(one.entries.map(\.points) == [60, 30, -20, -50, -20])
    #expect(club.ledger(of: ClubActivity(orders: orders.reversed())) == one)
  }
}
