import Diagnostics
import Foundation
import Liquid
import TestSupport
import Testing

@Suite struct PartialTests {
  // MARK: Layouts

  private let layouts = [
    "base": "<{% block title %}none{% endblock %}|{% block body %}{% endblock %}|{{ x }}>",
    "inner":
      "{% layout 'base' %}{% block title %}inner{% endblock %}{% block body %}({% block text %}-{% endblock %}){% endblock %}",
  ]

  @Test(arguments: [
    ("{% layout 'base' %}", "<none||>"),
    ("{% layout 'base' %}{% block body %}B{% endblock %}", "<none|B|>"),
    (
      "\n{% layout \"base\" %}\n{% assign x = 1 %}\n{% block title %}T{{ x }}{% endblock %}\n",
      "<T1||1>"
    ),
    ("{% layout 'inner' %}{% block text %}X{% endblock %}", "<inner|(X)|>"),
    ("{% layout 'inner' %}{% block title %}mine{% endblock %}", "<mine|(-)|>"),
    ("{% layout 'inner' %}{% block body %}b{% endblock %}", "<inner|b|>"),
    ("{% layout 'base' %}{% if true %}{% skip 'no stock' %}{% endif %}", "skipped: no stock"),
    ("a{% block b %}c{% endblock %}d", "acd"),
  ])
  func pagesFillTheBlocksOfTheirLayout(_ page: String, _ expected: String) {
    #expect(Render.text(page, layouts: layouts) == expected)
  }

  @Test(arguments: [
    ("{% layout 'base' %}text", "outside-block"), ("{% layout 'base' %}{{ x }}", "outside-block"),
    ("text{% layout 'base' %}", "misplaced-layout"), ("{% layout 'none' %}", "unknown-layout"),
    ("{% layout 'base' %}{% block bdy %}{% endblock %}", "unknown-block"),
    (
      "{% layout 'base' %}{% block body %}{% endblock %}{% block body %}{% endblock %}",
      "duplicate-block"
    ),
    ("{% layout '../base' %}", "layout-name"), ("{% layout base %}", "syntax"),
  ])
  func pagesThatDoNotFitAreRefused(_ page: String, _ code: String) {
    #expect(Render.parse(page, layouts: layouts).diagnostics.map(\.code) == [code])
  }

  @Test func errorsNameTheFileTheyAreIn() throws {
    let parsed = Render.parse(
      "{% layout 'base' %}{% block body %}\n{{ 1 | divided_by: 0 }}{% endblock %}",
      layouts: layouts
    )
    let template = try #require(parsed.template)
    let error = #expect(throws: RenderError.self) {
      try Renderer().render(template, [], in: RenderContext())
    }
    #expect(error?.description == "page.liquid:2:8: divided by 0")
    let inPartial = Render.text("{% render 'p' %}", partials: ["p": "\n {{ 1 | modulo: 0 }}"])
    #expect(inPartial == "error: p:2:9: divided by 0")
  }

  // MARK: Partials

  @Test(arguments: [
    "", "../secret", "a/../../b", "/etc/passwd", "a\\b", "a//b", ".", "a/./b", "a\0b", "a\nb",
  ])
  func namesThatLeadOutAreRefused(_ name: String) throws {
    let parsed = Render.parse("{% render '\(name)' %}", partials: [name: "x"])
    #expect(parsed.diagnostics.map(\.code) == ["partial-name"])
    let loader = FolderLoader(
      root: FileManager.default.temporaryDirectory,
      ending: "",
      shownAs: "p"
    )
    #expect(throws: LoadFailure.self) { try loader.load(name) }
  }

  @Test func linksThatLeadOutAreRefused() async throws {
    try await withTemporaryFolder { folder in
      let files = FileManager.default
      let inside = folder.appendingPathComponent("partials")
      try files.createDirectory(
        at: inside.appendingPathComponent("sub"),
        withIntermediateDirectories: true
      )
      try Data("secret".utf8).write(to: folder.appendingPathComponent("secret.liquid"))
      try Data("fine".utf8).write(to: inside.appendingPathComponent("sub/real.liquid"))
      for (link, target) in [
        ("out.liquid", "../secret.liquid"), ("in.liquid", "sub/real.liquid"), ("dir", ".."),
      ] {
        try files.createSymbolicLink(
          atPath: inside.appendingPathComponent(link).path,
          withDestinationPath: target
        )
      }
      let loader = FolderLoader(root: inside, ending: ".liquid", shownAs: "Templates/partials")
      #expect(try loader.load("sub/real")?.text == "fine")
      #expect(try loader.load("sub/real")?.file == "Templates/partials/sub/real.liquid")
      #expect(try loader.load("in")?.text == "fine")
      #expect(try loader.load("none") == nil)
      #expect(throws: LoadFailure.self) { try loader.load("out") }
      #expect(throws: LoadFailure.self) { try loader.load("dir/secret") }
      #expect(loader.names.contains("sub/real"))
      let parser = TemplateParser(partials: loader)
      let parsed = parser.parse("{% render 'out' %}", file: "page")
      #expect(parsed.diagnostics.map(\.code) == ["unreadable-partial"])
    }
  }

  @Test func partialsSeeTheDataButNotTheCallersVariables() {
    let partials = ["p": "[{{ shop }}{{ x }}]"]
    let template = "{% assign x = 1 %}{% assign shop = 'mine' %}{% render 'p' %}"
    #expect(Render.text(template, ["shop": "S"], partials: partials) == "[S]")
  }

  @Test func includesAreNotAllowedInRenderedPartials() {
    let parsed = Render.parse("{% render 'a' %}", partials: ["a": "{% include 'b' %}", "b": ""])
    #expect(parsed.diagnostics.map(\.code) == ["include-in-partial"])
  }

  @Test func recursionThatEndsIsFine() {
    let partials = [
      "tree":
        "{{ node.name }}{% for n in node.children %}({% render 'tree', node: n %}){% endfor %}"
    ]
    let data: LiquidValue = [
      "root": [
        "name": "a", "children": [["name": "b"], ["name": "c", "children": [["name": "d"]]]],
      ]
    ]
    #expect(
      Render.text("{% render 'tree', node: root %}", data, partials: partials) == "a(b)(c(d))"
    )
  }

  @Test func skippingIsNoError() {
    #expect(
      Render.text("{% if x %}{% skip 'no ' | append: x %}{% endif %}ok", ["x": "offer"])
        == "skipped: no offer"
    )
    #expect(Render.text("{% if x %}{% skip 'no' %}{% endif %}ok") == "ok")
    #expect(
      Render.text("{% render 'p' %}", partials: ["p": "{% skip 'deep' %}"]) == "skipped: deep"
    )
  }
}
