import Foundation
import TestSupport
import Testing

/// The CD shop of Fader, Hardie and Lee (2005), through the command.
@Suite struct ReportPredictionTests {
  private static let data = Folder.beside(#filePath)
    .deletingLastPathComponent().appendingPathComponent("LoyaltyTests/Data/cdnow-sample.csv")

  private func report(_ arguments: String...) async throws -> JSON {
    try await withTemporaryFolder { folder in
      let rows = try String(contentsOf: Self.data, encoding: .utf8)
        .split(separator: "\n").dropFirst()
      let orders = rows.enumerated().map { "\($0),\($1)," }
      let shop = try await ReportShop.make(in: folder, orders: orders, currency: "USD")
      return try await shop.tool.start(["report", "--json"] + arguments).outcome().json()
    }
  }

  private func expect(
    _ found: JSON,
    _ expected: Double,
    within tolerance: Double,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let number = found.real ?? .nan
    #expect(
      abs(number - expected) <= tolerance,
      "\(number), not \(expected)",
      sourceLocation: sourceLocation
    )
  }

  @Test func thePapersFiguresComeOut() async throws {
    let predictions = try await report("--as-of", "1997-10-01")["predictions"]
    #expect(predictions["model"].text == "BG/NBD" && predictions["unit"].text == "weeks")
    #expect(predictions["customers"].int == 2_357)
    #expect(predictions["repeat_customers"].int == 946)
    expect(predictions["r"], 0.243, within: 0.001)
    expect(predictions["alpha"], 4.414, within: 0.001)
    expect(predictions["a"], 0.793, within: 0.001)
    expect(predictions["b"], 2.426, within: 0.001)
    expect(predictions["log_likelihood"], -9_582.4, within: 0.05)
    let values = predictions["gamma_gamma"]
    #expect(values["customers"].int == 946)
    expect(values["p"], 6.25, within: 0.01)
    expect(values["q"], 3.74, within: 0.01)
    expect(values["v"], 15.44, within: 0.01)
    #expect(predictions["check"]["notice"].text?.contains("shorter than 360 days") == true)
  }

  @Test func onTheWholeHistoryTheModelIsChecked() async throws {
    let report = try await report("--as-of", "1998-07-01")
    let check = report["predictions"]["check"]
    #expect(check["cut_off"].text == "1998-01-01" && check["last_day"].text == "1998-06-30")
    #expect(check["deciles"].array.count == 10)
    let predicted = try #require(check["predicted_orders"].real)
    let actual = try #require(check["actual_orders"].int)
    #expect(abs(predicted / Double(actual) - 1) < 0.35, "\(predicted) : \(actual)")
    #expect(try #require(check["ranking"].real) > 0.7)
    #expect(report["figures"]["retention"].real.map { (0...1).contains($0) } == true)
  }
}
