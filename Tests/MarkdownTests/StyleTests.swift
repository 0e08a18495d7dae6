import Foundation
import Markdown
import TestSupport
import Testing

/// Styles stand in the tags of the elements that they are for.
@Suite struct StyleTests {
  /// Text with each element once, but for a second item, which keeps the paragraph in the first.
  private static let source = """
    # \u{F0000}
    ## \u{F0000}
    ### \u{F0000}
    #### \u{F0000}
    ##### \u{F0000}
    ###### \u{F0000}

        \u{F0000}

    > \u{F0000}

    - \u{F0000}

    -

    1. \u{F0000}

    ---

    |\u{F0000}|
    |-|
    |\u{F0000}|

    ![](#)**\u{F0000}***\u{F0000}*~~\u{F0000}~~`\u{F0000}`[](#)
    """

  private static let marks = MarkdownElement.allCases.map { "e\($0.rawValue)" }

  @Test func theSpecimenIsAPageWithEachElementOnce() throws {
    let page = try MarkdownConverter().html(Self.source)
    #expect(MarkdownConverter.specimen.html == Self.withoutSecondItem(page, "<li></li></ul>"))
  }

  @Test func theSpecimensOffsetsAreWhereTheStylesOfAPageStand() throws {
    let specimen = MarkdownConverter.specimen
    #expect(Set(specimen.offsets).count == MarkdownElement.allCases.count)
    var html = Array(specimen.html.utf8)
    for (element, offset) in specimen.offsets.enumerated().sorted(by: { $0.1 > $1.1 }) {
      html.insert(contentsOf: " style=\"e\(element)\"".utf8, at: offset)
    }
    let page = try MarkdownConverter(styles: Self.marks).html(Self.source)
    let item = MarkdownElement.bulletItem.rawValue
    let expected = Self.withoutSecondItem(page, "<li style=\"e\(item)\"></li></ul>")
    #expect(String(decoding: html, as: UTF8.self) == expected)
  }

  private static func withoutSecondItem(_ page: String, _ end: String) -> String {
    page.filter { $0 != "\n" }.replacingOccurrences(of: end, with: "</ul>")
  }

  @Test func theCaseOfStylesHasThemAll() throws {
    let file = Folder.beside(#filePath).appendingPathComponent("Cases/everything.md")
    let styles = MarkdownElement.allCases.map { "x:\($0)" }
    let html = try MarkdownConverter(styles: styles).html(String(contentsOf: file, encoding: .utf8))
    expectGolden(html, at: file.deletingPathExtension().appendingPathExtension("styled.html"))
    for style in styles { #expect(html.contains("\"\(style)\""), "\(style)") }
  }

  @Test func aStyleStaysInItsQuotes() throws {
    let html = try MarkdownConverter(styles: ["font-family: \"A B\", '&amp;'"]).html("a")
    #expect(html == "<p style=\"font-family: &quot;A B&quot;, '&amp;'\">a</p>\n")
  }
}
