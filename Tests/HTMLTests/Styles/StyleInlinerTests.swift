import Foundation
import HTML
import TestSupport
import Testing

@Suite struct StyleInlinerTests {
  private static let folder = Folder.beside(#filePath)
    .appendingPathComponent("../Cases/inliner").standardizedFileURL

  @Test func inlinesEachCase() throws {
    let files = try Folder.files(in: Self.folder, ending: ".page.html")
    #expect(files.count >= 9)
    for file in files {
      let name = file.lastPathComponent.prefix { $0 != "." }
      let sheet = Self.folder.appendingPathComponent("\(name).css")
      let sheets =
        FileManager.default.fileExists(atPath: sheet.path)
        ? [try String(contentsOf: sheet, encoding: .utf8)] : []
      let page = TemplatePage(try String(contentsOf: file, encoding: .utf8))
      expectGolden(
        page.inlined(sheets: sheets),
        at: Self.folder.appendingPathComponent("\(name).inlined.html")
      )
    }
  }

  /// The style attribute that `<td class="a b" id="i" title="t">` in `<table class="o">` gets, by
  /// the rules of each sheet.
  private static let styles = [
    // Selectors.
    ("td { x: 1 }", "x:1"),
    ("TD { x: 1 }", "x:1"),
    ("* { x: 1 }", "x:1"),
    (".a { x: 1 }", "x:1"),
    (".A { x: 1 }", nil),
    (".a.b { x: 1 }", "x:1"),
    (".a.c { x: 1 }", nil),
    ("#i { x: 1 }", "x:1"),
    ("td#i.b[title] { x: 1 }", "x:1"),
    ("[title=t] { x: 1 }", "x:1"),
    ("[ title = 't' ] { x: 1 }", "x:1"),
    ("[title=u] { x: 1 }", nil),
    ("[lang] { x: 1 }", nil),
    ("table td { x: 1 }", "x:1"),
    ("table > td { x: 1 }", nil),
    ("table > tbody > tr > td { x: 1 }", "x:1"),
    ("table>*>tr td{x:1}", "x:1"),
    ("table > tr td { x: 1 }", nil),
    ("table > tbody td { x: 1 }", "x:1"),
    ("tr > tr td { x: 1 }", nil),
    (".o/* c */ td { x: 1 }", "x:1"),
    ("p, td, div { x: 1 }", "x:1"),
    ("td:hover { x: 1 }", nil),
    ("td + td { x: 1 }", nil),
    ("td, td:hover { x: 1 }", "x:1"),
    ("td, { x: 1 }", nil),
    ("td;{ x: 1 }", nil),
    // Specificity, then order.
    ("td { x: 1 } td { x: 2 }", "x:2"),
    (".a { x: 1 } td { x: 2 }", "x:1"),
    ("#i { x: 1 } .a.b[title] { x: 2 }", "x:1"),
    ("td.a { x: 1 } .a { x: 2 }", "x:1"),
    ("table td { x: 1 } td { x: 2 }", "x:1"),
    (".a { x: 1 } [title] { x: 2 }", "x:2"),
    ("td, #i { x: 1 } .a { x: 2 }", "x:1"),
    ("* { x: 1 } td { y: 2 }", "x:1;y:2"),
    // Importance.
    ("td { x: 1 !important } #i { x: 2 }", "x:1 !important"),
    ("td { x: 1 ! IMPORTANT } td { x: 2!important }", "x:2 !important"),
    ("#i { x: 1 !important } td { x: 2 !important }", "x:1 !important"),
    ("td { x: 1 !important; x: 2 }", "x:1 !important;x:2"),
    // Shorthands keep their order; of one property the last rule stays.
    ("td { padding: 1px } .a { padding-left: 2px }", "padding:1px;padding-left:2px"),
    (".a { padding: 1px } td { padding-left: 2px }", "padding-left:2px;padding:1px"),
    ("td { x: 1; x: f(2) }", "x:1;x:f(2)"),
    ("td { x: 1; x: f(2) } .a { x: 3 }", "x:3"),
    ("td { x: 1; y: 1 } .a { z: 1; x: 2 }", "y:1;z:1;x:2"),
    // Values.
    ("td { FONT : a ,\n  b/* c */c }", "font:a , b c"),
    ("td { x: \"a\" 'b' }", "x:'a' 'b'"),
    ("td { x: \"it's\" }", "x:&quot;it's&quot;"),
    ("td { x: url(a;b{c?d&e) }", "x:url(a;b{c?d&amp;e)"),
    ("td { x: url( \"a)b\" ) }", "x:url( 'a)b' )"),
    ("td { x: \"a;b}\" }", "x:'a;b}'"),
    ("td { x: a\\;b }", "x:a\\;b"),
    ("td { --Var: { a } ; -x: 1 }", "--Var:{ a };-x:1"),
    // What is no declaration.
    ("td { x 1; y: 1 }", "y:1"),
    ("td { x: ; y: 1 }", "y:1"),
    ("td { x: a) ; y: 1 }", "y:1"),
    ("td { x: \"a\n; y: 1 }", "y:1"),
    ("td { *x: 1; y: 1 }", "y:1"),
    ("td { p:hover { x: 1 } y: 1 }", nil),
    ("td { x: 1", nil),
    ("td", nil),
    ("} td { x: 1 }", nil),
    ("@import 'a'; td { x: 1 }", "x:1"),
    ("@media screen { td { x: 1 } }", nil),
    ("@media { td { x: 1 } } td { y: 1 }", "y:1"),
    ("@font-face { font-family: td } td { x: 1 }", "x:1"),
    ("<!-- td { x: 1 } -->", "x:1"),
    ("/* td { x: 1 } */", nil),
    ("/* } */ td { x: 1 }", "x:1"),
  ]

  @Test(arguments: styles)
  func anElementGetsWhatBrowsersGiveIt(css: String, expected: String?) {
    let start = "<style>\(css)</style><table class=\"o\"><tr>"
    let page = TemplatePage(start + "<td class=\"a b\" id=\"i\" title=\"t\"></td></tr></table>")
    let element = page.inlined().firstMatch(of: /<td(?: style="([^"]*)")? class/)
    #expect(element != nil)
    #expect(element?.output.1.map(String.init) == expected)
  }

  /// What remains of a sheet on a page with `<p class="a">`.
  private static let remainders = [
    ("p { x: 1 }", nil),
    ("p { x: 1 } q { x: 2 }", " q { x: 2 }"),
    ("q { x: 1 } /* of p */ p { x: 2 } /* of q */", "q { x: 1 } /* of q */"),
    ("p, q, .a { x: 1 }", "q { x: 1 }"),
    ("p , p:hover { x: 1; y: 2 !important }", "p:hover { x: 1 !important; y: 2 !important }"),
    ("q, p:hover { x: 1 }", "q { x: 1 }\np:hover { x: 1 !important }"),
    ("p:hover{x:1;}", "p:hover{x:1 !important;}"),
    ("p::before { x: 1 }", "p::before { x: 1 }"),
    ("p:hover { x: 1 } .a { x: 2 }", "p:hover { x: 1 !important }"),
    ("a:hover { x: 1 } p.a { x: 2 }", "a:hover { x: 1 !important }"),
    ("p:hover { x: 1; y: 1 } p.a.a { x: 2 }", "p:hover { x: 1; y: 1 !important }"),
    ("p { x: {{ v }} }", "p { x: {{ v }} }"),
    ("p { x: 1; bad }", "p { x: 1; bad }"),
    ("html, body { x: 1 }", "html, body { x: 1 }"),
    ("@media print{p{x:1}:root{x:1}}", "@media print{p{x:1 !important}:root{x:1}}"),
    (
      "@media (a) { @supports (b) { p { x: \"}\"; --y: 1 } } @font-face { x: 1 } }",
      "@media (a) { @supports (b) { p { x: \"}\" !important; --y: 1 } } @font-face { x: 1 } }"
    ),
    (
      "@media (a) { p { x: {{ v }}; y: 1 }",
      "@media (a) { p { x: {{ v }} !important; y: 1 !important }"
    ),
    ("@keyframes k { from { x: 1 } }", "@keyframes k { from { x: 1 } }"),
    ("<!-- p { x: 1 } /* c */ -->", nil),
    ("", nil),
    ("p { x: 1", "p { x: 1"),
  ]

  @Test(arguments: remainders)
  func aSheetKeepsWhatElementsCannotHave(css: String, expected: String?) {
    let page = TemplatePage("<style>\(css)</style><p class=\"a\">text</p>")
    let sheet = page.inlined().firstMatch(of: /<style>((?s).*)<\/style>/)
    #expect(sheet.map { String($0.output.1) } == expected)
  }

  /// Start tags, and what becomes of them by `b { x: "1" }`.
  private static let tags = [
    ("<b>", "<b style=\"x:'1'\">"),
    ("<b\n>", "<b style=\"x:'1'\"\n>"),
    ("<B/>", "<B style=\"x:'1'\"/>"),
    ("<b/style=y:2>", "<b/style=\"x:'1';y:2\">"),
    ("<b class=b>", "<b style=\"x:'1'\" class=b>"),
    ("<b style=\"y:2\">", "<b style=\"x:'1';y:2\">"),
    ("<b style=\"\">", "<b style=\"x:'1'\">"),
    ("<b style=\" \">", "<b style=\"x:'1' \">"),
    ("<b style='y:2'>", "<b style='x:\"1\";y:2'>"),
    ("<b Style = 'y:2' id=a>", "<b Style = 'x:\"1\";y:2' id=a>"),
    ("<b style>", "<b style=\"x:'1'\">"),
    ("<b style=>", "<b style=\"x:'1'\">"),
    ("<b style= id=a>", "<b style= \"x:'1';id=a\">"),
    ("<b style=y:2 id=a>", "<b style=\"x:'1';y:2\" id=a>"),
    ("<b style=y:\"2\">", "<b style='x:\"1\";y:\"2\"'>"),
    ("<b style=y:\"2'>", "<b style=y:\"2'>"),
    ("<b style=x:2>", "<b style=x:2>"),
    ("<b style='x:2 ! important'>", "<b style='x:2 ! important'>"),
    ("<b style=\"y:2\" style=\"z:3\">", "<b style=\"x:'1';y:2\" style=\"z:3\">"),
    ("<b style={{ v }}>", "<b style={{ v }}>"),
    ("<b style=\"{{ v }}\">", "<b style=\"x:'1';{{ v }}\">"),
    ("<b style=\"{% if v %}x:2{% endif %}\">", "<b style=\"x:'1';{% if v %}x:2{% endif %}\">"),
    ("<b{% if v %} id=a{% endif %}>", "<b style=\"x:'1'\"{% if v %} id=a{% endif %}>"),
    ("<b {% if v %}style=\"x:2\"{% endif %}>", "<b {% if v %}style=\"x:2\"{% endif %}>"),
    ("<b {{ v }}>", "<b {{ v }}>"),
    ("<b{{ v }}>", "<b{{ v }}>"),
    (
      "{% if v %}<b>{% else %}<b>{% endif %}",
      "{% if v %}<b style=\"x:'1'\">{% else %}<b style=\"x:'1'\">{% endif %}"
    ),
    ("\r\n\t{{ v }}å<b\r\n\tid=ä>", "\r\n\t{{ v }}å<b style=\"x:'1'\"\r\n\tid=ä>"),
  ]

  @Test(arguments: tags)
  func declarationsAreWrittenWhereTheyAreSafe(tag: String, expected: String) {
    let sheet = "<!doctype html>\r\n<style>b { x: \"1\" }</style>"
    let result = TemplatePage(sheet + tag + "text</b>").inlined()
    #expect(result.hasSuffix(expected + "text</b>"), "\(result)")
  }

  /// Pages, and where `<style>S</style>` goes in them.
  private static let places = [
    ("text", "Stext"),
    ("{% if v %}text{% endif %}", "S{% if v %}text{% endif %}"),
    ("<!doctype html><html lang=sv><p>", "<!doctype html><html lang=sv>S<p>"),
    ("<html><head><title>t</title></head><p>", "<html><head><title>t</title>S</head><p>"),
    ("<head>{% if v %}<meta>{% endif %}</head>", "<head>{% if v %}<meta>{% endif %}S</head>"),
    ("<head><title>t</title><body>", "<head>S<title>t</title><body>"),
    (
      "<head><title>t</title><style>q{}</style><style>r{}</style></head>",
      "<head><title>t</title>S<style>q{}</style><style>r{}</style></head>"
    ),
    ("<head><style>p{}</style></head><p>", "<head>S</head><p>"),
    (
      "<head>{% if v %}<style>q{}</style>{% endif %}</head>",
      "<head>S{% if v %}<style>q{}</style>{% endif %}</head>"
    ),
    (
      "<head><!--[if !mso]><!--><style>q{}</style><!--<![endif]--></head>",
      "<head>S<!--[if !mso]><!--><style>q{}</style><!--<![endif]--></head>"
    ),
    ("<head></head><body><style>q{}</style>", "<head>S</head><body><style>q{}</style>"),
  ]

  @Test(arguments: places)
  func sheetsOfComponentsComeBeforeThoseOfThePage(page: String, expected: String) {
    let sheet = ".never { x: 1 }"
    let result = TemplatePage(page).inlined(sheets: [sheet, sheet, " "])
    #expect(result.replacing("<style>\n\(sheet)\n</style>\n", with: "S") == expected)
  }

  @Test func sheetsOfComponentsAreWeakerThanThoseOfThePage() {
    let page = TemplatePage("<p class=a>text</p><style>p { x: 3 }</style>")
    let result = page.inlined(sheets: ["p { x: 1; y: 1; z: 1 }", "p { y: 2 }"])
    #expect(result == "<p style=\"z:1;y:2;x:3\" class=a>text</p>")
  }

  @Test func aPageWithoutStylesStaysAsItIs() {
    #expect(StyleInliner.edits(for: Array("<p>text".utf8), branches: [2, 0], sheets: [""]) == [])
    #expect(StyleInliner.edits(for: [], branches: [0], sheets: []) == [])
  }

  /// Clones by mis-nested tags, and elements that no tag makes.
  @Test func aRuleStaysForElementsThatCannotHaveIt() {
    let rules = "p b { x: 1 } tbody { y: 2 } i { z: 3 }"
    let page = "<b>1<p>2</b>3</p><p><b>4</b></p><table><tr><td><i>5</i></table>"
    let result = TemplatePage("<style>\(rules)</style>\(page)").inlined()
    #expect(result.contains("<style>p b { x: 1 } tbody { y: 2 }</style><b>1<p>2</b>"))
    #expect(
      result.hasSuffix("<b style=\"x:1\">4</b></p><table><tr><td><i style=\"z:3\">5</i></table>")
    )
  }

  @Test func aSecondBodyTagGivesItsAttributesToTheFirst() {
    let page = "<body class=a><p>text</p><body id=b style=\"y:2\">"
    let sheet = "<style>body { x: 1 } .a { x: 2 } #b { x: 3 } p { x: 4 }</style>"
    let result = TemplatePage(sheet + page).inlined()
    #expect(
      result == "<style>body { x: 1 } .a { x: 2 } #b { x: 3 }</style>"
        + page.replacing("<p>", with: "<p style=\"x:4\">")
    )
  }

  @Test func aPageBeyondTheLimitOfTagsIsLeftAlone() {
    let page = TemplatePage("<style>p{x:1}</style>" + String(repeating: "<p>", count: 30_000))
    let result = page.inlined(sheets: ["q{x:1}"])
    #expect(result.hasPrefix("<style>\nq{x:1}\n</style>\n<style>p{x:1}</style><p><p>"))
  }
}
