import Loyalty
import Reports
import Shop
import Testing

@Suite struct FigureTextTests {
  private static func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }

  @Test(arguments: [
    (Int64(0), "0.00 SEK"), (5, "0.05 SEK"), (-5, "-0.05 SEK"), (123_456_789, "1 234 567.89 SEK"),
    (-100_000, "-1 000.00 SEK"),
  ])
  func moneyIsInMajorUnits(amount: Int64, text: String) throws {
    let currency = try #require(Currency(code: "SEK"))
    #expect(Self.plain(FigureText.money(amount, currency)) == text)
  }

  @Test func moneyMayBeRounded() throws {
    let (crowns, yen, dinars) = (
      try #require(Currency(code: "SEK")), try #require(Currency(code: "JPY")),
      try #require(Currency(code: "KWD"))
    )
    #expect(Self.plain(FigureText.money(150, crowns, isRounded: true)) == "2 SEK")
    #expect(Self.plain(FigureText.money(-49, crowns, isRounded: true)) == "0 SEK")
    #expect(Self.plain(FigureText.money(1_500, yen)) == "1 500 JPY")
    #expect(Self.plain(FigureText.money(1_500, dinars)) == "1.500 KWD")
    #expect(FigureText.money(nil, crowns) == "–")
  }

  @Test(arguments: [
    (0.7, 1, "0.7"), (1_234.5678, 2, "1 234.57"), (-0.04, 1, "0.0"), (-0.26, 1, "-0.3"),
    (-1_234.0, 0, "-1 234"), (.nan, 1, "–"), (.infinity, 1, "–"),
  ])
  func numbersHaveGapsAndDecimals(number: Double, decimals: Int, text: String) {
    #expect(Self.plain(FigureText.number(number, decimals: decimals)) == text)
  }

  @Test(arguments: [
    (0.24259, "0.2426"), (15.4435, "15.44"), (98_720.4, "98 720"), (0.000_123_4, "0.0001234"),
    (2, "2"),
  ])
  func parametersHaveFourDigits(number: Double, text: String) {
    #expect(Self.plain(FigureText.parameter(number)) == text)
  }

  @Test func sharesAreInPercent() {
    #expect(FigureText.share(0.755) == "75.5\u{A0}%")
    #expect(FigureText.share(nil) == "–")
  }

  @Test(arguments: [
    (FigurePeriod.Unit.month, "2025-11"), (.quarter, "2025-Q4"), (.year, "2025"),
  ])
  func periodsHaveNames(unit: FigurePeriod.Unit, name: String) throws {
    let day = try #require(CivilDay(iso: "2025-11-30"))
    #expect(FigureText.name(of: FigurePeriod(unit, of: day), unit) == name)
  }
}
