import Foundation
import Mail
import TestSupport
import Testing

@testable import Campaigns

/// Which messages a dry run shows.
@Suite struct PreviewSamplingTests {
  private func ids(_ report: PreviewReport) -> [String] { report.samples.map(\.message.customer) }

  @Test func fewMessagesShowEveryBranch() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: ["1,Anna,,", "2,Bo,,", "3,,,", "4,Carl,Oslo,", "5,,Oslo,"],
        body: """
          {% if customer.city %}city{% else %}none{% endif %}
          {% if customer.first_name %}name{% else %}nameless{% endif %}
          """
      )
      let report = try await bench.report(samples: 1)
      // 1 has no city and a name; 5 is all that 1 is not.
      #expect(ids(report) == ["1", "5"])
      #expect(
        report.samples.map { $0.shows.map(\.tag) } == [
          ["{% else %}", "{% if customer.first_name %}"],
          ["{% if customer.city %}", "{% else %}"],
        ]
      )
      #expect(report.samplesForAllBranches == 2)
      #expect(report.branchesLeftOut == 0)
      #expect(try await ids(bench.report(samples: 4)) == ["1", "5", "2", "3"])
      #expect(try await ids(bench.report(samples: 100)) == ["1", "5", "2", "3", "4"])
      #expect(try await ids(bench.report(samples: 0)) == [])
    }
  }

  @Test func whereTheBranchesNeedTooManyMessagesSomeAreLeftOut() async throws {
    try await withTemporaryFolder { folder in
      let whens = (1...14).map { "{% when '\($0)' %}\($0)" }.joined()
      let bench = try await PreviewBench(
        in: folder,
        customers: (1...14).map { "\($0),,," },
        body: "{% case customer.id %}\(whens){% endcase %}"
      )
      let report = try await bench.report(samples: 3)
      #expect(report.samples.count == 10)
      #expect(report.branchesLeftOut == 4)
      #expect(report.samplesForAllBranches == 14)
      let enough = try await bench.report(samples: 14)
      #expect(enough.samples.count == 14)
      #expect(enough.branchesLeftOut == 0)
    }
  }

  @Test func aCustomerThatIsAskedForIsTheOnlyOne() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: ["1,Anna,,", "2,,,", "3,,Oslo,"],
        body: "{% if customer.city %}city{% endif %}"
      )
      let report = try await bench.preview.run(samples: .customer("2"))
      #expect(ids(report) == ["2"])
      #expect(report.samples.allSatisfy { $0.shows.isEmpty })
      #expect(report.branches.map(\.shown) == [1])
    }
  }

  @Test func withoutBranchesTheSamplesAreSpreadOverTheAudience() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: (1...9).map { "\($0),,," },
        body: "{{ customer.id }}"
      )
      #expect(try await ids(bench.report(samples: 3)) == ["1", "4", "7"])
    }
  }

  /// Every branch that some message of the audience takes is in a sample, whatever the branches.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func everyReachableBranchIsInASample(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var marks = 0
    let body = (0..<4).map { _ in nest(depth: 2, &marks, &random) }.joined(separator: "\n")
    let values = ["", "a", "b", "c"]
    let customers = (1...700).map { number in
      "\(number),\(values.randomElement(using: &random) ?? ""),"
        + "\(values.randomElement(using: &random) ?? ""),"
    }
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(in: folder, customers: customers, body: body)
      let everything = try await bench.everyMessage()
      let reachable = everything.values.reduce(into: Set()) { $0.formUnion(marksIn($1.html)) }
      let report = try await bench.report(samples: 100)
      #expect(report.samples.count == 100, "seed \(seed)")
      #expect(report.branchesLeftOut == 0, "seed \(seed)")
      let seen = report.samples.reduce(into: Set()) {
        $0.formUnion(marksIn($1.message.message.html))
      }
      #expect(seen == reachable, "seed \(seed): \(body)")
      #expect(report.branches.filter { $0.shown > 0 }.count == reachable.count, "seed \(seed)")
      let first = report.samples.prefix(report.samplesForAllBranches)
      #expect(first.allSatisfy { !$0.shows.isEmpty }, "seed \(seed)")
      #expect(first.map(\.shows.count).reduce(0, +) == reachable.count, "seed \(seed)")
      // The parts of the audience end in any order; the samples are the same, and what is shown is
      // what was written with the others.
      let again = try await bench.report(samples: 100)
      #expect(ids(again) == ids(report), "seed \(seed)")
      for sample in report.samples {
        let written = everything[sample.message.customer]
        #expect(sample.message.message.composed.bytes == written?.composed.bytes, "seed \(seed)")
      }
    }
  }

  private func marksIn(_ html: String) -> Set<Substring> {
    Set(html.split(separator: " ").filter { $0.hasPrefix("mark") })
  }

  /// A random condition with a mark of its own in each branch.
  private func nest(depth: Int, _ marks: inout Int, _ random: inout SeededGenerator) -> String {
    func mark() -> String {
      marks += 1
      return " mark\(marks) "
    }
    guard depth > 0 else { return "" }
    let name = Bool.random(using: &random) ? "customer.first_name" : "customer.city"
    let value = ["a", "b", "never"].randomElement(using: &random) ?? "a"
    let first = mark() + nest(depth: depth - 1, &marks, &random)
    let second = mark() + nest(depth: depth - 1, &marks, &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return "{% if \(name) == '\(value)' %}\(first){% else %}\(second){% endif %}"
    case 1:
      return "{% unless \(name) %}\(first){% endunless %}"
        + "{% if \(name) == '\(value)' %}\(second){% endif %}"
    case 2:
      return "{% case \(name) %}{% when '\(value)', 'c' %}\(first){% else %}\(second){% endcase %}"
    default:
      return "{% assign list = \(name) | split: '' %}"
        + "{% for x in list %}\(first){% else %}\(second){% endfor %}"
    }
  }
}

/// Combinations of branches, whatever messages there are.
@Suite struct BranchCombinationTests {
  private func combinations(_ sets: [(Set<Int>, Int)]) -> BranchCombinations {
    var all = BranchCombinations()
    for (set, position) in sets { all.note(set, at: position) }
    return all
  }

  @Test func theFirstCustomerWhoAddsMostIsTakenFirst() {
    let all = combinations([([1], 0), ([2], 1), ([3, 4], 5), ([1, 2], 7), ([1, 2], 9)])
    #expect(all.cover.map(\.position) == [5, 7])
    #expect(all.cover.map(\.shows) == [[3, 4], [1, 2]])
    #expect(BranchCombinations().cover.isEmpty)
    #expect(combinations([([], 0)]).cover.isEmpty)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theOrderOfThePartsDoesNotMatterAndMemoryIsBounded(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let branches = 12
    let messages = (0..<3_000).map { position in
      (Set((0..<branches).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }), position)
    }
    var parts = stride(from: 0, to: messages.count, by: 250)
      .map { combinations(Array(messages[$0..<($0 + 250)])) }
    func merged() -> BranchCombinations {
      parts.reduce(into: BranchCombinations()) { $0.merge($1) }
    }
    let first = merged()
    parts.shuffle(using: &random)
    #expect(merged().positions == first.positions, "seed \(seed)")
    #expect(first.positions.count <= branches * 8, "seed \(seed)")
    let shown = first.cover.reduce(into: Set()) { $0.formUnion($1.shows) }
    #expect(shown == Set(0..<branches), "seed \(seed)")
    // What was let go would not have made the cover smaller at its first step.
    let largest = messages.map(\.0.count).max()
    #expect(first.cover.first?.shows.count == largest, "seed \(seed)")
  }
}
