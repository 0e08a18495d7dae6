import Loyalty
import Shop
import Testing

@Suite struct PointsLedgerTests {
  private let fifty = VoucherRule(at: 50, worth: 5_000, validity: CalendarSpan(90, .days))

  /// The example of docs/club.md.
  @Test func theDocumentationsCustomerHasTheLinesThatItTells() throws {
    let club = try bookClub(
      expiry: .after(CalendarSpan(12, .months)),
      vouchers: [VoucherRule(at: 100, worth: 2_000)]
    )
    let ledger = club.ledger(
      of: ClubActivity(
        orders: [
          try club.order(1, "2026-01-10 12:00", 64_800),
          try club.order(2, "2026-03-20 12:00", -30_000),
          try club.order(3, "2026-06-01 12:00", 45_500),
        ],
        events: [.init(key: 1, at: try club.at("2026-03-02 12:00"), kind: "review")]
      )
    )
    #expect(
      club.lines(ledger) == [
        "2026-01-10T12:00:00+01:00 order 1 64", "2026-03-02T12:00:00+01:00 event 1 50",
        "2026-03-02T12:00:00+01:00 voucher 1 -100", "2026-03-20T12:00:00+01:00 order 2 -30",
        "2026-06-01T12:00:00+02:00 order 3 45",
        "2027-06-01T23:59:59.999+02:00 expiry 2026-06-01 -29",
      ]
    )
    let balances = ["2026-01-11", "2026-03-03", "2026-03-21", "2026-06-02", "2027-06-02"]
    #expect(
      try balances.map { ledger.balance(before: try club.at($0)) } == [64, 14, -16, 29, 0]
    )
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
