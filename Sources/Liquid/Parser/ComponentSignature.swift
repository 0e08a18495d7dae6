/// What a component's file says of itself in its LiquidDoc: what it takes and what it is for.
///
///     {% doc %}
///       A button that leads somewhere.
///       @param {string} url - where it leads
///       @param {string} [colour] - its background; the shop's colour if not given
///       @example
///       {% button url: shop.url %}See what is new{% endbutton %}
///     {% enddoc %}
///
/// This is how Shopify's themes document their snippets; here the parameters are checked.
package struct ComponentSignature: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    package let name: String
    /// What stands between braces, such as `string`; empty when nothing does.
    package let type: String
    /// Its name stands without square brackets.
    package let isRequired: Bool
    package let text: String
  }

  /// What is said before the parameters, on one line.
  package private(set) var summary = ""
  package private(set) var parameters: [Parameter] = []
  /// The lines after `@example`.
  package private(set) var example = ""
  /// Whether it has an inside, which it shows with `{{ content }}`.
  package private(set) var hasContent = false

  /// Reads the component's file.
  package init(of text: String) {
    self.init(of: SourceText(text, file: ""))
  }

  init(of source: SourceText) {
    var segments = Segments(source)
    while let segment = segments.next() {
      switch segment {
      case .output(_, let content, _, _):
        if source.string(source.trimmed(content)) == "content" { hasContent = true }
      case .tag(let tag):
        switch source.string(tag.name) {
        case "doc":
          if let (inside, _) = segments.skipVerbatim(to: "enddoc") { read(source.string(inside)) }
        case "raw": _ = segments.skipVerbatim(to: "endraw")
        case "stylesheet": _ = segments.skipVerbatim(to: "endstylesheet")
        default: break
        }
      case .text, .unclosed: break
      }
    }
  }

  /// Takes the lines of a `doc` tag; an `@` begins something new.
  private mutating func read(_ documentation: String) {
    var isExample = false
    for line in documentation.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.trimmed
      if words.hasPrefix("@param") {
        isExample = false
        if let parameter = Parameter(words.dropFirst("@param".count).trimmed) {
          parameters.append(parameter)
        }
      } else if words.hasPrefix("@example") {
        isExample = true
        example = String(words.dropFirst("@example".count).trimmed)
      } else if isExample {
        example += (example.isEmpty ? "" : "\n") + words
      } else if parameters.isEmpty, !words.hasPrefix("@"), !words.isEmpty {
        summary += (summary.isEmpty ? "" : " ") + words
      }
    }
    while example.hasSuffix("\n") { example.removeLast() }
  }
}

extension ComponentSignature.Parameter {
  /// Reads `{type} name - text`, where square brackets around the name make it optional.
  fileprivate init?(_ line: Substring) {
    var rest = line
    var type = ""
    if rest.hasPrefix("{"), let close = rest.firstIndex(of: "}") {
      type = String(rest[rest.index(after: rest.startIndex)..<close])
      rest = rest[rest.index(after: close)...].trimmed
    }
    let written = rest.prefix { !$0.isWhitespace }
    var text = rest.dropFirst(written.count).trimmed
    if text.hasPrefix("-") { text = text.dropFirst().trimmed }
    let isOptional = written.hasPrefix("[") && written.hasSuffix("]")
    let name = isOptional ? written.dropFirst().dropLast() : written
    guard !name.isEmpty else { return nil }
    self.init(name: String(name), type: type, isRequired: !isOptional, text: String(text))
  }
}

extension Substring {
  /// Without white space at its ends.
  fileprivate var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
