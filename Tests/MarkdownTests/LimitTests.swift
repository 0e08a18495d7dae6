import Markdown
import Testing

/// Texts that take the parser long are refused, and all others are converted.
@Suite struct LimitTests {
  private static func filled(_ piece: String, _ bytes: Int = 100_000) -> String {
    String(repeating: piece, count: bytes / piece.utf8.count)
  }

  private static let hostile: [String] = [
    filled("["), filled("]"), filled("*"), filled("*a "), filled("*a **b "), filled("_a __b "),
    filled("~a ~~b "), filled("`a``"), filled("[a]("), filled("[a](<b"),
    filled("[a][b]"), filled("<"), filled("<a b=\""), filled("&"), filled("\\"), filled("- a\n"),
    filled("a\n"), filled("> a\n"), filled("#\n"), filled("***\n"),
    filled("[a](", 50_000) + filled(")", 50_000), filled("[", 50_000) + filled("]", 50_000),
    filled("*a_b ", 50_000) + filled("_c* ", 50_000),
    filled("**a ", 50_000) + filled("b**", 50_000),
    "a\n" + filled("=\n"), "- a\n" + filled("\n"), filled("\t"), filled("\r"), filled("\0"),
    (0..<440).map { String(repeating: " ", count: $0) + "- a\n" }.joined(),
    (0..<30).map { String(repeating: " ", count: 200 * $0) + filled("- ", 198) + "a\n" }.joined(),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: hostile.indices)
  func hostileTextsAreConverted(index: Int) throws {
    let html = try MarkdownConverter().html(Self.hostile[index])
    #expect(html.utf8.count < 4_000_000)
  }

  private static let refused: [(String, MarkdownFailure)] = [
    (filled("a", 262_145), .tooLong(bytes: 262_145)),
    (filled(">"), .nestedTooDeeply(line: 1)),
    ("a\n" + filled("- ", 202), .nestedTooDeeply(line: 2)),
    ("a\r\nb\rc\n" + filled("1. ", 303), .nestedTooDeeply(line: 4)),
    (filled(">", 50_000) + "a\n" + filled("a\n", 50_000), .nestedTooDeeply(line: 1)),
    (filled("|a"), .tableTooBig(line: 1)),
    ("|a|\n|-|\n" + filled("|"), .tableTooBig(line: 3)),
    (
      filled("|a", 400) + "|\n" + filled("|-", 400) + "|\n" + filled("a\n"), .tableTooBig(line: 992)
    ),
    (filled("a\n|-|-|\n"), .tableTooBig(line: 4096)),
    (filled("a\r\n|-|-|\r\n"), .tableTooBig(line: 3664)),
    ("x " + filled("<?"), .tooIntricate(line: 1)), ("x " + filled("<!A "), .tooIntricate(line: 1)),
    (filled("![["), .tooIntricate(line: 1)), (filled("[a]: b\n"), .tooIntricate(line: 672)),
    (filled("- \n"), .tableTooBig(line: 3344)),
    (filled("![[]()"), .tooIntricate(line: 1)), (filled("![[a](b)"), .tooIntricate(line: 1)),
    ("[a]: /" + filled("u", 50_000) + "\n\n" + filled("[a] ", 50_000), .tooIntricate(line: 3)),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: refused.indices)
  func textsThatGrowOutOfHandAreRefused(index: Int) throws {
    let (source, failure) = Self.refused[index]
    #expect(throws: failure) { try MarkdownConverter().html(source) }
  }

  @Test(.timeLimit(.minutes(1)))
  func aLongOrdinaryMessageIsConverted() throws {
    let part = """
      ## En rubrik

      > > - Ett *stycke* med [en länk][1], ![en bild](https://x.example/a.png) och <!-- anmärkning -->
      >
      > ***

      | Vara | Antal | Pris |
      |:-----|:-----:|-----:|
      | Kaffe | 2 | 89,00 |
      | Te | 1 | 45,50 |


      """
    let source = "[1]: https://shop.example/\n\n" + Self.filled(part, 60_000)
    let tags = Page(try MarkdownConverter().html(source)).tags
    #expect(tags.count { $0 == "table" } == 60_000 / part.utf8.count)
    #expect(tags.count { $0 == "a href" } == tags.count { $0 == "table" })
  }

  @Test func aHundredQuotesInALineAreConverted() throws {
    let html = try MarkdownConverter().html(String(repeating: ">", count: 100) + " a")
    #expect(Page(html).tags.count { $0 == "blockquote" } == 100)
  }

  @Test(arguments: [
    (
      MarkdownFailure.tooLong(bytes: 5),
      "the Markdown has 5 bytes, and at most 262144 are converted"
    ),
    (.nestedTooDeeply(line: 3), "the Markdown begins more than 100 quotes and lists in line 3"),
    (.tableTooBig(line: 3), "the Markdown has too big a table in line 3"),
    (
      .tooIntricate(line: 3),
      "the Markdown has too many images, comments or references up to line 3"
    ),
  ])
  func failuresSayWhatIsTooMuch(failure: MarkdownFailure, text: String) {
    #expect(failure.description == text)
  }
}
