import Diagnostics
import Foundation
import Segmentation
import Shop
import TestSupport
import Testing

/// Random segments over random shops: SQL, the judgement of single customers and the naive meaning
/// agree on every customer.
@Suite struct ThreeWaysTests {
  /// A segment made up at random.
  private struct RandomSegment {
    var yaml: String
    var holds: (CustomerHistory) -> Bool
  }

  @Test(arguments: 1...16)
  func sqlJudgementAndNaiveMeaningAgree(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let shop = RandomShop(using: &random)
    try await withTemporaryFolder { folder in
      let database = try ShopDatabase(shop.customers, in: folder)
      for round in 1...12 {
        var conditions = RandomConditions(shop: shop, random: random)
        let base = Self.group(&conditions, depth: 0, indent: "")
        let yaml = try Self.referring(to: base, &conditions)
        random = conditions.random
        let expected = Set(shop.customers.filter(yaml.holds).map(\.customer.id))
        let source = SegmentSource(name: "base", text: base.yaml, file: "segments/base.yaml")
        let segment = try TestTerms.segment(yaml: yaml.yaml, beside: [source])
        let found = try database.members(of: segment, at: shop.now)
        let judged = try database.judgedMembers(of: segment, at: shop.now)
        let story: Comment =
          "seed \(seed), round \(round), now \(shop.now.date)\n\(yaml.yaml)\(base.yaml)"
        #expect(found == expected, story)
        #expect(judged == expected, story)
        try Self.expectCountsToAddUp(segment, expected.count, database, shop, story)
      }
    }
  }

  /// The last cumulative count is the number of members, and each alone is that of its judgements.
  private static func expectCountsToAddUp(
    _ segment: Segment,
    _ members: Int,
    _ database: ShopDatabase,
    _ shop: RandomShop,
    _ story: Comment
  ) throws {
    let queries = segment.conditionQueries(at: shop.now)
    let last = try queries.last.map { try database.number($0.cumulative) }
    #expect(last == Int64(members), story)
    let judgements = try shop.customers.map { history in
      try database.evaluation(of: history, by: segment, at: shop.now).conditions
        .filter { $0.depth == 0 }
    }
    for (index, query) in queries.enumerated() {
      let alone = try database.number(query.alone)
      #expect(alone == Int64(judgements.count { $0[index].holds }), story)
      #expect(judgements.allSatisfy { $0[index].text == query.meaning.text }, story)
    }
  }

  private static func referring(
    to base: RandomSegment,
    _ conditions: inout RandomConditions
  ) throws -> RandomSegment {
    let condition = conditions.condition()
    let role = conditions.random.pick(["all", "any", "none"])
    let yaml = "\(role):\n  - segment base\n  - '\(quoted(condition.text))'\n"
    return RandomSegment(yaml: yaml) { history in
      let (first, second) = (base.holds(history), condition.holds(history))
      return switch role {
      case "all": first && second
      case "any": first || second
      default: !first && !second
      }
    }
  }

  private static func group(
    _ conditions: inout RandomConditions,
    depth: Int,
    indent: String
  ) -> RandomSegment {
    var yaml = ""
    var tests: [(CustomerHistory) -> Bool] = []
    var roles = ["all", "any", "none"].filter { _ in conditions.random.chance(45) }
    if roles.isEmpty { roles = ["all"] }
    for role in roles {
      yaml += "\(indent)\(role):\n"
      var parts: [(CustomerHistory) -> Bool] = []
      for _ in 1...conditions.random.number(1...3) {
        if depth < 2, conditions.random.chance(25) {
          let inner = group(&conditions, depth: depth + 1, indent: indent + "    ")
          yaml += "\(indent)  -\n\(inner.yaml)"
          parts.append(inner.holds)
        } else {
          let condition = conditions.condition()
          yaml += "\(indent)  - '\(quoted(condition.text))'\n"
          parts.append(condition.holds)
        }
      }
      let all = parts
      switch role {
      case "all": tests.append { history in all.allSatisfy { $0(history) } }
      case "any": tests.append { history in all.contains { $0(history) } }
      default: tests.append { history in !all.contains { $0(history) } }
      }
    }
    let every = tests
    return RandomSegment(yaml: yaml) { history in every.allSatisfy { $0(history) } }
  }

  private static func quoted(_ text: String) -> String { text.replacing("'", with: "''") }
}
