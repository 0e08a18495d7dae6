import Loyalty
import SQL
import Shop
import Testing
import Workspace

@testable import Store

@Suite struct ClubRewardTests {
  private let coffee = StampCard(
    name: "coffee",
    goods: .category("Coffee"),
    every: 3,
    reward: "A free bag"
  )

  /// An order with one line, of category Coffee unless told otherwise.
  private func lines(_ orders: [(id: Int, day: String, quantity: Int, sku: String)]) -> String {
    "order_id,customer_id,placed_at,sku,quantity,unit_price\n"
      + orders.map { "\($0.id),anna,\($0.day),\($0.sku),\($0.quantity),80" }
      .joined(separator: "\n")
  }

  private static let products = "sku,name,category,brand\nK,Kaffe,COFFEE,Gevalia\nB,Bok,Books,\n"

  @Test func aVoucherIsIssuedWithACodeOfItsOwn() async throws {
    let rule = VoucherRule(
      at: 50,
      worth: 5_000,
      validity: CalendarSpan(90, .days),
      prefix: "BONUS"
    )
    try await withClub(bookClub(vouchers: [rule])) { shop in
      try await shop.load(
        .orders,
        "id,customer_id,placed_at,total\n1,anna,2026-03-01 12:00,1050\n2,bo,2026-03-02,600\n"
      )
      let standing = try shop.standing("anna", at: "2026-04-01")
      #expect(standing.points == 5)
      #expect(standing.vouchers.map(\.content) == [.amount(5_000), .amount(5_000)])
      let voucher = try #require(standing.vouchers.first)
      #expect(OfferCode.isValid(voucher.code, prefix: "BONUS"))
      try #expect(voucher.issuedAt == shop.instant("2026-03-01 12:00"))
      try #expect(voucher.validUntil == shop.instant("2026-05-30 12:00"))
      #expect(voucher.points == 50)
      try #expect(
        shop.statement("anna") == ["2026-03-01 105 order 1"]
          + standing.vouchers.reversed().map { "2026-03-01 -50 voucher \($0.code)" }
      )
      #expect(try Set(shop.rows("SELECT code FROM vouchers")).count == 3)
    }
  }

  @Test func aVoucherIsRedeemedByAnOrderWithItsCode() async throws {
    try await withClub(bookClub(vouchers: [VoucherRule(at: 50, worth: 5_000)])) { shop in
      try await shop.load(.orders, "id,customer_id,placed_at,total\n1,anna,2026-03-01,500\n")
      let code = try #require(try shop.standing("anna").vouchers.first).code
      try await shop.load(
        .orders,
        """
        id,customer_id,placed_at,total,status,coupon
        2,anna,2026-04-01,10,cancelled,\(code)
        3,anna,2026-05-01,10,,\(code.lowercased())
        """
      )
      let redeemed = try shop.instant("2026-05-01")
      try #expect(shop.standing("anna").vouchers.map(\.redeemedAt) == [redeemed])
      try #expect(shop.standing("anna", at: "2026-05-01").vouchers.map(\.redeemedAt) == [nil])
    }
  }

  @Test func aVoucherStaysWhenItsOrderIsRefunded() async throws {
    try await withClub(bookClub(vouchers: [VoucherRule(at: 50, worth: 5_000)])) { shop in
      try await shop.load(.orders, "id,customer_id,placed_at,total\n1,anna,2026-03-01,500\n")
      let codes = try shop.rows("SELECT code FROM vouchers")
      try await shop.load(.orders, "id,status\n1,refunded\n")
      try #expect(shop.standing("anna").points == -50)
      try await shop.load(.orders, "id,customer_id,placed_at,total\n2,anna,2026-04-01,990\n")
      try #expect(shop.standing("anna").points == 49)
      try #expect(shop.rows("SELECT code FROM vouchers") == codes)
    }
  }

  @Test func aFullCardBringsItsRewardOnce() async throws {
    try await withClub(bookClub(stampCards: [coffee])) { shop in
      try await shop.load(.products, Self.products)
      let text = lines([
        (1, "2026-03-01", 2, "K"), (2, "2026-03-02", 1, "B"), (3, "2026-03-03", 1, "K"),
        (4, "2026-03-04", 1, "K"), (5, "2026-03-05", 1, "K"),
      ])
      try await shop.load(.orderLines, text)
      let standing = try shop.standing("anna")
      #expect(standing.stampCards == [StampCardStanding(card: coffee, stamps: 1)])
      #expect(standing.vouchers.map(\.content) == [.reward("A free bag", card: "coffee")])
      try #expect(standing.vouchers.map(\.issuedAt) == [shop.instant("2026-03-04")])
      try #expect(shop.standing("anna", at: "2026-03-04").stampCards.map(\.stamps) == [2])
      try await shop.load(.orderLines, text)
      try #expect(shop.standing("anna").vouchers.count == 1)
    }
  }

  @Test func aReturnTakesAStampBackButNoReward() async throws {
    try await withClub(bookClub(stampCards: [coffee])) { shop in
      try await shop.load(.products, Self.products)
      try await shop.load(
        .orderLines,
        lines([
          (1, "2026-03-01", 1, "K"), (2, "2026-03-02", -1, "K"), (3, "2026-03-03", 1, "K"),
          (4, "2026-03-04", 1, "K"), (5, "2026-03-05", 1, "K"), (6, "2026-03-06", -1, "K"),
        ])
      )
      let standing = try shop.standing("anna")
      #expect(standing.vouchers.count == 1)
      #expect(standing.stampCards.map(\.stamps) == [0])
    }
  }

  @Test func aProductThatComesToTheCategoryStampsWhatWasBought() async throws {
    try await withClub(bookClub(stampCards: [coffee])) { shop in
      try await shop.load(.products, Self.products)
      try await shop.load(
        .orderLines,
        lines([(1, "2026-03-01", 1, "B"), (2, "2026-03-02", 1, "B"), (3, "2026-03-03", 1, "B")])
      )
      try #expect(shop.standing("anna").vouchers.isEmpty)
      try await shop.load(.products, "sku,category\nB,Coffee\n")
      try #expect(shop.standing("anna").vouchers.count == 1)
    }
  }

  @Test func aBrandStampsACardToo() async throws {
    let card = StampCard(name: "gevalia", goods: .brand("gevalia"), every: 2, reward: "A mug")
    try await withClub(bookClub(stampCards: [card])) { shop in
      try await shop.load(.products, Self.products)
      try await shop.load(
        .orderLines,
        lines([(1, "2026-03-01", 1, "K"), (2, "2026-03-02", 1, "K")])
      )
      try #expect(
        shop.standing("anna").vouchers.map(\.content) == [.reward("A mug", card: "gevalia")]
      )
    }
  }

  @Test(
    arguments: [
      ("2026-03-01", "bronze", 200_000), ("2026-03-02", "silver", 300_000),
      ("2026-06-02", "silver", 400_000), ("2027-03-01", "silver", 400_000),
      ("2027-03-02", "bronze", 200_000),
    ] as [(String, String, Int64)]
  )
  func tiersBySpendLookBackFromNow(_ now: String, _ tier: String, _ missing: Int64) async throws {
    let ladder = TierLadder(
      basis: .spend,
      window: CalendarSpan(12, .months),
      levels: [
        TierLevel(name: "bronze", from: 0), TierLevel(name: "silver", from: 200_000),
        TierLevel(name: "gold", from: 600_000),
      ]
    )
    try await withClub(bookClub(tiers: ladder)) { shop in
      try await shop.load(
        .orders,
        """
        id,customer_id,placed_at,total,status
        1,anna,2026-03-01,3000,
        2,anna,2026-06-01,-1000,
        3,anna,2026-06-01,9000,cancelled
        """
      )
      let standing = try shop.standing("anna", at: now)
      #expect(standing.tier?.name == tier)
      #expect(standing.nextTier?.missing == missing)
    }
  }

  @Test func tiersByPointsCountWhatWasEarnedNotWhatIsLeft() async throws {
    let ladder = TierLadder(
      basis: .points,
      window: nil,
      levels: [TierLevel(name: "silver", from: 80), TierLevel(name: "gold", from: 200)]
    )
    let club = try bookClub(
      expiry: .after(CalendarSpan(1, .months)),
      tiers: ladder,
      vouchers: [VoucherRule(at: 90, worth: 1_000)]
    )
    try await withClub(club) { shop in
      try await shop.load(
        .orders,
        """
        id,customer_id,placed_at,total
        1,anna,2026-03-01,1000
        2,anna,2026-03-02,-100
        3,bo,2026-03-02,790
        """
      )
      let standing = try shop.standing("anna")
      #expect(standing.points == 0)
      #expect(standing.tierFigure == 90)
      #expect(standing.tier?.name == "silver")
      #expect(standing.nextTier == TierGap(level: TierLevel(name: "gold", from: 200), missing: 110))
      try #expect(shop.standing("bo").tier == nil)
    }
  }
}
