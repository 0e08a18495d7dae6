import SQL
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    ("42", 42.0), (" 42 ", 42), ("-3", -3), ("+3", 3), ("\u{2212}3", -3), ("41.5", 41.5),
    ("41,5", 41.5), (".5", 0.5), ("5.", 5), ("$90,000 ", 90_000), ("$ -5", -5), ("-$5", -5),
    ("90 000", 90_000), ("90\u{A0}000 kr", 90_000), ("1'200", 1_200), ("1.234.567", 1_234_567),
    ("1.234,56", 1_234.56), ("1,234.56", 1_234.56), ("1,234", 1_234), ("1.500", 1.5),
    ("75.50 EUR", 75.5), ("SEK 75", 75), ("100 kr.", 100), ("€5", 5), ("007", 7),
    ("1234567890123456789", 1_234_567_890_123_456_768),
  ])
  func numbersAreUnderstoodAsPeopleWriteThem(text: String, number: Double) {
    #expect(NumberText.value(text) == number)
  }

  @Test(arguments: [
    "", " ", "-", "$", "kr", "abc", "12 apples", "2025-01-01", "10-20", "1e5", "1.2.3", "1,2,3",
    "1,23,456", "nan", "inf", "0x10", "٣", "5%", "1..2", ",", ".", "--5", "1,234.5,6",
    "12,34,567.8",
  ])
  func otherTextIsNoNumber(text: String) {
    #expect(NumberText.value(text) == nil)
  }
}
