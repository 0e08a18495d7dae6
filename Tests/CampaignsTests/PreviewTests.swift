import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Campaigns

/// What a dry run says of the templates: what is empty, what is reached, what is too large.
@Suite struct PreviewTests {
  private let customers = ["1,Anna,Oslo,", "2,,Bergen,", "3,Carl,,", "4,Dora,,"]

  @Test func itCountsForWhomEachVariableIsEmpty() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: customers,
        body: "{{ customer.first_name | default: 'you' }} {{ customer.city }} {{ customer.id }}"
      )
      let report = try await bench.report()
      #expect(report.lacking == ["customer.city: 2 of 4", "customer.first_name: 1 of 4"])
      let defaults = report.variables.filter(\.hasDefault).map(\.name)
      #expect(defaults == ["customer.first_name"])
      #expect(report.problems.map(\.cause) == ["'customer.city' is empty"])
      #expect(report.problems.map(\.count) == [2])
      #expect(report.problems[0].examples == ["3", "4"])
      #expect(report.variables.map(\.name).contains("shop.address"))
    }
  }

  @Test func subjectPreheaderAndTheTextPartCount() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: customers,
        files: [
          "Templates/news.html.liquid": PreviewBench.foot,
          "Templates/news.txt.liquid":
            "{{ customer.country }} {{ unsubscribe_url }} {{ shop.address }}",
          "campaigns/news.yaml": """
          audience: {include: [alla]}
          message:
            subject: "Hej {% if customer.city %}i {{ customer.city }}{% else %}du{% endif %}"
            preheader: "{{ customer.first_name }}"
            template: news
          """,
        ]
      )
      let report = try await bench.report()
      #expect(
        report.lacking == [
          "customer.city: 2 of 4", "customer.country: 4 of 4", "customer.first_name: 1 of 4",
        ]
      )
      #expect(
        report.problems.map { "\($0.count) \($0.cause)" } == [
          "4 'customer.country' is empty", "1 'customer.first_name' is empty",
        ]
      )
      #expect(
        report.shown(in: "campaigns/news.yaml") == [
          "3 {% if customer.city %}: 2", "3 {% else %}: 2",
        ]
      )
    }
  }

  @Test func aVariableCountsInTheMessagesThatReadIt() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: ["1,,,sv", "2,,,en", "3,,,en-GB", "4,,,"],
        files: [
          "Templates/news.html.liquid":
            "{{ customer.city | default: 'x' }}{% if customer.first_name %}!{% endif %}"
            + PreviewBench.foot,
          "Templates/news.en.html.liquid": "{{ customer.city }}" + PreviewBench.foot,
        ]
      )
      let report = try await bench.report()
      #expect(report.lacking == ["customer.city: 4 of 4", "customer.first_name: 2 of 2"])
      // English has no default for it, so not every message is saved by one.
      let city = try #require(report.variables.first { $0.name == "customer.city" })
      #expect(!city.hasDefault)
      #expect(report.problems.map { "\($0.count) \($0.cause)" } == ["2 'customer.city' is empty"])
    }
  }

  @Test func branchesOfPartialsLayoutsAndAllLanguagesAreCountedByTheirPlace() async throws {
    try await withTemporaryFolder { folder in
      let page = """
        {% layout "base" %}{% block content %}
        {% if customer.city %}city{% else %}none{% endif %}
        {% render "name", name: customer.first_name %}
        {% render "name", name: customer.city %}
        {% endblock %}
        """
      let bench = try await PreviewBench(
        in: folder,
        customers: customers + ["5,Eve,,en"],
        files: [
          "Templates/news.html.liquid": page,
          "Templates/news.en.html.liquid": page,
          "Templates/partials/name.liquid": "{% unless name %}nobody{% endunless %}",
          "Templates/layouts/base.html.liquid":
            "{% block content %}{% endblock %}\n{% if customer.gender %}g{% endif %}"
            + PreviewBench.foot,
        ]
      )
      let report = try await bench.report()
      #expect(
        report.shown(in: "Templates/news.html.liquid")
          == ["2 {% if customer.city %}: 2", "2 {% else %}: 2"]
      )
      #expect(
        report.shown(in: "Templates/news.en.html.liquid")
          == ["2 {% if customer.city %}: 0", "2 {% else %}: 1"]
      )
      #expect(report.shown(in: "Templates/partials/name.liquid") == ["1 {% unless name %}: 4"])
      #expect(
        report.shown(in: "Templates/layouts/base.html.liquid") == ["2 {% if customer.gender %}: 0"]
      )
    }
  }

  @Test func aBranchThatSkipsIsReachedThoughNobodySeesIt() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: customers,
        body: "{% unless customer.city %}{% skip 'no city' %}{% endunless %}{{ customer.city }}"
      )
      let report = try await bench.report(samples: 3)
      #expect(report.branches.map(\.shown) == [0])
      #expect(report.branches.map(\.skipped) == [2])
      #expect(report.lacking == [])
      #expect(report.samples.map(\.message.customer) == ["1", "2"])
    }
  }

  @Test func htmlThatGmailCutsOffIsAWarning() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await PreviewBench(
        in: folder,
        customers: ["1,,big,", "2,,,", "3,,big,"],
        body: "{% if customer.city %}{% for i in (1..1050) %}"
          + String(repeating: "x", count: 100) + "{% endfor %}{% endif %}"
      )
      let report = try await bench.report()
      let problem = try #require(report.problems.first)
      #expect(report.problems.count == 1)
      #expect(problem.severity == .warning)
      #expect(problem.cause.contains("102 KB"))
      #expect(problem.count == 2)
      #expect(problem.examples == ["1", "3"])
      #expect(report.refusal(allowingSkips: false) == nil)
    }
  }

  @Test(arguments: [(104_448, 0), (104_449, 1)])
  func theLimitIsInBytesOfTheHTML(_ size: Int, _ warnings: Int) async throws {
    try await withTemporaryFolder { folder in
      let one = try await PreviewBench(in: folder, customers: ["1,,,"], body: "{{ customer.id }}")
      let written = try await one.everyMessage()
      let rest = size - (written["1"]?.html.utf8.count ?? 0)
      let body = "{{ customer.id }}" + String(repeating: "x", count: rest)
      let bench = try await PreviewBench(in: folder, customers: ["1,,,"], body: body)
      #expect(try await bench.everyMessage()["1"]?.html.utf8.count == size)
      #expect(try await bench.report().problems.count == warnings)
    }
  }
}
