import Diagnostics
import Foundation
import SQL
import Segmentation
import Shop
import TestSupport
import Testing

/// Groups, references, limits and counts over the small shop.
@Suite struct CompositionTests {
  private func expectMembers(
    _ expected: String,
    of yaml: String,
    beside others: [String: String] = [:],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) async throws {
    let sources = others.map { SegmentSource(name: $0, text: $1, file: "\($0).yaml") }
    let segment = try TestTerms.segment(yaml: yaml, beside: sources)
    try await withTemporaryFolder { folder in
      let shop = try ShopDatabase(SmallShop.customers, in: folder)
      let ids = Set(expected.split(separator: " ").map(String.init))
      let found = try shop.members(of: segment, at: SmallShop.now)
      let judged = try shop.judgedMembers(of: segment, at: SmallShop.now)
      #expect(found == ids, sourceLocation: sourceLocation)
      #expect(judged == ids, sourceLocation: sourceLocation)
      let counted = try shop.columnMembers(of: segment, at: SmallShop.now)
      #expect(counted == ids, sourceLocation: sourceLocation)
    }
  }

  @Test func allAnyAndNoneWorkTogether() async throws {
    let yaml = """
      all: [orders >= 1]
      any: [city is Göteborg, gender is unknown]
      none: [email domain is gmail.com]
      """
    try await expectMembers("bo dan eva", of: yaml)
  }

  @Test func groupsNest() async throws {
    let yaml = """
      any:
        - all: [gender is female, orders >= 3]
        - none:
            - any: [orders >= 1, spent < 0]
      """
    try await expectMembers("anna cia", of: yaml)
  }

  @Test func oneConditionNeedsNoList() async throws {
    try await expectMembers("anna", of: "all: gender is female")
  }

  @Test func segmentsReferToOthersToAnyDepth() async throws {
    var others = ["s0": "all: [orders >= 1]"]
    for level in 1...250 { others["s\(level)"] = "all: [segment s\(level - 1)]" }
    try await expectMembers("cia filip", of: "none: [segment s250]", beside: others)
  }

  @Test func aSegmentMayBeMentionedSeveralTimes() async throws {
    let others = [
      "buyers": "all: [orders >= 1]", "a": "all: [segment buyers, age >= 36]",
      "b": "all: [segment buyers, age < 36]",
    ]
    let yaml = "any: [segment a, segment b]\nnone: [not segment buyers]"
    try await expectMembers("anna bo dan eva", of: yaml, beside: others)
  }

  @Test func limitRanksTheMembers() async throws {
    try await expectMembers("bo eva", of: "all: [not id is anna]\nlimit: top 2 by spent")
    // Four have spent something: a third of those three members that are left is one.
    try await expectMembers("eva", of: "all: [not id is anna]\nlimit: top 33% by spent")
    try await expectMembers("", of: "all: [orders = 0]\nlimit: top 5 by spent")
  }

  @Test func aLimitedSegmentIsLimitedWhereItIsMentioned() async throws {
    let others = [
      "best": "all: [not id is anna]\nlimit: top 1 by spent",
      "rest": "none: [segment best]\nlimit: top 1 by orders",
    ]
    try await expectMembers("anna", of: "all: [segment rest]", beside: others)
    try await expectMembers("bo cia dan eva filip", of: "none: [segment rest]", beside: others)
  }

  @Test func hundredsOfConditionsAreNotTooDeepForTheDatabase() async throws {
    let lines = (1...1_000).map { "  - orders >= \($0)\n" }.joined()
    try await expectMembers("anna bo dan eva", of: "any:\n\(lines)")
  }

  @Test func deepGroupsAreNotTooDeepForTheDatabase() async throws {
    var yaml = "all:\n"
    var indent = "  "
    for level in 1..<20 {
      yaml += "\(indent)- \(level % 2 == 0 ? "all" : "none"):\n"
      indent += "    "
    }
    try await expectMembers("bo dan", of: yaml + "\(indent)- orders = 1\n\(indent)- orders > 5\n")
  }

  @Test func countsAreAloneAndCumulative() async throws {
    let yaml = """
      none: [custom.club is gold]
      any:
        - any: [age >= 36, orders = 1]
        - gender is female
      all: [orders >= 1]
      limit: top 2 by spent
      """
    let segment = try TestTerms.segment(yaml: yaml)
    try await withTemporaryFolder { folder in
      let shop = try ShopDatabase(SmallShop.customers, in: folder)
      let counts = try segment.conditionQueries(at: SmallShop.now).map { queries in
        let alone = try shop.number(queries.alone)
        let cumulative = try shop.number(queries.cumulative)
        return "\(queries.meaning.group): \(queries.meaning.text): \(alone) \(cumulative)"
      }
      #expect(
        counts == [
          "all: orders >= 1: 4 4", "any/any: age >= 36: 2 2", "any/any: orders = 1: 2 4",
          "any: gender is female: 1 4", "none: custom.club is gold: 1 3",
          "limit: top 2 by spent: 2 2",
        ]
      )
      let engine = shop.columnEngine(at: SmallShop.now)
      let byColumns = try engine.counts(of: segment).map { counts in
        "\(counts.meaning.group): \(counts.meaning.text): \(counts.alone) \(counts.cumulative)"
      }
      #expect(byColumns == counts)
    }
  }

  @Test func queriesCombineIntoAudiences() async throws {
    let buyers = try TestTerms.segment(
      yaml: "all: [segment base]\nlimit: top 3 by spent",
      beside: [
        SegmentSource(name: "base", text: "all: [orders >= 1]", file: "base.yaml")
      ]
    )
    let women = try TestTerms.segment("gender is female")
    try await withTemporaryFolder { folder in
      let shop = try ShopDatabase(SmallShop.customers, in: folder)
      let audience: SQLQuery = """
        SELECT COUNT(*) FROM customers WHERE key IN (\(buyers.query(at: SmallShop.now))) \
        AND key NOT IN (\(women.query(at: SmallShop.now)))
        """
      #expect(try shop.number(audience) == 2)
    }
  }

  @Test func hostileValuesAreBoundNotPasted() async throws {
    let hostile = "x'); DROP TABLE customers; --"
    for sentence in [
      "city is \"\(hostile)\"", "custom.\"\(hostile)\" is \"\(hostile)\"",
      "bought category \"\(hostile)\" and sku \"\(hostile)\"", "city contains \"\(hostile)\"",
      "sample 50% seed \"\(hostile)\"", "custom.\"a.b[0]\" >= 5", "custom.x' is y",
    ] {
      let segment = try TestTerms.segment(sentence)
      let text = segment.query(at: SmallShop.now).rendered(for: .sqlite).text
      #expect(!text.contains("DROP"))
      try await withTemporaryFolder { folder in
        let shop = try ShopDatabase(SmallShop.customers, in: folder)
        _ = try shop.members(of: segment, at: SmallShop.now)
        #expect(try shop.number("SELECT COUNT(*) FROM customers") == 6)
      }
    }
    let other = SegmentSource(name: hostile, text: "all: [everyone]", file: "h.yaml")
    let segment = try TestTerms.segment(yaml: "all:\n  - segment \"\(hostile)\"", beside: [other])
    #expect(!segment.query(at: SmallShop.now).rendered(for: .sqlite).text.contains("DROP"))
  }
}
