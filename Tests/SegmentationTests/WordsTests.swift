import Diagnostics
import Foundation
import Segmentation
import Shop
import TestSupport
import Testing

@Suite struct WordsTests {
  private static let cases = Folder.beside(#filePath).appendingPathComponent("Cases/words")

  private static func everything() throws -> Segment {
    let others = try ["newsletter"].map { name in
      let file = cases.appendingPathComponent("\(name).yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      return SegmentSource(name: name, text: text, file: "\(name).yaml")
    }
    let file = cases.appendingPathComponent("everything.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try TestTerms.segment(
      yaml: text,
      beside: others,
      named: "everything",
      club: TestClub.bySpending
    )
  }

  @Test func everyConditionIsSaidInPlainWords() throws {
    let lines = try Self.everything().explain(at: SmallShop.now).map { condition in
      "\(condition.group) | \(condition.text) | \(condition.meaning)\n"
    }
    expectGolden(lines.joined(), at: Self.cases.appendingPathComponent("everything.txt"))
  }

  @Test func everyAnswerShowsTheValueThatDecided() async throws {
    let segment = try Self.everything()
    try await withTemporaryFolder { folder in
      var shop = try ShopDatabase(SmallShop.customers, in: folder)
      let forecast = NaiveForecast.forecast(at: SmallShop.now)
      try shop.predict(forecast, days: [90, 180], at: SmallShop.now)
      try shop.credit(TestClub.ledger)
      let evaluation = try shop.evaluation(of: SmallShop.anna, by: segment, at: SmallShop.now)
      let lines = evaluation.conditions.map { outcome in
        "\(outcome.holds ? "✓" : "✗") \(outcome.group) | \(outcome.text) | \(outcome.value)\n"
      }
      expectGolden(lines.joined(), at: Self.cases.appendingPathComponent("anna.txt"))
    }
  }

  @Test func titleIsTheFilesNameWhereNoneIsGiven() throws {
    #expect(try TestTerms.segment(yaml: "all: [everyone]", named: "loyal").title == "loyal")
    let named = try TestTerms.segment(yaml: "name: Våra bästa\ndescription: Ja\nall: [everyone]")
    #expect(named.title == "Våra bästa")
    #expect(named.description == "Ja")
  }
}
