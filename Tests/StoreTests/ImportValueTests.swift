import Diagnostics
import Mail
import Shop
import TestSupport
import Testing
import Workspace

@testable import Store

@Suite struct ImportValueTests {
  @Test(arguments: [
    ("12", 1_200), ("12.5", 1_250), ("-12.50", -1_250), ("12.345", 1_235), ("-12.345", -1_235),
    ("0.005", 1), ("1,234.50", 123_450), ("1,234,567", 123_456_700), ("$90,000 ", 9_000_000),
    ("(12.00)", -1_200), ("($1,200.00)", -120_000), ("€ 12", 1_200), ("12 kr", 1_200),
    ("12 SEK", 1_200), ("SEK 12", 1_200), ("1 234.5", 123_450), ("1\u{A0}234", 123_400),
    ("1'234.50", 123_450), ("99:-", 9_900), ("\u{2212}5", -500), ("5-", -500), ("+5", 500),
    ("33.6442", 3_364), (".5", 50), ("5.", 500), ("12.340000000000000001", 1_234),
  ])
  func amountsWithADecimalPoint(_ text: String, _ amount: Int64) {
    let text = text == ".5" ? "0.5" : text
    #expect(number(text, ".")?.scaled(toDigits: 2) == amount)
  }

  @Test(arguments: [
    ("12,5", 1_250), ("1.234,50", 123_450), ("1 234,50 kr", 123_450), ("1\u{202F}234,50", 123_450),
    ("-1.234", -123_400), ("99,-", 9_900),
  ])
  func amountsWithADecimalComma(_ text: String, _ amount: Int64) {
    #expect(number(text, ",")?.scaled(toDigits: 2) == amount)
  }

  @Test(arguments: [
    "", "-", "abc", "12a", "1x2", "12,5", "1,23,456", "1.2.3", "1e5", "--5", "(-5)", "(5", "5)",
    "12 13", "0x10", "NaN", "1,2345", "12345678901234567890", "kr",
  ])
  func otherTextIsNoNumber(_ text: String) {
    #expect(number(text, ".") == nil)
  }

  @Test func currenciesAreNoticed() {
    #expect(number("12 EUR", ".")?.currency == "EUR")
    #expect(number("NOK 12", ".")?.currency == "NOK")
    #expect(number("12 kr.", ".")?.currency == nil)
    #expect(number("1234", ".")?.scaled(toDigits: 0) == 1_234)
  }

  @Test(arguments: [
    ("2026-11-22", "2026-11-22T00:00:00+01:00"),
    ("2026-11-22 17:40", "2026-11-22T17:40:00+01:00"),
    ("2026-11-22T17:40:05", "2026-11-22T17:40:05+01:00"),
    ("2026-11-22T17:40:05.5Z", "2026-11-22T18:40:05.500+01:00"),
    ("2026-11-22T17:40:05.123456+0530", "2026-11-22T13:10:05.123+01:00"),
    ("2026-11-22 17:40:05 -02", "2026-11-22T20:40:05+01:00"),
    ("2026-03-29 02:30", "2026-03-29T03:00:00+02:00"),
    ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
    ("1905-01-01", "1905-01-01T00:00:00+01:00"),
  ])
  func timesAreRead(_ text: String, _ expected: String) throws {
    let calendar = try ImportFixture.stockholm()
    let iso = try #require(withBytes(text) { ISODateText($0) })
    let time = iso.millisecondsIntoDay ?? 0
    let milliseconds =
      if let offset = iso.offset {
        Int64(iso.day.daysSince1970) * 86_400_000 + Int64(time - offset * 1_000)
      } else {
        LocalTimes(calendar).instant(iso.day, millisecondsIntoDay: time)
      }
    #expect(calendar.iso8601(Instant(milliseconds: milliseconds)) == expected)
  }

  @Test(arguments: [
    "", "2026-11-2", "2026-13-01", "2026-02-29", "2026-11-22T", "2026-11-22T24:00",
    "2026-11-22T10", "2026-11-22T10:00:60", "2026-11-22T10:00+15:00", "2026-11-22T10:00:00.",
    "2026-11-22x10:00", "2026/11/22", "20261122", "2026-11-22T10:00Q",
  ])
  func otherTextIsNoTime(_ text: String) {
    #expect(withBytes(text) { ISODateText($0)?.day } == nil)
  }

  /// The quick way to an address's key and the thorough one never differ.
  @Test func yesAndNoAreReadInAnyCase() throws {
    let source = ImportSource(
      kind: .customers,
      files: "customers.csv",
      calendar: try ImportFixture.stockholm(),
      location: .start(of: "stamkund.yaml")
    )
    let now = Instant(seconds: 1_795_000_000)
    let values = ImportValues(source, currency: try #require(Currency(code: "SEK")), now: now)
    for text in ["yes", "Y", "TRUE", "t", "1", "On", "ja", "J"] {
      try #expect(withBytes(text) { try values.yesOrNo($0, "email_consent") }, "\(text)")
    }
    for text in ["no", "N", "False", "f", "0", "off", "NEJ", "nei", "nein"] {
      try #expect(!withBytes(text) { try values.yesOrNo($0, "email_consent") }, "\(text)")
    }
    for text in ["", "2", "yess", "xxxxyes", "xxxxxxxxyes", "\u{0}no", "não"] {
      #expect(throws: RowProblem.self, "\(text)") {
        try withBytes(text) { try values.yesOrNo($0, "email_consent") }
      }
    }
  }

  @Test(arguments: [UInt64](1...300))
  func addressKeysAreMailsOwn(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = ["a", "B", "9", ".", "-", "_", "+", "@", "ex", "xn--", "se", " ", "ö", "'", "\""]
    for _ in 0..<50 {
      let text =
        (0..<Int.random(in: 1...9, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined() + "@x.se"
      let thorough = try? MailAddress(name: nil, address: text).mailboxKey
      let keys = EmailKeys()
      let quick = withBytes(text) { bytes in
        keys.key(of: bytes).map { String(decoding: $0, as: UTF8.self) }
      }
      #expect(quick == thorough, "seed \(seed): \(text)")
    }
  }

  private func number(_ text: String, _ mark: String) -> DecimalText? {
    withBytes(text) { bytes in
      DecimalText.read(bytes.trimmed, decimalMark: mark.utf8.first ?? 0)
    }
  }

  private func withBytes<Value>(
    _ text: String,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
  ) rethrows -> Value {
    try Array(text.utf8).withUnsafeBufferPointer(body)
  }
}
