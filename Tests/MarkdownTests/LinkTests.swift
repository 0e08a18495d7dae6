import Markdown
import Testing

/// Where links and images may lead.
@Suite struct LinkTests {
  private func html(_ template: String, _ value: String) throws -> String {
    try MarkdownConverter().html(Value.fill(template, hole: "¤", with: value))
  }

  @Test(arguments: [
    ("https://x.example/a?b=1&c='2'", "https://x.example/a?b=1&amp;c=&#x27;2&#x27;"),
    ("HTTP://x.example/", "HTTP://x.example/"),
    ("mailto:me@x.example", "mailto:me@x.example"), ("tel:+46 8", "tel:+46%208"),
    (" https://x.example/ \n", "https://x.example/"), ("", ""), (" ", ""),
    (
      "https://x.example/å \"<>[]\\^`{|}%",
      "https://x.example/%C3%A5%20%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D%"
    ),
    ("https://x.example/\u{1}\t\n\u{7F}a", "https://x.example/%01%09%0A%7Fa"),
    ("https://x.example/)(", "https://x.example/)("),
  ])
  func aValueThatIsAURLIsTheLink(value: String, href: String) throws {
    #expect(try html("[a](¤)", value) == "<p><a href=\"\(href)\">a</a></p>\n")
    #expect(try html("![](¤)", value) == "<p><img src=\"\(href)\" alt=\"\" /></p>\n")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", "\u{1}javascript:x", "java\nscript:x",
    "data:text/html,x", "vbscript:x", "file:///etc", "//evil.example", "/path", "evil.example",
    "#top", "http", "https", "http//x", "ht\ntp://x", "x:https://y", "&#106;avascript:x", ":",
    "cid:a",
    "%6Aavascript:x", "\\javascript:x",
  ])
  func aValueThatLeadsSomewhereElseIsRefused(value: String) throws {
    for template in [
      "[a](¤)", "[a](<¤>)", "![a](¤)", "[a]: ¤\n\n[a]", "<a href=\"¤\">b</a>", "<img src='¤'>",
      "<a class=b href = ¤ id=c>b</a>", "<div><A HREF=¤>b</A></div>",
    ] {
      #expect(throws: MarkdownFailure.linkScheme, "\(template)") { try html(template, value) }
    }
  }

  @Test(arguments: [
    "[a](/p/¤)", "[a](#¤)", "[a](cid:¤)", "[a](<javascript:f('¤')>)", "![a](¤.png)",
  ])
  func aLinkWithAValueInItNeedsAScheme(template: String) throws {
    #expect(throws: MarkdownFailure.linkScheme) { try html(template, "x") }
  }

  @Test(arguments: ["/a", "a b", "#b", "../c?d", "cid:e", "ftp://f", "mailto:g", "", "javascript"])
  func theAuthorsOwnLinksMayLeadAnywhere(url: String) throws {
    let href = url.split(separator: " ").joined(separator: "%20")
    #expect(try html("[a](<\(url)>)", "") == "<p><a href=\"\(href)\">a</a></p>\n")
  }

  @Test(arguments: [
    "javascript:x", "JAVASCRIPT:x", "java&#115;cript:x", "data:text/html;base64,eA==", "vbscript:x",
    "&#1;javascript:x",
  ])
  func theAuthorsOwnLinksAreNoPrograms(url: String) throws {
    #expect(throws: MarkdownFailure.scriptLink) { try html("[a](\(url))", "") }
    #expect(throws: MarkdownFailure.scriptLink) { try html("![a](\(url))", "") }
  }

  @Test(arguments: [
    ("<a href=\"https://x.example/¤\">", "a\"b", "<a href=\"https://x.example/a&quot;b\">"),
    ("<a href=/x/¤>", "a b=c`>d", "<a href=/x/a&#32;b&#61;c&#96;&gt;d>"),
    ("<a href=\"?q=¤\">", "javascript:x", "<a href=\"?q=javascript:x\">"),
    ("<img src=\"cid:¤\">", "a", "<img src=\"cid:a\">"),
    ("<a href='mailto:¤'>", "o'b@x", "<a href='mailto:o&#39;b@x'>"),
    ("<a href=\"  ¤\">", "https://x", "<a href=\"  https://x\">"),
    ("<a href=\"¤\">", "", "<a href=\"\">"),
    ("<a title=\"¤\">", "javascript:x", "<a title=\"javascript:x\">"),
    ("<a data-href=\"¤\">", "javascript:x", "<a data-href=\"javascript:x\">"),
    ("<a href='/x' title=¤ id=a>", "a\tb\nc", "<a href='/x' title=a&#9;b&#10;c id=a>"),
    ("<!-- <a href=\"¤\"> -->", "--><b>", "<!-- <a href=\"--&gt;&lt;b&gt;\"> -->"),
  ])
  func aValueInTheAuthorsHTMLIsEscapedForItsPlace(
    template: String,
    value: String,
    tag: String
  ) throws {
    #expect(try html("a \(template) b", value) == "<p>a \(tag) b</p>\n")
    #expect(try html("<div>\(template)</div>", value) == "<div>\(tag)</div>\n")
  }

  @Test(arguments: [
    "<!--[if mso]><a href=\"¤\">b</a><![endif]-->", "<!--> <a href=\"¤\"> -->",
    "<div\nid=a\nhref\n=\n¤\n>", "<div><a id='>' href=\"¤\">", "<div><a/href=¤>", "<div href=¤",
    "<div title=\"a\"href='¤", "<div><a href=\"¤:x\">", "<div><a href=\"java¤\">",
  ])
  func aValueIsFoundHoweverTheAuthorsHTMLIsWritten(template: String) throws {
    #expect(throws: MarkdownFailure.linkScheme) { try html(template, "script:alert") }
  }

  @Test(arguments: [
    "<div ¤>", "<div a=\"b\"¤>", "<div>\n<b¤>", "<div></b¤>", "<div><!--[if x]><b ¤>",
  ])
  func aValueIsNoNameOfATagOrAnAttribute(template: String) throws {
    #expect(throws: MarkdownFailure.valueInTag) { try html(template, "x") }
  }

  @Test func failuresSayNothingOfTheValue() {
    do {
      _ = try html("[a](¤)", "javascript:secret")
      Issue.record("the link is not refused")
    } catch {
      #expect("\(error)" == "the link does not begin with http:, https:, mailto: or tel:")
    }
  }
}
