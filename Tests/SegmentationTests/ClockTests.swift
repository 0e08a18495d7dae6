import Segmentation
import Shop
import TestSupport
import Testing

/// Moments where clocks change, months end and years leap.
@Suite struct ClockTests {
  /// A customer with a purchase at each of the times, and born and signed up on those given.
  private func customer(
    orders: [String] = [],
    born: String? = nil,
    signedUp: String? = nil
  ) -> CustomerHistory {
    var customer = Customer(id: "one")
    customer.birthDate = born.map(TestTerms.day)
    customer.signedUpAt = signedUp.map(TestTerms.instant)
    let orders = orders.enumerated().map { number, time in
      SmallShop.order("o\(number)", time, 100, [SmallShop.line("W-1", 1, 100)])
    }
    return CustomerHistory(key: 1, customer: customer, orders: orders)
  }

  private func expect(
    _ customer: CustomerHistory,
    at now: String,
    passes: [String] = [],
    fails: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await withTemporaryFolder { folder in
      let shop = try ShopDatabase([customer], in: folder)
      let now = TestTerms.instant(now)
      for sentence in passes + fails {
        let segment = try TestTerms.segment(sentence)
        let expected: Set = passes.contains(sentence) ? ["one"] : []
        let found = try shop.members(of: segment, at: now)
        let judged = try shop.judgedMembers(of: segment, at: now)
        #expect(found == expected, "by SQL: \(sentence)", sourceLocation: sourceLocation)
        let counted = try shop.columnMembers(of: segment, at: now)
        #expect(judged == expected, "by judgement: \(sentence)", sourceLocation: sourceLocation)
        #expect(counted == expected, "by columns: \(sentence)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func aDayIsADayAlsoWhenTheClockIsChanged() async throws {
    // In Stockholm the clock goes forward on 29 March 2026 and back on 25 October.
    try await expect(
      customer(orders: ["2026-03-28 12:00"]),
      at: "2026-03-29 12:00",
      passes: ["orders in last 1 day >= 1", "orders in last 24 hours >= 1"],
      fails: ["orders in last 22 hours >= 1", "last order more than 1 day ago"]
    )
    try await expect(
      customer(orders: ["2026-10-24 12:00"]),
      at: "2026-10-25 12:00",
      passes: ["orders in last 1 day >= 1", "orders in last 25 hours >= 1"],
      fails: ["orders in last 24 hours >= 1"]
    )
    try await expect(
      customer(orders: ["2026-03-28 12:00", "2026-03-29 12:00"]),
      at: "2026-04-29 12:00",
      passes: ["days between orders is 1"],
      fails: ["days between orders < 1"]
    )
  }

  @Test func daysEndAtMidnightInTheShopsZone() async throws {
    // 23:30 in Stockholm is another day in Greenwich.
    try await expect(
      customer(orders: ["2026-01-31 23:59:59", "2026-02-01 00:00"]),
      at: "2026-02-10 00:00",
      passes: [
        "orders in 2026-01 = 1", "orders on 2026-02-01 = 1", "orders before 2026-02-01 = 1",
        "orders after 2026-01-31 = 1", "orders since 2026-02-01 = 1", "orders last month = 1",
        "orders this month = 1", "orders between 2026-01-31 and 2026-02-01 = 2",
      ]
    )
  }

  @Test func boundsOfPeriodsAreAsWritten() async throws {
    try await expect(
      customer(orders: ["2026-01-05 12:00"]),
      at: "2026-01-15 12:00",
      passes: [
        "orders in last 10 days = 1", "last order at least 10 days ago",
        "last order at most 10 days ago", "last order 10..20 days ago", "last order 5..10 days ago",
      ],
      fails: [
        "last order more than 10 days ago", "last order less than 10 days ago",
        "last order 0..9 days ago", "last order 11..20 days ago",
      ]
    )
  }

  @Test func whatIsAtOrAfterNowIsInvisible() async throws {
    try await expect(
      customer(
        orders: ["2026-01-05 12:00", "2026-01-06 12:00"],
        born: "2026-01-06",
        signedUp: "2026-01-05 12:00"
      ),
      at: "2026-01-05 12:00",
      passes: [
        "orders = 0", "spent = 0", "never bought category Wine", "last order is unknown",
        "orders on 2026-01-05 = 0", "signed up is unknown", "age is unknown",
        "orders since 2026-01-01 = 0", "birth date is unknown",
      ],
      fails: ["birthday in next 800 days", "age >= 0", "signed up in 2026", "signed up today"]
    )
  }

  @Test func monthsEndWhereTheyMust() async throws {
    // A month before 31 March is the last of February.
    try await expect(
      customer(orders: ["2026-02-28 12:00"]),
      at: "2026-03-31 12:00",
      passes: ["orders in last 1 month = 1", "last order 1..2 months ago"],
      fails: ["last order more than 1 month ago"]
    )
    try await expect(
      customer(orders: ["2023-02-28 12:00"]),
      at: "2024-02-29 12:00",
      passes: ["last order at least 1 year ago", "orders in last 1 year = 1"]
    )
  }

  @Test func bornOnTheTwentyNinthOfFebruary() async throws {
    let leapling = customer(born: "2000-02-29")
    try await expect(
      leapling,
      at: "2026-02-28 12:00",
      passes: ["birthday today", "age is 26", "birthday this month"],
      fails: ["birthday tomorrow"]
    )
    try await expect(
      leapling,
      at: "2026-02-27 12:00",
      passes: ["birthday tomorrow", "age is 25", "birthday in next 2 days"],
      fails: ["birthday today"]
    )
    try await expect(
      leapling,
      at: "2028-02-28 12:00",
      passes: ["birthday tomorrow", "age is 27"],
      fails: ["birthday today"]
    )
    try await expect(leapling, at: "2028-02-29 00:00", passes: ["birthday today", "age is 28"])
    try await expect(leapling, at: "2026-03-01 12:00", fails: ["birthday in next 300 days"])
    let early = customer(born: "2000-02-28")
    try await expect(early, at: "2028-02-28 12:00", passes: ["birthday today"])
    try await expect(
      early,
      at: "2028-02-29 12:00",
      passes: ["age is 28"],
      fails: ["birthday today"]
    )
  }

  @Test func anniversariesComeBackFromTheNextYearOn() async throws {
    let leapling = customer(orders: ["2024-02-29 23:00"], signedUp: "2024-02-29 23:00")
    let both = ["anniversary of first order today", "anniversary of signup today"]
    try await expect(leapling, at: "2026-02-28 12:00", passes: both)
    try await expect(leapling, at: "2028-02-28 12:00", fails: both)
    try await expect(leapling, at: "2028-02-29 12:00", passes: both)
    try await expect(leapling, at: "2024-02-29 23:30", fails: both)
    let newYear = customer(orders: ["2025-01-01 00:00"])
    try await expect(
      newYear,
      at: "2025-12-30 12:00",
      passes: ["anniversary of first order in next 3 days"],
      fails: ["anniversary of first order in next 2 days"]
    )
  }

  @Test func weeksBeginOnMonday() async throws {
    try await expect(
      customer(orders: ["2026-06-14 23:59", "2026-06-15 00:00"]),
      at: "2026-06-15 12:00",
      passes: ["orders this week = 1", "orders last week = 1", "orders yesterday = 1"]
    )
  }
}
