import Database
import Foundation
import SQL
import Shop
import TestSupport
import Testing
import Workspace

@testable import Store

/// What people ask for by the links in their mail.
@Suite struct SubscriptionTests {
  private let first = Instant(seconds: 1_780_000_000)
  private let later = Instant(seconds: 1_780_000_060)

  private static let customers = """
    id,email,language,email_consent,consent_at
    1,bo@x.se,sv,yes,2025-01-01
    2,BO@x.se,sv,yes,2025-01-01
    3,eva@x.se,nb,yes,2025-01-01

    """

  private func apply(
    _ wish: SubscriptionChange.Wish,
    to customer: Int64 = 1,
    at instant: Instant? = nil,
    in shop: ImportFixture
  ) async throws {
    let change = SubscriptionChange(wish, customer: customer, run: 99, at: instant ?? first)
    try await shop.store.apply([change])
  }

  private func state(_ customer: Int64, in shop: ImportFixture) async throws -> Subscription.State?
  {
    try await shop.store.subscriptions(ofCustomers: [customer], at: later)[0]?.state
  }

  @Test func unsubscribingHoldsForEveryoneWithTheAddress() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try await apply(.unsubscribe, in: shop)
      try #expect(
        shop.rows(
          "SELECT id FROM customers WHERE unsubscribed_at IS NOT NULL AND email_consent = 0"
        ) == ["1", "2"]
      )
      #expect(try await state(2, in: shop) == .stopped(mayReturn: true))
      #expect(try await state(3, in: shop) == .active)
    }
  }

  @Test func unsubscribingAgainChangesOnlyTheTime() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try await apply(.unsubscribe, in: shop)
      try await apply(.unsubscribe, at: later, in: shop)
      try #expect(
        shop.store.suppression(of: "bo@x.se") == Suppression(reason: .unsubscribed, at: later)
      )
      try #expect(shop.rows("SELECT count(*) FROM suppressions") == ["1"])
      // A consent from between the two wishes is older than the last of them.
      try await shop.load(
        .customers,
        "id,email_consent,consent_at\n1,yes,\(Self.iso(first.milliseconds + 30_000))\n"
      )
      #expect(try await state(1, in: shop) == .stopped(mayReturn: true))
    }
  }

  private static func iso(_ milliseconds: Int64) -> String {
    ShopCalendar(timeZone: .gmt).iso8601(Instant(milliseconds: milliseconds))
  }

  @Test func whoHasANewAddressIsUnsubscribedFromBoth() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try shop.store.database.blockingWrite { connection in
        try connection.executeScript(
          """
          INSERT INTO runs (key, id, campaign, occurrence, state, as_of, planned_at, waterfall, content)
          VALUES (1, 99, 'gone', '', 'finished', 0, 0, '{}', '{}');
          INSERT INTO messages (run_key, customer_key, state, email, email_key, planned_at)
          VALUES (1, 3, 'accepted', 'eva@old.se', 'eva@old.se', 0);
          """
        )
      }
      try await apply(.unsubscribe, to: 3, in: shop)
      try #expect(shop.store.suppression(of: "eva@old.se")?.reason == .unsubscribed)
      try #expect(shop.store.suppression(of: "eva@x.se")?.reason == .unsubscribed)
    }
  }

  @Test func aCustomerWhoIsGoneHasNothingToChange() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      for wish in [
        SubscriptionChange.Wish.unsubscribe, .subscribe, .pause(until: later), .language("sv"),
      ] {
        try await apply(wish, to: 404, in: shop)
      }
      #expect(try await shop.store.subscriptions(ofCustomers: [404, 1], at: first)[0] == nil)
      try #expect(shop.rows("SELECT count(*) FROM suppressions") == ["0"])
      try #expect(shop.rows("SELECT count(*) FROM pauses") == ["0"])
    }
  }

  @Test func whoComesBackConsentsAnew() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try await apply(.unsubscribe, in: shop)
      try await apply(.subscribe, at: later, in: shop)
      #expect(try await state(1, in: shop) == .active)
      #expect(try await state(2, in: shop) == .active)
      try #expect(shop.customer("1").consentAt == later)
      try #expect(
        shop.rows("SELECT consent_source FROM customers WHERE key = 1") == ["preferences"]
      )
      try #expect(shop.store.suppression(of: "bo@x.se") == nil)
    }
  }

  @Test(arguments: [Suppression.Reason.hardBounce, .manual, .complaint])
  func nobodyLiftsWhatTheyDidNotAskFor(_ reason: Suppression.Reason) async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try shop.store.suppress("bo@x.se", because: reason, at: first)
      #expect(try await state(1, in: shop) == .stopped(mayReturn: false))
      try await apply(.subscribe, in: shop)
      try #expect(shop.store.suppression(of: "bo@x.se")?.reason == reason)
    }
  }

  @Test func aPauseHoldsForTheAddressUnderAnotherAddressAndUntilItsEnd() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      let end = Instant(seconds: 1_780_100_000)
      try await apply(.pause(until: end), in: shop)
      #expect(try await state(1, in: shop) == .paused(until: end))
      #expect(try await state(2, in: shop) == .paused(until: end))
      func reachable(at now: Instant) throws -> Int {
        let reach = Reach(
          database: shop.store.database,
          consent: .consent,
          rules: .usual,
          calendar: ShopCalendar(timeZone: .gmt)
        )
        return try reach.counts(of: "SELECT key FROM customers", at: now).reachable
      }
      try #expect(reachable(at: later) == 1)
      try #expect(reachable(at: end) == 3)
      try await shop.load(.customers, "id,email,email_consent\n1,new@x.se,yes\n")
      #expect(try await state(1, in: shop) == .paused(until: end))
      try #expect(reachable(at: later) == 1)
      try await apply(.subscribe, in: shop)
      try #expect(reachable(at: later) == 3)
    }
  }

  @Test func aChosenLanguageOutlivesImports() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try await apply(.language("en"), in: shop)
      try await shop.load(.customers, Self.customers)
      try #expect(shop.rows("SELECT language FROM customers ORDER BY key") == ["en", "en", "nb"])
      try await apply(.language("fi"), in: shop)
      try await shop.load(.customers, "id,language\n1,sv\n3,da\n")
      try #expect(shop.rows("SELECT language FROM customers ORDER BY key") == ["fi", "fi", "da"])
    }
  }

  @Test func changesOfOneGroupAreDoneInTheirOrder() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, Self.customers)
      try await shop.store.apply(
        [SubscriptionChange.Wish.unsubscribe, .subscribe, .unsubscribe].map {
          SubscriptionChange($0, customer: 1, run: 1, at: first)
        }
      )
      #expect(try await state(1, in: shop) == .stopped(mayReturn: true))
    }
  }

  @Test func addressesAreSuppressedByHandWithAReasonAndLifted() async throws {
    try await withFixture { shop in
      try shop.store.unsubscribe("bo@x.se", at: first)
      let changed = try shop.store.suppress(
        byHand: ["bo@x.se", "eva@x.se"],
        note: "ringde",
        at: later
      )
      #expect(changed == ["eva@x.se"])
      var listed: [String] = []
      try shop.store.forEachSuppression { address, suppression in
        listed.append("\(address) \(suppression.reason.rawValue) \(suppression.note ?? "-")")
      }
      #expect(listed == ["bo@x.se unsubscribed -", "eva@x.se manual ringde"])
      try #expect(
        shop.store.liftSuppressions(of: ["bo@x.se", "eva@x.se", "c@x.se"]) == [
          "bo@x.se", "eva@x.se",
        ]
      )
      try #expect(shop.rows("SELECT count(*) FROM suppressions") == ["0"])
    }
  }
}
