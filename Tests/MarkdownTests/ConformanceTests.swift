import CMarkdown
import TestSupport
import Testing

@testable import Markdown

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Without styles and values the HTML is what cmark-gfm itself writes, byte for byte.
@Suite struct ConformanceTests {
  private static let pieces = [
    "# ", "## ", "### a", "#", "- ", "* ", "+ ", "1. ", "2) ", "7. ", "> ", "    ", "  ", "\t",
    "\n", "\n", "\n", "\n\n", "\n\n", "```\n", "```swift x\n", "~~~\n", "---\n", "===\n", "***\n",
    "| a | b |\n|---|:-:|\n", "|:--|--:|\n", "| c |\n", "|", "\\|", "a | b\n", "*", "**", "_",
    "__", "***", "~", "~~", "`", "``", "[", "]", "](", "](/u)", "](</u v> \"t\")", "![", ")", "(",
    "[a]: /url 'title'\n", "[a]", "[b][a]", "<https://x.example/?a=1&b='2'>", "<me@x.example>",
    "<b>", "</b>", "<a href=\"x\">", "<div>\n", "</div>\n", "<!-- c -->", "<?p ?>", "<pre>\n",
    "<", ">", "&", "&amp;", "&lt;", "&copy;", "&#0;", "&#x41;", "\"", "'", "\\", "\\*", "\\\n",
    "  \n", "!", "http://x.example", "www.x.example", "a@b.example", "word", "två ord", "日本語", "é",
    "\u{A0}", "«", "🎉", "\u{F1234}", "\u{F0080}", "\u{FFFE}", "\r\n", "\r", "\0", "x", "y", " ",
  ]

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func writesWhatTheLibraryWrites(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1_500 {
      let count = Int.random(in: 1...40, using: &random)
      let source = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let html = try MarkdownConverter().html(source)
      let expected = try Self.reference(source)
      #expect(html == expected, "seed \(seed): \(source.debugDescription)")
    }
  }

  /// What the library writes of a text read with all extensions.
  private static func reference(_ source: String) throws -> String {
    try Array(source.utf8).withUnsafeBufferPointer { bytes in
      let tree = try MarkdownTree(bytes, SourceSurvey(mayHaveTable: true, hasTilde: true))
      let html = try #require(cmark_render_html(tree.root.pointer, CMARK_OPT_UNSAFE, nil))
      defer { free(html) }
      return String(cString: html)
    }
  }

  @Test(arguments: ["see www.shop.example", "see http://shop.example/", "write me@shop.example"])
  func textDoesNotBecomeALinkByItself(source: String) throws {
    #expect(try MarkdownConverter().html(source) == "<p>\(source)</p>\n")
  }

  @Test func allThreadsHaveStrikethrough() async throws {
    let converter = MarkdownConverter()
    let source = String(repeating: "a ~~b~~ *c*\n", count: 50)
    let expected = try converter.html(source)
    #expect(Page(expected).tags.count { $0 == "del" } == 50)
    let plain = try converter.html("a *c*")
    let results = try await withThrowingTaskGroup(of: Set<String>.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var results: Set<String> = []
          for _ in 0..<100 {
            results.insert(try converter.html(source))
            results.insert(try converter.html("a *c*"))
          }
          return results
        }
      }
      return try await group.reduce(into: Set()) { $0.formUnion($1) }
    }
    #expect(results == [expected, plain])
  }
}
