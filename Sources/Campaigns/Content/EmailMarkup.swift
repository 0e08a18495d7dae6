import HTML
package import Liquid
import Markdown
import Workspace

/// How the markup of e-mails is read: with components, and with styles inlined.
package enum EmailMarkup {
  /// A parser of pages; with `components` nil it knows those that ship.
  package static func parser(
    _ escaping: Escaping,
    partials: (any TemplateLoader)?,
    layouts: (any TemplateLoader)? = nil,
    components: (any TemplateLoader)? = nil
  ) -> TemplateParser {
    var parser = TemplateParser(escaping: escaping, partials: partials, layouts: layouts)
    parser.components = components ?? DictionaryLoader(ShippedComponents.all.mapValues(\.text))
    parser.rewriter = StyleRewriter()
    parser.markdown = MarkdownPages()
    return parser
  }
}

/// Inlines the styles of a page when it is read: once, not for each recipient.
private struct StyleRewriter: MarkupRewriter {
  func edits(of draft: MarkupDraft) -> [MarkupEdit] {
    StyleInliner.edits(
      for: draft.text,
      branches: draft.branches,
      conditions: draft.conditions,
      sheets: draft.stylesheets,
      keepsRules: draft.hasHiddenMarkup
    )
    .map { MarkupEdit(range: $0.range, replacement: $0.replacement) }
  }
}

/// Makes HTML of Markdown pages, with the styles of the place where they stand.
private struct MarkdownPages: MarkdownWriter {
  private let converter: MarkdownConverter

  init(styles: [String] = []) { converter = MarkdownConverter(styles: styles) }

  var specimen: MarkdownSpecimen {
    let specimen = MarkdownConverter.specimen
    return MarkdownSpecimen(html: specimen.html, offsets: specimen.offsets)
  }

  func styled(_ styles: [String]) -> any MarkdownWriter { MarkdownPages(styles: styles) }

  func html(from source: UnsafeBufferPointer<UInt8>) throws(MarkdownProblem) -> [UInt8] {
    do {
      return try converter.html(from: source)
    } catch {
      throw MarkdownProblem("\(error)")
    }
  }
}
