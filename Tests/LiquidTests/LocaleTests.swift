import Foundation
import Liquid
import Testing

/// The hand-written tables against ICU's own output.
@Suite struct LocaleTests {
  static let locales = [
    ("sv", "sv_SE"), ("nb", "nb_NO"), ("no", "nb_NO"), ("da", "da_DK"), ("fi", "fi_FI"),
    ("de", "de_DE"), ("en", "en_US"), ("en-GB", "en_GB"), ("sv-SE", "sv_SE"),
  ]
  private static let currencies = [
    "SEK", "EUR", "NOK", "DKK", "GBP", "USD", "PLN", "CHF", "JPY", "ISK",
  ]
  private static let amounts: [Int64] = [
    0, 1, -1, 5, 99, 100, 150, 995, 1_000, 99_950, 123_450, -123_450, 123_456_789, -99,
    100_000_000_000, 12_345_678_901, 250, 350,
  ]

  private func icu(_ style: NumberFormatter.Style, _ locale: String) -> NumberFormatter {
    let formatter = NumberFormatter()
    formatter.locale = Locale(identifier: locale)
    formatter.numberStyle = style
    formatter.roundingMode = .halfEven
    return formatter
  }

  private func fromICU(_ formatter: NumberFormatter, _ number: Decimal) throws -> String {
    try #require(formatter.string(from: NSDecimalNumber(decimal: number)))
  }

  @Test(arguments: locales)
  func moneyIsAsICUWritesIt(_ language: String, _ locale: String) throws {
    for currency in Self.currencies {
      let formatter = icu(.currency, locale)
      formatter.currencyCode = currency
      let digits = ["JPY", "ISK"].contains(currency) ? 0 : 2
      formatter.minimumFractionDigits = digits
      formatter.maximumFractionDigits = digits
      let context = try Render.context(language, currency: currency)
      for amount in Self.amounts {
        let units = Decimal(amount) / pow(Decimal(10), digits)
        let text = Render.text("{{ v | money }}", ["v": .integer(amount)], in: context)
        let expected = try fromICU(formatter, units)
        #expect(text == expected, "\(amount) \(currency)")
      }
    }
  }

  @Test(arguments: locales)
  func wholeMoneyIsAsICUWritesIt(_ language: String, _ locale: String) throws {
    let formatter = icu(.currency, locale)
    formatter.currencyCode = "SEK"
    formatter.minimumFractionDigits = 0
    formatter.maximumFractionDigits = 0
    let context = try Render.context(language)
    for amount in Self.amounts where amount < -50 || amount > -1 {
      let text = Render.text("{{ v | money: decimals: 0 }}", ["v": .integer(amount)], in: context)
      let expected = try fromICU(formatter, Decimal(amount) / 100)
      #expect(text == expected, "\(amount)")
    }
  }

  @Test(arguments: locales)
  func numbersAreAsICUWritesThem(_ language: String, _ locale: String) throws {
    let context = try Render.context(language)
    for text in ["0", "1", "-1", "1234", "1234567.891", "-1234.5", "0.0005", "0.0015", "12.3456"] {
      let decimal = try #require(Decimal(string: text))
      let value = try LiquidValue(json: "{\"v\": \(text)}")
      let number = Render.text("{{ v | number }}", value, in: context)
      let expected = try fromICU(icu(.decimal, locale), decimal)
      #expect(number == expected)
      let two = Render.text("{{ v | number: decimals: 2 }}", value, in: context)
      let style = Decimal.FormatStyle(locale: Locale(identifier: locale))
        .precision(.fractionLength(2)).rounded(rule: .toNearestOrEven)
      let expectedTwo = decimal.formatted(style)
      #expect(two == expectedTwo)
    }
  }

  @Test(arguments: locales)
  func sharesAreAsICUWritesThem(_ language: String, _ locale: String) throws {
    let context = try Render.context(language)
    for text in ["0", "0.2", "0.256", "1", "12.5", "-0.5", "0.125"] {
      let decimal = try #require(Decimal(string: text))
      let value = try LiquidValue(json: "{\"v\": \(text)}")
      let share = Render.text("{{ v | percent }}", value, in: context)
      let expected = try fromICU(icu(.percent, locale), decimal)
      #expect(share == expected)
    }
    #expect(Render.text("{{ 0.256 | percent: decimals: 1 }}").hasPrefix("25.6"))
  }

