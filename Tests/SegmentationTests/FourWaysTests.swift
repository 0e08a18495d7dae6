import Diagnostics
import Foundation
import Segmentation
import Shop
import TestSupport
import Testing

/// Random segments over random shops: SQL, the columns, the judgement of single customers and the
/// naive meaning agree on every customer.
@Suite struct FourWaysTests {
  /// A segment made up at random.
  private struct RandomSegment {
    var yaml: String
    var holds: (CustomerHistory) -> Bool
  }

  @Test(arguments: 1...16)
  func sqlColumnsJudgementAndNaiveMeaningAgree(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let shop = RandomShop(using: &random)
    try await withTemporaryFolder { folder in
      var database = try ShopDatabase(shop.customers, in: folder)
      let forecast = NaiveForecast.forecast(at: shop.now)
      try database.predict(forecast, days: RandomConditions.horizons, at: shop.now)
      try database.credit(shop.club.ledger)
      for round in 1...8 {
        var conditions = RandomConditions(shop: shop, random: random)
        var segments = [Self.limited(Self.group(&conditions, depth: 0, indent: ""), &conditions)]
        for level in 1...conditions.random.number(1...3) {
          let base = segments[conditions.random.number(0...(level - 1))]
          let number = segments.firstIndex { $0.yaml == base.yaml } ?? 0
          let next = Self.referring(to: base, named: "s\(number)", &conditions)
          segments.append(Self.limited(next, &conditions))
        }
        random = conditions.random
        let last = segments[segments.count - 1]
        let expected = Set(shop.customers.filter(last.holds).map(\.customer.id))
        let others = segments.dropLast().enumerated().map {
          SegmentSource(name: "s\($0)", text: $1.yaml, file: "segments/s\($0).yaml")
        }
        let segment = try TestTerms.segment(
          yaml: last.yaml,
          beside: others,
          club: shop.club.rules
        )
        let found = try database.members(of: segment, at: shop.now)
        let judgements = try shop.customers.map { history in
          try database.evaluation(of: history, by: segment, at: shop.now)
        }
        let judged = Set(
          zip(shop.customers, judgements).filter(\.1.isMember).map(\.0.customer.id)
        )
        let story: Comment =
          "seed \(seed), round \(round), now \(shop.now.date)\n\(segments.map(\.yaml))"
        #expect(found == expected, story)
        #expect(judged == expected, story)
        #expect(try database.columnMembers(of: segment, at: shop.now) == expected, story)
        try Self.expectCountsToAddUp(segment, judgements, database, at: shop.now, story)
      }
    }
  }

  /// The last cumulative count is the number of members, and each alone is that of its judgements.
  private static func expectCountsToAddUp(
    _ segment: Segment,
    _ judgements: [Evaluation],
    _ database: ShopDatabase,
    at now: Instant,
    _ story: Comment
  ) throws {
    let queries = segment.conditionQueries(at: now)
    let counts = try database.columnEngine(at: now).counts(of: segment)
    #expect(counts.map(\.meaning) == queries.map(\.meaning), story)
    for (count, query) in zip(counts, queries) {
      #expect(try database.number(query.alone) == Int64(count.alone), story)
      #expect(try database.number(query.cumulative) == Int64(count.cumulative), story)
    }
    let last = try queries.last.map { try database.number($0.cumulative) }
    #expect(last == Int64(judgements.count(where: \.isMember)), story)
    let conditions = judgements.map { $0.conditions.filter { $0.depth == 0 } }
    // A limit alone is of the whole shop; the judgement on it is among the members.
    for (index, query) in queries.enumerated() where query.meaning.group != "limit" {
      let alone = try database.number(query.alone)
      #expect(alone == Int64(conditions.count { $0[index].holds }), story)
      #expect(conditions.allSatisfy { $0[index].text == query.meaning.text }, story)
    }
  }

  /// With a limit, or as it is.
  private static func limited(
    _ segment: RandomSegment,
    _ conditions: inout RandomConditions
  ) -> RandomSegment {
    guard conditions.random.chance(25) else { return segment }
    let ranking = conditions.ranking()
    let members = ranking.winners(conditions.shop.customers.filter(segment.holds))
    return RandomSegment(yaml: segment.yaml + "limit: '\(quoted(ranking.text))'\n") { history in
      members.contains(history.customer.id)
    }
  }

  private static func referring(
    to base: RandomSegment,
    named name: String,
    _ conditions: inout RandomConditions
  ) -> RandomSegment {
    let condition = conditions.condition()
    let role = conditions.random.pick(["all", "any", "none"])
    let yaml = "\(role):\n  - segment \(name)\n  - '\(quoted(condition.text))'\n"
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
