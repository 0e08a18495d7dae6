import Loyalty
import SQL
import Shop
import Testing
import Workspace

@testable import Store

@Suite struct EventImportTests {
  private static let events = """
    customer_id,kind,at,points
    anna,review,2026-03-01 10:00,
    anna,Review,2026-03-02 10:00,
    anna,goodwill,2026-03-03,15
    bo,goodwill,2026-03-03,-5

    """

  @Test func eventsGiveWhatTheirKindOrTheySay() async throws {
    try await withClub(bookClub()) { shop in
      let report = try await shop.load(.events, Self.events)
      #expect(report.sums == [4, 0, 0, 0])
      try #expect(
        shop.statement("anna") == [
          "2026-03-01 50 review", "2026-03-02 50 Review", "2026-03-03 15 goodwill",
        ]
      )
      try #expect(shop.standing("bo").points == -5)
    }
  }

  @Test func importingEventsTwiceChangesNothing() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.events, Self.events)
      try await #expect(shop.load(.events, Self.events).sums == [0, 0, 4, 0])
      try #expect(shop.entryCount() == "4")
    }
  }

  @Test func anEventIsKnownAgainByItsID() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(.events, "id,customer_id,kind,at\nr1,anna,review,2026-03-01\n")
      let second = "id,customer_id,kind,at,points\nr1,anna,review,2026-03-02,80\n"
      try await #expect(shop.load(.events, second).sums == [0, 1, 0, 0])
      try #expect(shop.standing("anna").points == 80)
      try await #expect(
        shop.load(.events, "id,customer_id,kind,at\nr1,anna,review,2026-03-02\n").sums
          == [0, 0, 1, 0],
        "what a file does not mention stays"
      )
      try await shop.load(.events, "id,customer_id,kind,at\nr1,bo,review,2026-03-02\n")
      try #expect(shop.standing("anna").points == 0)
      try #expect(shop.standing("bo").points == 80)
    }
  }

  @Test func anUnknownCustomerIsAdded() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,first_name\nanna,Anna\n")
      try await shop.load(
        .events,
        "customer_id,kind,at\nanna,review,2026-03-01\nbo,review,2026-03-01\n"
      )
      try #expect(shop.rows("SELECT id, email FROM customers ORDER BY id") == ["anna|", "bo|"])
    }
  }

  @Test func badEventsGoToTheRejectFile() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .events,
        """
        customer_id,kind,at,points
        ,review,2026-03-01,
        anna,,2026-03-01,
        anna,review,,
        anna,review,yesterday,
        anna,review,2026-03-01,many
        anna,review,2026-03-01,1.5
        anna,review,2026-03-01,10000000000
        anna,review,2026-03-01,7
        """
      )
      #expect(report.sums == [1, 0, 0, 7])
      try #expect(
        shop.rejects(report) == [
          "events.csv 2 customer_id is missing", "events.csv 3 kind is missing",
          "events.csv 4 at is missing",
          "events.csv 5 at is not a date that the import understands",
          "events.csv 6 points is not a number",
          "events.csv 7 points is not a whole number that could be true",
          "events.csv 8 points is not a number",
        ]
      )
    }
  }

  @Test func theirColumnsAndWordsAreTranslated() async throws {
    try await withClub(bookClub()) { shop in
      try await shop.load(
        .events,
        "Kund,Typ,Datum\nanna,REC,1/3 2026\n",
        columns: ["customer_id": "Kund", "kind": "Typ", "at": "Datum"],
        values: ["kind": ["REC": "review"]],
        formats: ["d/M yyyy"]
      )
      try #expect(shop.statement("anna") == ["2026-03-01 50 review"])
    }
  }
}
