import Documents
import Shop
import Testing
import Workspace

@Suite struct OfferTests {
  private func offer(_ text: String, _ body: (Offer) throws -> Void) async throws {
    try await TestWorkspace.load(with: ["offers/it.yaml": text]) { workspace in
      #expect(workspace.problems.isEmpty)
      try body(try #require(workspace.offers["it"]))
    }
  }

  @Test func theWholeExampleIsRead() async throws {
    let text = """
      title: 20 % på nästa köp
      kind: percent
      value: 20
      minimum: 300 SEK
      categories: [Books]
      valid: 14 days
      eligible: lapsed-best-customers
      code: {unique: {prefix: VAR, length: 8}}
      """
    try await offer(text) { offer in
      #expect(offer.title == "20 % på nästa köp")
      #expect(offer.benefit == .percent(20))
      #expect(offer.kind == "percent")
      #expect(offer.minimum?.amount == 30_000)
      #expect(offer.categories == ["Books"])
      #expect(offer.validity == .lasting(CalendarSpan(14, .days)))
      #expect(offer.eligible?.value == "lapsed-best-customers")
      guard case .unique(prefix: "VAR", length: 8) = offer.code else {
        Issue.record("not a unique code: \(String(describing: offer.code))")
        return
      }
    }
  }

  @Test(arguments: [
    ("kind: percent\nvalue: 15 %", Offer.Benefit.percent(15)),
    ("kind: free_shipping", .freeShipping),
    ("kind: gift", .gift(nil)),
    ("kind: gift\nvalue: En tygväska", .gift("En tygväska")),
    ("kind: points\nvalue: 500", .points(500)),
  ])
  func benefits(text: String, expected: Offer.Benefit) async throws {
    try await offer("title: Tack\n" + text) { #expect($0.benefit == expected) }
  }

  @Test(arguments: [("50 SEK", 5_000), ("49.90 SEK", 4_990), ("49,9", 4_990), ("50", 5_000)])
  func amounts(text: String, minorUnits: Int64) async throws {
    try await offer("title: Tack\nkind: amount\nvalue: \(text)") { offer in
      let currency = try #require(Currency(code: "SEK"))
      #expect(offer.benefit == .amount(Money(amount: minorUnits, currency: currency)))
    }
  }

  @Test func aPoolIsAFileOfTheWorkspace() async throws {
    try await offer("title: Tack\nkind: gift\nuntil: 2026-12-31\ncode: {pool: data/codes.csv}") {
      guard case .pool(let path) = $0.code else {
        Issue.record("not a pool")
        return
      }
      #expect(path.value == "data/codes.csv")
      #expect($0.validity == CivilDay(year: 2026, month: 12, day: 31).map { .until($0) })
    }
  }

  @Test func aSharedCodeIsKeptAsItIs() async throws {
    try await offer("title: Tack\nkind: gift\ncode: {shared: Vår20}") { offer in
      guard case .shared("Vår20") = offer.code else {
        Issue.record("not a shared code")
        return
      }
      #expect(offer.validity == .unlimited)
    }
  }
}
