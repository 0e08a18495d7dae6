import Foundation
import TestSupport
import Testing

/// What `preview` prints of the templates.
@Suite struct PreviewCommandTests {
  private func shop(in folder: URL) async throws -> TestShop {
    let shop = try await TestShop.make(in: folder, customers: 5, smtp: "smtp://127.0.0.1:9")
    try shop.write(
      "Templates/news.html.liquid",
      """
      <p>{{ customer.first_name }} {{ customer.city }} {{ customer.country | default: "?" }}</p>
      {% if customer.id == "4" %}four{% elsif customer.id == "x" %}nobody{% endif %}
      <a href="{{ unsubscribe_url }}">Avsluta</a> {{ shop.address }}
      """
    )
    return shop
  }

  @Test func jsonListsVariablesAndBranches() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await shop(in: folder)
      let report = try await shop.tool.succeed("preview", "news", "--json", "--sample", "2").json()
      let city = report["variables"].array.first { $0["name"].text == "customer.city" }
      #expect(city?.keys == ["name", "used", "empty", "has_default"])
      #expect(city?["used"].int == 5)
      #expect(city?["empty"].int == 5)
      #expect(city?["has_default"].bool == false)
      let branches = report["branches"].array
      #expect(
        branches.map { $0["tag"].text ?? "" }
          == ["{% if customer.id == \"4\" %}", "{% elsif customer.id == \"x\" %}"]
      )
      #expect(branches.map { $0["shown"].int ?? -1 } == [1, 0])
      #expect(branches[0].keys == ["file", "line", "column", "tag", "shown", "skipped"])
      #expect(branches[1]["file"].text == "Templates/news.html.liquid")
      #expect(branches[1]["line"].int == 2)
      #expect(branches[1]["column"].int == 32)
      #expect(report["messages"].array.map { $0["customer"].text ?? "" } == ["4", "1"])
      let audience = try await shop.tool.succeed("preview", "news", "--json", "--no-render").json()
      #expect(audience["variables"].array.isEmpty)
      #expect(audience["branches"].array.isEmpty)
    }
  }

  @Test func theTerminalSaysWhatIsEmptyAndWhatNobodyReaches() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await shop(in: folder)
      let text = try await shop.tool.succeed("preview", "news", "--sample", "1").output
      let lines = text.split(separator: "\n").map(String.init)
      #expect(lines.contains("customer.city        5 of 5  100 %  ⚠ nothing stands in"), "\(text)")
      #expect(
        lines.contains { $0.hasPrefix("customer.country     5 of 5  100 %") && !$0.contains("⚠") }
      )
      #expect(lines.contains("all other variables are there for everyone"))
      #expect(
        lines.contains("{% elsif customer.id == \"x\" %}  Templates/news.html.liquid:2"),
        "\(text)"
      )
      #expect(
        lines.contains("Shows    {% if customer.id == \"4\" %}  (Templates/news.html.liquid:2)"),
        "\(text)"
      )
    }
  }
}