  @Test(arguments: locales)
  func datesAreAsICUWritesThem(_ language: String, _ locale: String) throws {
    let context = try Render.context(language)
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: locale)
    formatter.timeZone = context.timeZone
    let forms: [(String, DateFormatter.Style)] = [
      ("short", .short), ("medium", .medium), ("long", .long), ("full", .full),
    ]
    for month in 0..<24 {
      let seconds = 1_767_600_000 + Int64(month) * 2_635_200
      let date = Date(timeIntervalSince1970: TimeInterval(seconds))
      for (form, style) in forms {
        formatter.dateStyle = style
        formatter.timeStyle = .none
        let text = Render.text("{{ v | date: '\(form)' }}", ["v": .integer(seconds)], in: context)
        #expect(text == formatter.string(from: date), "\(form)")
      }
      formatter.dateStyle = .none
      formatter.timeStyle = .short
      let time = Render.text("{{ v | date: 'time' }}", ["v": .integer(seconds)], in: context)
      #expect(time == formatter.string(from: date))
      formatter.dateFormat = "cccc"
      let day = Render.text("{{ v | date: 'weekday' }}", ["v": .integer(seconds)], in: context)
      #expect(day == formatter.string(from: date))
    }
  }

  @Test(arguments: locales)
  func listsAreAsICUWritesThem(_ language: String, _ locale: String) throws {
    let context = try Render.context(language)
    for items in [[], ["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D"]] {
      let expected = items.formatted(.list(type: .and).locale(Locale(identifier: locale)))
      let value: LiquidValue = ["v": .array(items.map { .string($0) })]
      #expect(Render.text("{{ v | list }}", value, in: context) == expected)
    }
  }

  @Test(arguments: locales)
  func distancesAreAsICUWritesThem(_ language: String, _ locale: String) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Stockholm"))
    let context = try Render.context(language)
    let now = Date(timeIntervalSince1970: TimeInterval(context.now / 1_000))
    let distances: [(Calendar.Component, Int)] = [
      (.day, 3), (.day, 5), (.weekOfYear, 2), (.weekOfYear, 3), (.month, 2), (.month, 5),
      (.year, 2),
      (.year, 5),
    ]
    for (component, count) in distances {
      for sign in [1, -1] {
        let date = try #require(calendar.date(byAdding: component, value: count * sign, to: now))
        var style = Date.AnchoredRelativeFormatStyle(
          anchor: date.addingTimeInterval(TimeInterval(sign)),
          presentation: .numeric,
          unitsStyle: .wide
        )
        style.locale = Locale(identifier: locale)
        style.allowedFields =
          switch component {
          case .day: [.day]
          case .weekOfYear: [.week]
          case .month: [.month]
          default: [.year]
          }
        let value: LiquidValue = [
          "v": .instant(milliseconds: Int64(date.timeIntervalSince1970) * 1_000)
        ]
        let text = Render.text("{{ v | date: 'relative' }}", value, in: context)
        #expect(text == style.format(now))
      }
    }
  }

  @Test(arguments: [
    ("sv", ["i förrgår", "i går", "i dag", "i morgon", "i övermorgon"]),
    ("nb", ["i forgårs", "i går", "i dag", "i morgen", "i overmorgen"]),
    ("da", ["i forgårs", "i går", "i dag", "i morgen", "i overmorgen"]),
    ("fi", ["toissa päivänä", "eilen", "tänään", "huomenna", "ylihuomenna"]),
    ("de", ["vorgestern", "gestern", "heute", "morgen", "übermorgen"]),
    ("en", ["2 days ago", "yesterday", "today", "tomorrow", "in 2 days"]),
  ])
  func nearDaysHaveNames(_ language: String, _ names: [String]) throws {
    let context = try Render.context(language)
    for (index, name) in names.enumerated() {
      let day = 22 + index - 2
      let text = Render.text("{{ '2026-11-\(day)' | date: 'relative' }}", in: context)
      #expect(text == name)
    }
  }

  // MARK: Words

  @Test(arguments: [
    ("sv", "Anna", "Annas"), ("sv", "Hans", "Hans"), ("sv", "Max", "Max"), ("nb", "Kari", "Karis"),
    ("nb", "Jens", "Jens’"), ("da", "Mads", "Mads’"), ("de", "Anna", "Annas"),
    ("de", "Max", "Max’"), ("en", "Anna", "Anna’s"), ("en", "James", "James’s"),
    ("fi", "Anna", "Annan"), ("fi", "Virtanen", "Virtasen"), ("fi", "Markus", "Markuksen"),
    ("fi", "Henrik", "Henrikin"), ("sv", "", ""),
  ])
  func namesHaveAGenitive(_ language: String, _ name: String, _ genitive: String) throws {
    let context = try Render.context(language)
    let text = Render.text("{{ v | possessive }}", ["v": .string(name)], in: context)
    #expect(text == genitive)
  }

  @Test(arguments: [
    ("sv", "0", "böcker"), ("sv", "1", "bok"), ("sv", "2", "böcker"), ("sv", "1.5", "böcker"),
    ("sv", "1.0", "böcker"), ("nb", "1.0", "bok"), ("da", "1.5", "bok"), ("da", "2.5", "böcker"),
    ("da", "0.5", "bok"), ("en", "1", "bok"), ("en", "-1", "bok"), ("de", "11", "böcker"),
    ("fi", "1", "bok"), ("fi", "21", "böcker"),
  ])
  func pluralsFollowCLDR(_ language: String, _ number: String, _ word: String) throws {
    let context = try Render.context(language)
    let template = "{{ \(number) | pluralize: 'bok', 'böcker' }}"
    #expect(Render.text(template, in: context) == word)
  }

  @Test func moneyMayBringItsCurrency() throws {
    let context = try Render.context("sv")
    let data: LiquidValue = ["v": ["amount": 123_450, "currency": "EUR"]]
    #expect(Render.text("{{ v | money }}", data, in: context) == "1\u{A0}234,50\u{A0}€")
    let named = "{{ 123450 | money: currency: 'NOK', decimals: 0 }}"
    #expect(Render.text(named, in: context) == "1\u{A0}234\u{A0}Nkr")
    #expect(Render.text("{{ nothing | money }}", in: context) == "")
    #expect(Render.text("{{ 'abc' | money }}", in: context).hasPrefix("error"))
  }

  @Test func translationsFallBack() throws {
    var context = try Render.context("sv")
    context.translations = Translations(
      ["sv": ["hi": "Hej {{ name }}!"], "en": ["hi": "Hi {{ name }}!", "bye": "Bye"]],
      fallback: "en"
    )
    #expect(Render.text("{{ 'hi' | translate: name: 'Zoë' }}", in: context) == "Hej Zoë!")
    #expect(Render.text("{{ 'bye' | t }}", in: context) == "Bye")
    #expect(Render.text("{{ 'hi' | t }}", in: context).hasPrefix("error"))
    #expect(Render.text("{{ 'no' | t }}", in: context).hasPrefix("error"))
    context.translations = Translations(
      ["de": ["hi": "Hallo"], "en": ["hi": "Hi", "bye": "Bye"], "fr": [:]],
      fallback: "fr"
    )
    for (language, expected) in [("de-AT", "Hallo"), ("en-GB", "Hi"), ("fr", "Hi")] {
      context.language = language
      #expect(Render.text("{{ 'hi' | t }}", in: context) == expected)
    }
    context.language = "sv"
    context.translations = Translations(
      ["sv": ["hi": "Hej {{ name }}!"], "en": ["hi": "Hi {{ name }}!", "bye": "Bye"]],
      fallback: "en"
    )
    context.language = "de-AT"
    let escaped = Render.text("{{ 'hi' | t: name: '<b>' }}", [:], .html, in: context)
    #expect(escaped == "Hi &lt;b&gt;!")
  }
}
