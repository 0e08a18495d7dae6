import Loyalty
import Shop
import TestSupport
import Testing
import Workspace

@testable import Store

/// However orders and events come in and change, the ledger is the one that is made from the end.
@Suite struct ClubPropertyTests {
  private struct RandomShop {
    var random: SeededGenerator
    var orders: [Int: String] = [:]
    var events: [Int: String] = [:]

    /// Some orders and events, new ones or changed ones.
    mutating func change() -> (orders: String, events: String) {
      var changed: [String] = []
      for _ in 0..<20 {
        let id = Int.random(in: 1...60, using: &random)
        let status = ["", "paid", "cancelled", "Refunded"].randomElement(using: &random) ?? ""
        let row =
          "\(id),c\(Int.random(in: 1...6, using: &random)),\(day()),"
          + "\(Int.random(in: -200...900, using: &random)),\(status.isEmpty ? "open" : status)"
        orders[id] = row
        changed.append(row)
      }
      var happened: [String] = []
      for _ in 0..<4 {
        let id = Int.random(in: 1...20, using: &random)
        let row = "\(id),c\(Int.random(in: 1...6, using: &random)),review,\(day())"
        events[id] = row
        happened.append(row)
      }
      return (Self.orders(changed), Self.events(happened))
    }

    private mutating func day() -> CivilDay {
      CivilDay(daysSince1970: 20_454 + Int.random(in: 0..<300, using: &random))
    }

    var final: (orders: String, events: String) {
      (Self.orders(Array(orders.values)), Self.events(Array(events.values)))
    }

    private static func orders(_ rows: [String]) -> String {
      "id,customer_id,placed_at,total,status\n" + rows.joined(separator: "\n")
    }

    private static func events(_ rows: [String]) -> String {
      "id,customer_id,kind,at\n" + rows.joined(separator: "\n")
    }
  }

  @Test(arguments: UInt64(1)...8)
  func theLedgerDoesNotDependOnHowItCameAbout(seed: UInt64) async throws {
    let club = try bookClub(expiry: .after(CalendarSpan(2, .months)))
    var random = RandomShop(random: SeededGenerator(seed: seed))
    try await withClub(club) { shop in
      for _ in 0..<5 {
        let change = random.change()
        try await shop.load(.orders, change.orders)
        try await shop.load(.events, change.events)
      }
      try await withClub(club) { fresh in
        try await fresh.load(.orders, random.final.orders)
        try await fresh.load(.events, random.final.events)
        let (grown, made) = (try shop.accounts(), try fresh.accounts())
        #expect(grown == made, "seed \(seed)")
        #expect(!made.isEmpty, "seed \(seed)")
      }
    }
  }
}
