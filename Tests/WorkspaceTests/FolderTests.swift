import Diagnostics
import Foundation
import TestSupport
import Testing
import Workspace

@Suite struct FolderTests {
  @Test func aWorkspaceIsFoundFromAFolderInside() async throws {
    try await withTemporaryFolder { folder in
      let deep = folder.appendingPathComponent("shop/Templates/partials")
      try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
      let shop = folder.appendingPathComponent("shop")
      try Data().write(to: shop.appendingPathComponent("stamkund.yaml"))
      let found = try WorkspaceFolder.find(from: deep)
      #expect(found.root.path == shop.path)
      #expect(found.url("data/a.csv").path == shop.path + "/data/a.csv")
      #expect(found.url("/etc/a").path == "/etc/a")
      #expect(throws: WorkspaceNotFound.noneFrom(folder.path)) {
        try WorkspaceFolder.find(from: folder)
      }
      #expect(throws: WorkspaceNotFound.notAWorkspace(deep.path)) { try WorkspaceFolder(at: deep) }
    }
  }

  private func problems(_ files: [String: Data]) async throws -> [String] {
    var found: [String] = []
    try await TestWorkspace.load(with: files) { workspace in
      found = workspace.problems.map { "\($0.location.file):\($0.location.line) \($0.code)" }
    }
    return found
  }

  @Test(arguments: [
    ("segments/big.yaml", Data(count: 1_000_001), "segments/big.yaml:1 too-large"),
    ("offers/a.yaml", Data("title: a\nkind: g\u{e9}".utf8.dropLast()), "offers/a.yaml:2 encoding"),
    ("stamkund.yaml", Data([0xFF, 0xFE, 0x61, 0]), "stamkund.yaml:1 encoding"),
    ("segments/a.yml", Data(), "segments/a.yml:1 unused-file"),
    ("segments/min grupp.yaml", Data(), "segments/min grupp.yaml:1 file-name"),
    ("Templates/winback.md.liquid", Data(), "Templates/winback.md.liquid:1 duplicate-template"),
    ("Templates/components/a.html", Data(), "Templates/components/a.html:1 unused-file"),
    ("Templates/components/a-b.liquid", Data(), "Templates/components/a-b.liquid:1 file-name"),
    ("Templates/a.html", Data(), "Templates/a.html:1 unused-file"),
    ("Templates/a.txt.liquid", Data(), "Templates/a.txt.liquid:1 no-base-template"),
    ("Templates/a.en.html.liquid", Data(), "Templates/a.en.html.liquid:1 no-base-template"),
    (
      "Templates/winback.english.html.liquid", Data(),
      "Templates/winback.english.html.liquid:1 file-name"
    ),
    ("Templates/partials/a.html", Data(), "Templates/partials/a.html:1 unused-file"),
    ("Templates/bits/a.liquid", Data(), "Templates/bits:1 unused-file"),
    ("Templates/locales/english.yaml", Data(), "Templates/locales/english.yaml:1 unused-file"),
    ("Templates/locales/en.yaml", Data("- a".utf8), "Templates/locales/en.yaml:1 wrong-kind"),
  ])
  func aFileThatCannotBeUsedIsTold(path: String, content: Data, expected: String) async throws {
    #expect(try await problems([path: content]) == [expected])
  }

  @Test func aMarkdownFileIsAnEMail() async throws {
    let files = ["Templates/news.md.liquid": "# a", "Templates/news.en.html.liquid": "b"]
    try await TestWorkspace.load(with: files.mapValues { Data($0.utf8) }) { workspace in
      #expect(workspace.problems == [])
      let news = try #require(workspace.files.templates.templates["news"])
      #expect(news.base.isMarkdown && news.base.page.text == "# a")
      #expect(news.variants["en"]?.isMarkdown == false)
    }
  }

  @Test func aShopsOwnComponentTakesThePlaceOfOneThatShips() async throws {
    let files = ["button": "mine", "badge": "new"]
    let data = files.map { ("Templates/components/\($0).liquid", Data($1.utf8)) }
    try await TestWorkspace.load(with: Dictionary(uniqueKeysWithValues: data)) { workspace in
      let components = workspace.files.templates.components
      #expect(components["button"]?.text == "mine")
      #expect(components["badge"]?.text == "new")
      #expect(components["divider"] == ShippedComponents.all["divider"])
      #expect(components["divider"] != nil)
      let kept = workspace.files.texts.keys.filter { $0.contains("omponent") }.sorted()
      #expect(kept == ["Templates/components/badge.liquid", "Templates/components/button.liquid"])
    }
  }

  @Test func whatEditorsLeaveBehindIsPassedOver() async throws {
    let left = [
      "segments/.a.yaml.swp", "offers/a.yaml~", "campaigns/#a.yaml#", "Templates/.DS_Store",
    ]
    let files = Dictionary(uniqueKeysWithValues: left.map { ($0, Data("x".utf8)) })
    #expect(try await problems(files).isEmpty)
  }

  @Test func aLinkOutOfTheWorkspaceIsNotFollowed() async throws {
    try await withTemporaryFolder { folder in
      let root = folder.appendingPathComponent("shop")
      let cases = TestWorkspace.cases.appendingPathComponent("workspace")
      try FileManager.default.copyItem(at: cases, to: root)
      try Data("secret".utf8).write(to: folder.appendingPathComponent("secret"))
      try FileManager.default.createSymbolicLink(
        atPath: root.appendingPathComponent("Templates/out.html.liquid").path,
        withDestinationPath: "../../secret"
      )
      try FileManager.default.createSymbolicLink(
        atPath: root.appendingPathComponent("Templates/in.html.liquid").path,
        withDestinationPath: "winback.html.liquid"
      )
      let workspace = ShopWorkspace.load(try WorkspaceFolder(at: root))
      #expect(workspace.problems.map(\.code) == ["outside"])
      #expect(workspace.files.templates.templates.keys.sorted() == ["in", "winback"])
    }
  }

  @Test func aByteOrderMarkIsNotPartOfTheText() async throws {
    let text = Data([0xEF, 0xBB, 0xBF]) + Data("title: Tack\nkind: gift\n".utf8)
    try await TestWorkspace.load(with: ["offers/tack.yaml": text]) { workspace in
      #expect(workspace.problems.isEmpty)
      #expect(workspace.offers["tack"]?.title == "Tack")
    }
  }

  @Test func templatesComeWithTheirLanguagesTextsAndParts() async throws {
    let files = [
      "Templates/winback.en.html.liquid": "<p>Hello</p>",
      "Templates/winback.en.txt.liquid": "Hello",
      "Templates/partials/footer.liquid": "any",
      "Templates/partials/footer.txt.liquid": "text",
      "Templates/partials/head.html.liquid": "html",
      "Templates/layouts/base.html.liquid": "frame",
      "Templates/locales/sv.yaml": "hello: Hej\nbutton:\n  buy: Köp\n",
    ]
    try await TestWorkspace.load(with: files) { workspace in
      #expect(workspace.problems.isEmpty)
      let templates = workspace.files.templates
      let winback = try #require(templates.templates["winback"])
      #expect(winback.base.page.text == "<p>Hej</p>\n")
      #expect(winback.base.text == nil)
      #expect(winback.value(for: "en-GB").page.path == "Templates/winback.en.html.liquid")
      #expect(winback.value(for: "en-GB").text?.text == "Hello")
      #expect(templates.partials.mapValues(\.text) == ["footer": "any", "head": "html"])
      #expect(templates.textPartials.mapValues(\.text) == ["footer": "text"])
      #expect(templates.layouts.mapValues(\.text) == ["base": "frame"])
      let own = ["hello": "Hej", "button.buy": "Köp"]
      let words = ShippedComponents.words["sv"] ?? [:]
      #expect(workspace.translations["sv"] == own.merging(words) { own, _ in own })
    }
  }
}
