import SQL
import Shop
import Store
import Testing
import Workspace

@Suite struct CustomerImportTests {
  @Test func allColumnsAreUnderstood() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .customers,
        """
        id,email,first_name,last_name,gender,birth_date,city,postal_code,country,language,time_zone,\
        signed_up_at,email_consent,consent_at,consent_source,shoe size
        7,Åsa@Exempel.SE,Åsa,Öberg,female,1980-02-29,Malmö,211 22,SE,sv,Europe/Stockholm,\
        2024-03-01 12:30,yes,2024-03-01T12:30:00Z,form,38
        """
      )
      #expect(report.sums == [1, 0, 0, 0])
      let customer = try shop.customer("7")
      #expect(customer.email == "Åsa@Exempel.SE")
      #expect(customer.firstName == "Åsa" && customer.lastName == "Öberg")
      #expect(customer.gender == "female")
      #expect(customer.birthDate?.description == "1980-02-29")
      #expect(customer.city == "Malmö" && customer.postalCode == "211 22")
      #expect(customer.country == "SE" && customer.language == "sv")
      #expect(customer.timeZone == "Europe/Stockholm")
      #expect(customer.signedUpAt == Instant(seconds: 1_709_292_600))
      #expect(customer.emailConsent == true)
      #expect(customer.consentAt == Instant(seconds: 1_709_296_200))
      #expect(customer.consentSource == "form")
      #expect(customer.custom == ["shoe size": "38"])
      try #expect(
        shop.rows("SELECT email_key, birth_month_day FROM customers") == ["åsa@exempel.se|229"]
      )
    }
  }

  @Test func anAddressThatIsNoneIsKeptWithoutKey() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,email\n1,not an address\n2,A.B+c@X-y.Example.com\n")
      let keys = try shop.rows("SELECT email, email_key FROM customers ORDER BY id")
      #expect(keys == ["not an address|", "A.B+c@X-y.Example.com|a.b+c@x-y.example.com"])
    }
  }

  @Test func aFileNeverBlanksWhatItDoesNotSay() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,city,country,tier,size\n1,Lund,SE,gold,3\n")
      let report = try await shop.load(.customers, "id,city,first_name,tier\n1,,Bo,silver\n")
      #expect(report.sums == [0, 1, 0, 0])
      let customer = try shop.customer("1")
      #expect(customer.city == "Lund" && customer.country == "SE" && customer.firstName == "Bo")
      #expect(customer.custom == ["tier": "silver", "size": "3"])
    }
  }

  @Test func rowsCountAsWhatTheyDid() async throws {
    try await withFixture { shop in
      let text = "id,city\n1,Lund\n2,Ystad\n"
      try await #expect(shop.load(.customers, text).sums == [2, 0, 0, 0])
      try await #expect(shop.load(.customers, text).sums == [0, 0, 2, 0])
      let more = "id,city\n1,Lund\n2,Visby\n3,Kiruna\n3,Luleå\n,Nora\n"
      let report = try await shop.load(.customers, more)
      #expect(report.sums == [1, 2, 1, 1])
      #expect(report.files.first?.read == 5)
    }
  }

  @Test(arguments: [
    "id\n1\n2\n10\n9\n2\n", "id\na\nb\naa\na\n", "id\n3\n2\n1\n3\n", "id\n1\n1\n",
    "id\n01\n1\n01\n",
  ])
  func aFirstImportFindsRepeatedIDs(_ text: String) async throws {
    try await withFixture { shop in
      try await shop.load(.customers, text)
      let ids = text.split(separator: "\n").dropFirst().map(String.init)
      try #expect(shop.rows("SELECT id FROM customers ORDER BY id") == Set(ids).sorted())
      try #expect(
        shop.rows(
          "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'customers\\_by\\_%' ESCAPE '\\'"
        )
          == ["1"]
      )
    }
  }

  @Test func aFirstImportTakesAllRowsButTheBadOnes() async throws {
    try await withFixture { shop in
      let rows = (1...500).map { "\($0),\($0 % 7 == 0 ? "never" : "2001-02-03"),Lund \($0),x\($0)" }
      let report = try await shop.load(
        .customers,
        "id,birth_date,city,custom.tier\n" + rows.joined(separator: "\n"),
        defaults: ["country": "SE", "custom.tier": "bronze"]
      )
      #expect(report.sums == [429, 0, 0, 71])
      let stored = try shop.rows(
        "SELECT id, birth_month_day, city, country, custom FROM customers ORDER BY key"
      )
      let expected = (1...500).filter { $0 % 7 != 0 }
      #expect(stored == expected.map { "\($0)|203|Lund \($0)|SE|{\"tier\":\"x\($0)\"}" })
    }
  }

  @Test func defaultsStandUnderWhatIsKnown() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,country,tier\n1,NO,gold\n2,,\n")
      let defaults = ["country": "SE", "email_consent": "yes", "custom.tier": "bronze"]
      try await shop.load(.customers, "id,country\n1,\n2,\n3,DK\n", defaults: defaults)
      let rows = try shop.rows("SELECT id, country, email_consent FROM customers ORDER BY id")
      #expect(rows == ["1|NO|1", "2|SE|1", "3|DK|1"])
      try #expect(
        ["1", "2", "3"].map { try shop.customer($0).custom["tier"] } == [
          "gold", "bronze", "bronze",
        ]
      )
      let again = try await shop.load(.customers, "id,country\n1,\n2,\n3,DK\n", defaults: defaults)
      #expect(again.sums == [0, 0, 3, 0])
    }
  }

  @Test func valuesAndLookupsTranslate() async throws {
    try await withFixture { shop in
      try shop.write("regions.csv", "code,region name\nN,Norr\nS,Syd\n")
      try await shop.load(
        .customers,
        "KundNr,Kön,code\n1,K,N\n2,M,S\n3,,X\n",
        columns: ["id": "KundNr", "gender": "Kön"],
        values: ["gender": ["K": "female", "M": "male"]],
        lookups: ["city": .init(file: "regions.csv", by: "code", take: "region name")]
      )
      let rows = try shop.rows("SELECT id, gender, city, custom FROM customers ORDER BY id")
      #expect(
        rows == [
          "1|female|Norr|{\"code\":\"N\"}", "2|male|Syd|{\"code\":\"S\"}", "3|||{\"code\":\"X\"}",
        ]
      )
    }
  }

  @Test func aBadRowGoesToTheRejectFile() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .customers,
        "id,birth_date,email_consent\n1,31/12/1980,yes\n2,1980-12-31,perhaps\n,1980-12-31,no\n4\n5,,\n"
      )
      #expect(report.sums == [1, 0, 0, 4])
      try #expect(
        shop.rejects(report) == [
          "customers.csv 2 birth_date is not a date that the import understands",
          "customers.csv 3 email_consent is neither yes nor no",
          "customers.csv 4 id is missing",
          "customers.csv 5 the row has 1 field where the header has 3",
        ]
      )
      try #expect(shop.rows("SELECT id FROM customers") == ["5"])
    }
  }

  @Test func aBirthYearOfTwoDigitsIsInThePast() async throws {
    try await withFixture { shop in
      try await shop.load(
        .customers,
        "id,birth_date\n1,1.2.45\n2,1.2.26\n3,1.2.69\n",
        formats: ["d.M.yy"]
      )
      let days = try ["1", "2", "3"].map { try shop.customer($0).birthDate?.description }
      #expect(days == ["1945-02-01", "2026-02-01", "1969-02-01"])
    }
  }

  @Test func aYesDoesNotReviveWhoUnsubscribed() async throws {
    try await withFixture { shop in
      let header = "id,email,email_consent,consent_at\n"
      try await shop.load(.customers, header + "1,a@b.se,yes,2025-01-01\n")
      let unsubscribed = Instant(seconds: 1_750_000_000)  // June 2025
      try shop.store.unsubscribe("a@b.se", at: unsubscribed)
      try #expect(shop.customer("1").emailConsent == false)
      try #expect(shop.store.suppression(of: "a@b.se")?.reason == .unsubscribed)

      try await shop.load(.customers, header + "1,a@b.se,yes,2025-01-01\n")
      try await shop.load(.customers, "id,email_consent\n1,yes\n")
      try #expect(shop.customer("1").emailConsent == false)
      try #expect(shop.customer("1").consentAt == unsubscribed)

      try await shop.load(.customers, header + "1,a@b.se,yes,2025-07-01\n")
      try #expect(shop.customer("1").emailConsent == true)
      try #expect(shop.store.suppression(of: "a@b.se") == nil)
      try #expect(shop.rows("SELECT unsubscribed_at FROM customers") == [""])
    }
  }

  @Test func aYesCountsAgainOnceTheSuppressionIsLifted() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,email,email_consent\n1,a@b.se,yes\n")
      try shop.store.unsubscribe("a@b.se", at: ImportFixture.now)
      try #expect(shop.store.liftSuppressions(of: ["a@b.se"]) == ["a@b.se"])
      try #expect(shop.store.liftSuppressions(of: ["a@b.se"]).isEmpty)
      try await shop.load(.customers, "id,email,email_consent\n1,a@b.se,yes\n")
      try #expect(shop.customer("1").emailConsent == true)
    }
  }

  @Test func anUnsubscriptionIsKnownBeforeTheCustomerIs() async throws {
    try await withFixture { shop in
      try shop.store.unsubscribe("a@b.se", at: Instant(seconds: 1_750_000_000))
      let header = "id,email,email_consent,consent_at\n"
      try await shop.load(.customers, header + "1,A@B.se,yes,2025-01-01\n")
      try #expect(shop.store.suppression(of: "a@b.se") != nil)
      try await shop.load(.customers, header + "2,a@b.se,yes,2025-12-01\n")
      try #expect(shop.store.suppression(of: "a@b.se") == nil)
    }
  }

  @Test func guardedFormulasAreReadAsTheyWere() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,first_name,phone\n1,'=Bo,'+46 70\n2,'n Daba,x\n")
      try #expect(shop.customer("1").firstName == "=Bo")
      try #expect(shop.customer("1").custom["phone"] == "+46 70")
      try #expect(shop.customer("2").firstName == "'n Daba")
    }
  }

  @Test func customTextSurvivesJSON() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,\"a \"\"b\"\"\"\n1,\"x\\\"\"\ty\nz\u{1}é\"\n")
      try #expect(shop.customer("1").custom == ["a \"b\"": "x\\\"\ty\nz\u{1}é"])
    }
  }
}
