import Foundation
import Liquid

/// What the templates are rendered with besides the input's own data.
enum FuzzData {
  /// Begins every text below that a customer might have written; `OutputPromises` looks for it.
  static let marker = "<ZQ&\"'>"
  /// Shown only by a template that names `hidden`, as the data's own braces do.
  static let secret = "S3CRET"

  /// What is the same for everybody, and may be written when the template is read.
  static let constants: LiquidValue = [
    "shop": [
      "name": .string(marker + "Boklådan"), "url": "https://bok.example/?a=1&b=2", "year": 2_026,
      "colour": "#0a5c36",
    ]
  ]

  static let shared = TemplateData(constants)

  static let known = TemplateData([
    "customer": [
      "name": .string(marker + "Zoë"),
      "note": .string(marker + "\n{{ hidden.secret }}{% skip hidden.secret %}{{ 'x' | raw }}"),
      "url": .string("javascript:" + marker),
      "points": 1_234,
      "share": 0.256,
      "vip": true,
      "nothing": nil,
      "at": .instant(milliseconds: 1_700_000_000_000),
      "born": .day(year: 1980, month: 2, day: 29),
    ],
    "hidden": ["secret": .string(secret)],
    "name": .string(marker),
    "list": [1, .string(marker + "two"), 3.5, nil, ["x": .string(marker)], ["nested", []]],
    "products": [
      ["name": .string(marker + "Bok"), "price": 19_900, "stock": 3, "tags": ["ny", "rea"]],
      ["name": .string(marker + "Penna"), "price": 2_500, "stock": 0, "tags": []],
    ],
    "a": 5, "b": "2026-11-22T09:00:00Z", "c": .string(marker), "x": "7.5", "empty_text": " ",
    "url": "https://shop.example/?a=1&b=2",
  ])

  /// The input's data, or nil when it is not JSON.
  static func read(_ json: String) -> TemplateData? {
    // That it is refused or read is all that is asked of it.
    guard let value = try? LiquidValue(json: json) else { return nil }
    return TemplateData(value)
  }

  /// Small limits, so that an input is soon done; the language depends on the input.
  static func context(for input: LiquidInput) -> RenderContext {
    var context = RenderContext()
    let languages = ["en", "sv", "nb", "da", "fi", "de", "xx"]
    context.language = languages[input.template.utf8.count % languages.count]
    context.timeZone = stockholm
    context.now = 1_795_341_600_000
    context.currency = "SEK"
    context.seed = 7
    context.limits.outputBytes = 20_000
    context.limits.iterations = 300
    context.limits.partialDepth = 10
    context.limits.memoryBytes = 200_000
    context.translations = translations
    return context
  }

  private static let stockholm = TimeZone(identifier: "Europe/Stockholm") ?? .gmt

  private static let translations = Translations(
    ["en": ["hi": "Hello {{ name }} & {{ a }}", "x": "x"], "sv": ["hi": "Hej {{name}}"]]
  )
}
