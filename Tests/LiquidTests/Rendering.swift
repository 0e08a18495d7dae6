import Diagnostics
import Foundation
import Liquid
import Testing

/// Short ways to render in tests.
enum Render {
  static func parse(
    _ text: String,
    _ escaping: Escaping = .none,
    partials: [String: String] = [:],
    layouts: [String: String] = [:],
    schema: VariableSchema? = nil
  ) -> ParsedTemplate {
    TemplateParser(
      escaping: escaping,
      partials: DictionaryLoader(partials),
      layouts: DictionaryLoader(layouts),
      schema: schema
    ).parse(text, file: "page.liquid")
  }

  /// The text, or what went wrong.
  static func text(
    _ text: String,
    _ data: LiquidValue = [:],
    _ escaping: Escaping = .none,
    partials: [String: String] = [:],
    layouts: [String: String] = [:],
    in context: RenderContext = RenderContext()
  ) -> String {
    let parsed = parse(text, escaping, partials: partials, layouts: layouts)
    guard let template = parsed.template else {
      return "invalid: " + parsed.diagnostics.map(\.message).joined(separator: "; ")
    }
    do {
      switch try Renderer().render(template, [TemplateData(data)], in: context) {
      case .text(let text): return text
      case .skipped(let reason): return "skipped: \(reason)"
      }
    } catch {
      return "error: \(error)"
    }
  }

  static func html(
    _ text: String,
    _ data: LiquidValue = [:],
    partials: [String: String] = [:],
    layouts: [String: String] = [:]
  ) -> String {
    Self.text(text, data, .html, partials: partials, layouts: layouts)
  }

  static func messages(_ parsed: ParsedTemplate) -> [String] {
    parsed.diagnostics.map {
      "\($0.location.line):\($0.location.column): \($0.severity): \($0.message)"
        + ($0.help.map { " (\($0))" } ?? "")
    }
  }

  /// A context in a language, with everything else fixed.
  static func context(
    _ language: String,
    currency: String = "SEK",
    zone: String = "Europe/Stockholm",
    now: Int64 = 1_795_341_600_000
  ) throws -> RenderContext {
    var context = RenderContext()
    context.language = language
    context.currency = currency
    context.timeZone = try #require(TimeZone(identifier: zone))
    context.now = now
    return context
  }
}
