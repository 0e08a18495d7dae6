import Markdown
import TestSupport
import Testing

/// Customers' values add no markup, and say what they say.
@Suite struct ValueTests {
  /// Every place where a value may stand, as `¤`.
  static let templates = [
    "Hej ¤!", "¤", "¤\n¤\n\n¤", "# ¤", "## a ¤ ##", "¤\n===\n\n¤\n---", "---¤", "¤---",
    "**¤** och *¤* och _¤_ och __¤__ och ~~¤~~", "a**¤**b a*¤*b *¤", "¤*b*¤**c**¤", "***¤***",
    "[¤](https://x.example/?q=¤ \"¤\")", "[a](<https://x.example/¤> '¤')", "[**¤** `¤`](/a (¤))",
    "![¤](https://x.example/¤.png \"¤\")", "[![¤ *¤*](/a.png)](/b)", "<https://x.example/¤>",
    "[ref]: https://x.example/¤ \"¤\"\n\n[¤][ref] [¤] [ref] [¤]: /a",
    "[a]: <https://x.example/¤>\n\n[a]",
    "`¤` och ``a ¤``", "` ¤ `", "```\n¤\n```", "```¤\n¤\n```", "~~~\n  ¤\n~~~\n¤", "    ¤\n\n    b",
    "| ¤ | b |\n|---|:-:|\n| ¤ | ¤ |\n| a |\n¤", "a | ¤\n--|--\n¤ | b", "¤\n|-|\n¤",
    "- ¤\n- a\n  ¤", "1. ¤\n\n   ¤\n2. a", "¤. a\n¤) b", "¤ a\n\n¤- b", "- a\n¤\n- b", "> ¤\n¤",
    ">¤",
    "<div title=\"¤\" data-a='¤' data-b=¤ data-c=a¤>¤</div>", "a <i title=¤ lang='¤'>¤</i>",
    "<p>\n¤\n</p>", "<!-- ¤ -->\n\na <!-- ¤ --> ¤", "<pre>\n¤\n</pre>",
    "\\¤ &¤; &#¤; &#x¤; <¤> <¤/> </¤> <a¤> <a ¤>", "http://¤ www.¤ ¤@x.example <¤@x.example>",
    "¤# a\n¤> b\n¤| c |", "a  ¤\nb ¤  \nc\\¤\nd¤\\\ne", "!¤[a](/b) ![¤", "[¤ a](¤", "¤](/a) [b¤",
  ]

  private static let pieces = [
    "](javascript:alert(1))", "](https://evil.example)", "[x](", "![i](/i)", "<b>", "</td>",
    "<script>alert(1)</script>", "<!--", "-->", "\" onclick=\"x", "' onclick='x", " onclick=x ",
    "**",
    "*", "_", "~~", "\n# x", "\n\n", "\n", "\r\n", "| a |", "|", "|---|", "1. ", "1.", "- ", "> ",
    "    code", "\t", "```", "`", "&lt;", "&", "&amp;", "&#39;", "www.x.se", "a@b.c", "http://x",
    "<http://x>", "---", "===", "\\", "\\\n", "  \n", "[ref]", "[ref]: /evil", "ref", "7", "a",
    "Anna Svensson", "Åsa", "日本", "«x»", "\u{A0}", "\u{2003}", "\u{2028}", "“q”", "🎉", "e\u{301}",
    "¡",
    "\0", "\u{1}", "\u{7F}", "\u{85}", "\u{FEFF}", "div", "\u{F0080}", "\u{FFFD}", "{{ x }}", "%41",
  ]

  @Test(arguments: templates)
  func aValueChangesNoElementAndIsShownAsItIs(template: String) throws {
    let seed: UInt64 = 7
    var random = SeededGenerator(seed: seed)
    let converter = MarkdownConverter()
    let word = "qqzx"
    let plain = Page(try converter.html(Value.fill(template, hole: "¤", with: word)))
    for round in 0..<150 {
      let count = round < Self.pieces.count ? 1 : Int.random(in: 0...4, using: &random)
      let value = (0..<count)
        .map { _ in
          round < Self.pieces.count
            ? Self.pieces[round] : Self.pieces.randomElement(using: &random) ?? ""
        }
        .joined()
      let html = try converter.html(Value.fill(template, hole: "¤", with: value))
      let page = Page(html)
      let shown = Value.shown(value)
      func expected(_ text: String) -> String {
        text.split(separator: word, omittingEmptySubsequences: false).joined(separator: shown)
      }
      let comment: Comment = "seed \(seed): \(value.debugDescription) gives \(html)"
      #expect(page.tags == plain.tags, comment)
      #expect(page.text == expected(plain.text), comment)
      #expect(page.attributes == plain.attributes.map(expected), comment)
      #expect(zip(page.urls, plain.urls).allSatisfy { $0.hasPrefix($1.prefix(5)) }, comment)
      #expect(!page.urls.contains { $0.contains { $0 == " " || $0 == "\n" || $0 == "<" } }, comment)
    }
  }

  @Test func aScalarOfTheValuesThatAValueHasItselfDoesNoHarm() throws {
    let hostile = "\u{F003C}b\u{F003E}\u{F0022}\u{F000A}\u{F0023} x"
    #expect(
      try MarkdownConverter().html("a \(hostile)") == "<p>a &lt;b&gt;&quot;\n# x</p>\n"
    )
  }

  @Test func scalarsBesideThoseOfValuesAreLetters() throws {
    let text = "\u{EFFFF}\u{F0080}\u{F1000}\u{F8FFF}\u{100000}"
    #expect(try MarkdownConverter().html("**\(text)**") == "<p><strong>\(text)</strong></p>\n")
  }

  @Test func aScalarThatIsCutOffIsLeftAsItIs() throws {
    for bytes in [[0xF3], [0xF3, 0xB0], [0xF3, 0xB0, 0x80], [0xF3, 0xB0, 0x80, 0x22]] as [[UInt8]] {
      let html = try bytes.withUnsafeBufferPointer { try MarkdownConverter().html(from: $0) }
      let escaped = bytes.flatMap { $0 == 0x22 ? Array("&quot;".utf8) : [$0] }
      #expect(html == Array("<p>".utf8) + escaped + Array("</p>\n".utf8))
    }
  }

  @Test func lineFeedsInAValueAreNoBreaks() throws {
    let html = try MarkdownConverter().html("Hej \(Value.escaped("a\n\nb\r\n\u{0}\u{1B}c"))")
    #expect(html == "<p>Hej a\n\nb\nc</p>\n")
  }
}
