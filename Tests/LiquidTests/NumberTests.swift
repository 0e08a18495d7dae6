import Liquid
import Testing

/// Numbers that are as large, as small or as long as they come.
@Suite struct NumberTests {
  @Test(arguments: [
    "0e99999999999999", "0e-99999999999999", "1e-9223372036854775808", "1e9223372036854775807",
    "1e99999999999999999999", "1e5e5", "1e", "e5", "1ex",
  ])
  func textWithAWildExponentIsNoNumber(_ text: String) {
    for filter in ["number", "percent", "money", "pluralize: 'x', 'y'"] {
      let result = Render.text("{{ x | \(filter) }}", ["x": .string(text)])
      #expect(
        result.hasPrefix("error") && result.contains("takes a number"),
        "\(filter): \(result)"
      )
    }
  }

  @Test(arguments: [("1e3", "1,000"), ("25e-1", "2.5"), ("0e0", "0"), ("-1e-2", "-0.01")])
  func textWithAnExponentIsANumber(_ text: String, _ shown: String) {
    #expect(Render.text("{{ x | number }}", ["x": .string(text)]) == shown)
  }

  @Test(arguments: [-1e-30, 1e-30, -1e-9], [0, -4, -8, -20, -40])
  func theSmallestNumbersAreRoundedToNothing(_ number: Double, _ digits: Int64) {
    let data: LiquidValue = ["x": .decimal(number), "digits": .integer(digits)]
    #expect(Render.text("{{ x | round: digits }}", data) == "0")
  }

  @Test func halvesAreRoundedAwayFromZero() {
    let numbers = ["0.5", "-0.5", "1.5", "-1.5", "2.4999", "-2.5001"]
    let text = numbers.map { "{{ \($0) | round }}" }.joined(separator: " ")
    #expect(Render.text(text) == "1 -1 2 -2 2 -3")
    #expect(Render.text("{{ 150 | times: 1.0 | round: -2 }} {{ -25.0 | round: -1 }}") == "200 -30")
  }
}
