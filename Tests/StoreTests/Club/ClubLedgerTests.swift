import Database
import Loyalty
import SQL
import Shop
import Testing
import Workspace

@testable import Store

@Suite struct ClubLedgerTests {
  private static let orders = """
    id,customer_id,placed_at,total,status
    1,anna,2026-03-01,105,
    2,anna,2026-04-01,200,paid
    3,bo,2026-04-02,99.90,
    4,bo,2026-04-03,500,cancelled
    5,,2026-04-04,500,

    """

  @Test func anImportGivesPointsForTheOrdersThatCount() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, Self.orders)
      try #expect(shop.statement("anna") == ["2026-03-01 10 order 1", "2026-04-01 20 order 2"])
      try #expect(shop.statement("bo") == ["2026-04-02 9 order 3"])
      try #expect(shop.standing("anna").points == 30)
      try #expect(shop.standing("anna", at: "2026-04-01").points == 10)
    }
  }

  @Test func importingTwiceAppendsNothing() async throws {
    let voucher = VoucherRule(at: 20, worth: 1_000)
    let club = try bookClub(expiry: .after(CalendarSpan(12, .months)), vouchers: [voucher])
    try await withClub(club) { shop in
      try await shop.load(.orders, Self.orders)
      let before =
        try shop.rows("SELECT * FROM points_entries") + shop.rows("SELECT * FROM vouchers")
      try await shop.load(.orders, Self.orders)
      let after =
        try shop.rows("SELECT * FROM points_entries") + shop.rows("SELECT * FROM vouchers")
      #expect(before == after)
      #expect(before.count == 7)
    }
  }

  @Test func aReturnTakesPointsBack() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, Self.orders)
      try await shop.load(.orders, "id,customer_id,placed_at,total\n6,anna,2026-05-01,-105\n")
      try #expect(shop.statement("anna").last == "2026-05-01 -10 order 6")
      try #expect(shop.standing("anna").points == 20)
    }
  }

  @Test func aRefundAfterTheImportAppendsACorrection() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, Self.orders)
      let before = try shop.rows("SELECT * FROM points_entries ORDER BY 1, 2")
      try await shop.load(.orders, "id,status\n2,Refunded\n")
      try #expect(
        shop.statement("anna") == [
          "2026-03-01 10 order 1", "2026-04-01 20 order 2", "2026-04-01 -20 order 2*",
        ]
      )
      try #expect(shop.standing("anna").points == 10)
      let after = try shop.rows("SELECT * FROM points_entries ORDER BY 1, 2")
      #expect(Set(after).isSuperset(of: before), "what was written stays")
      try await shop.load(.orders, "id,status\n2,paid\n")
      try #expect(shop.standing("anna").points == 30)
      try #expect(shop.statement("anna").last == "2026-04-01 20 order 2*")
    }
  }

  @Test func anOrderThatMovesToAnotherCustomerTakesItsPointsAlong() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, Self.orders)
      try await shop.load(.orders, "id,customer_id,placed_at,total\n2,bo,2026-04-01,200\n")
      try #expect(shop.standing("anna").points == 10)
      try #expect(shop.standing("bo").points == 29)
    }
  }

  @Test func linesThatComeLaterChangeTheirOrdersPoints() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, "id,customer_id,placed_at\n1,anna,2026-03-01\n")
      try #expect(shop.standing("anna").points == 0)
      try await shop.load(.orderLines, "order_id,sku,quantity,unit_price\n1,A,3,50\n")
      try #expect(shop.statement("anna") == ["2026-03-01 15 order 1"])
    }
  }

  @Test func newRulesHoldForAllThatWas() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, Self.orders)
      shop.club = try bookClub(per: 500)
      try await shop.store.updateClub(try #require(shop.club))
      try #expect(shop.standing("anna").points == 61)
      try #expect(shop.statement("anna").last == "2026-04-01 20 order 2*")
      shop.club = try bookClub(per: 500, orders: OrderRules(notCounted: ["paid"]))
      try await shop.store.updateClub(try #require(shop.club))
      try #expect(shop.standing("anna").points == 21)
      try #expect(shop.standing("bo").points == 119)
    }
  }

  @Test func whatExpiresStandsAheadAndGoesWhenTheDayIsOver() async throws {
    try await withClub(bookClub(expiry: .endOfYear(after: nil))) { shop in
      try await shop.load(.orders, Self.orders)
      let standing = try shop.standing("anna", at: "2026-12-15")
      #expect(standing.points == 30)
      #expect(standing.expiring == 30)
      #expect(standing.nextExpiry?.lastDay.description == "2026-12-31")
      try #expect(shop.standing("anna", at: "2026-11-22").expiring == 0)
      try #expect(shop.standing("anna", at: "2027-01-01").points == 0)
      try #expect(
        shop.statement("anna", before: "2027-01-01").suffix(2) == [
          "2026-12-31 -10 expired, earned on 2026-03-01",
          "2026-12-31 -20 expired, earned on 2026-04-01",
        ]
      )
    }
  }

  @Test func aReturnCorrectsTheExpiryThatWasWrittenAhead() async throws {
    try await withClub(bookClub(expiry: .endOfYear(after: nil))) { shop in
      try await shop.load(.orders, Self.orders)
      try await shop.load(.orders, "id,customer_id,placed_at,total\n6,anna,2026-05-01,-150\n")
      try #expect(shop.standing("anna", at: "2026-12-31").points == 15)
      try #expect(shop.standing("anna", at: "2027-01-01").points == 0)
    }
  }

  @Test func aShopWithoutAClubStoresNothing() async throws {
    try await withFixture { shop in
      try await shop.load(.orders, Self.orders)
      for table in ["points_entries", "vouchers", "club_state", "club_changes", "club_products"] {
        try #expect(shop.rows("SELECT * FROM \(identifier: table)").isEmpty)
      }
      let triggers = try shop.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'club_%'"
      )
      #expect(triggers.isEmpty)
    }
  }

  @Test func whatIsImportedWithoutTheClubIsCaughtUpWith() async throws {
    try await withClub(bookClub()) { shop in
      let club = try #require(shop.club)
      try await shop.load(.orders, Self.orders)
      shop.club = nil
      try await shop.load(.orders, "id,customer_id,placed_at,total\n6,anna,2026-05-01,1000\n")
      shop.club = club
      try #expect(shop.standing("anna").points == 30)
      try await shop.store.updateClub(club)
      try #expect(shop.standing("anna").points == 130)
      try #expect(shop.standing("bo").points == 9)
    }
  }

  @Test func aStoreFilledBeforeTheClubBeganIsCalculatedWhole() async throws {
    try await withFixture { shop in
      try await shop.load(.orders, Self.orders)
      var shop = shop
      shop.club = try bookClub()
      try await shop.store.updateClub(try #require(shop.club))
      try #expect(shop.standing("anna").points == 30)
      try #expect(shop.standing("bo").points == 9)
    }
  }

  @Test func aCalculationThatWasStoppedGoesOn() async throws {
    try await withFixture { shop in
      let ids = (1...5_000).map { "\($0),c\($0),2026-03-01,100" }
      try await shop.load(.orders, "id,customer_id,placed_at,total\n" + ids.joined(separator: "\n"))
      var shop = shop
      let club = try bookClub()
      shop.club = club
      struct Stop: Error {}
      // The transaction of the second step fails half-way, as if the process had been killed.
      try shop.store.database.blockingWrite {
        try $0.executeScript(
          """
          CREATE TRIGGER failing BEFORE INSERT ON points_entries WHEN NEW.customer_key = 3000
          BEGIN SELECT raise(ABORT, 'killed'); END;
          """
        )
      }
      #expect(throws: (any Error).self) { try shop.store.updateClub(club) }
      try #expect(shop.entryCount() == "2000")
      try shop.store.database.blockingWrite { try $0.executeScript("DROP TRIGGER failing") }
      var done: [Int] = []
      try shop.store.updateClub(club) { done.append($0) }
      #expect(done == [2_000, 3_000, 3_000])
      try #expect(shop.entryCount() == "5000")
    }
  }

  @Test func everyCustomerAskedForIsAnswered() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.orders, Self.orders)
      let club = try #require(shop.club)
      let keys = Array(Int64(1)...1_200)
      let now = try shop.instant("2026-11-22")
      let standings = try await shop.store.clubStandings(of: keys, in: club, at: now)
      #expect(standings.count == 1_200)
      #expect(standings.values.reduce(0) { $0 + $1.points } == 39)
    }
  }
}
