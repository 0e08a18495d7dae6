import Diagnostics
import Foundation
import TestSupport
import Testing
import Workspace

@Suite struct StarterWorkspaceTests {
  private static let root = Folder.beside(#filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The files of the repository's own workspace, by their paths.
  private func own() throws -> [String: String] {
    var files: [String: String] = [:]
    let folders = [
      "segments", "offers", "campaigns", "Templates", "Templates/layouts", "Templates/partials",
      "Templates/locales",
    ]
    var paths = ["stamkund.yaml"]
    for folder in folders {
      let url = Self.root.appendingPathComponent(folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      paths += names.filter { $0.contains(".") && !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
    }
    for path in paths {
      let url = Self.root.appendingPathComponent(path)
      files[path] = try String(contentsOf: url, encoding: .utf8)
    }
    return files
  }

  @Test func theProgramsCopyIsTheRepositorysWorkspace() async throws {
    let own = try own()
    try await withTemporaryFolder { folder in
      let written = try StarterWorkspace.write(to: folder)
      #expect(
        Set(written) == Set(own.keys).union([".gitignore"]),
        "run scripts/embed-starter.sh"
      )
      for (path, text) in own {
        let copy = folder.appendingPathComponent(path)
        #expect(
          try String(contentsOf: copy, encoding: .utf8) == text,
          "\(path) differs: run scripts/embed-starter.sh"
        )
      }
    }
  }

  @Test func theProgramsComponentsAreTheRepositorys() throws {
    let folder = Self.root.appendingPathComponent("Templates/components")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".liquid") }
    #expect(names.count >= 9)
    #expect(Set(ShippedComponents.all.keys.map { "\($0).liquid" }) == Set(names))
    for (name, file) in ShippedComponents.all {
      let own = try String(
        contentsOf: folder.appendingPathComponent("\(name).liquid"),
        encoding: .utf8
      )
      #expect(own == file.text, "\(name) differs: run scripts/embed-starter.sh")
    }
  }

  @Test func everyLanguageHasAllWordsOfTheComponents() throws {
    let swedish = try #require(ShippedComponents.words["sv"])
    #expect(ShippedComponents.words.keys.sorted() == ["da", "de", "en", "fi", "nb", "sv"])
    for (language, words) in ShippedComponents.words {
      #expect(Set(words.keys) == Set(swedish.keys), "\(language)")
      #expect(!words.values.contains(""), "\(language)")
    }
  }

  @Test func aNewWorkspaceHasNoErrors() async throws {
    try await withTemporaryFolder { folder in
      try StarterWorkspace.write(to: folder)
      let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
      #expect(TestWorkspace.errors(workspace) == "")
      #expect(workspace.problems.map(\.code) == ["no-web"])
      #expect(
        workspace.campaigns.keys.sorted() == [
          "anniversary", "birthday", "newsletter", "recommendation", "thanks", "welcome", "winback",
        ]
      )
      #expect(
        workspace.offers.keys.sorted()
          == ["anniversary", "birthday-gift", "welcome", "winback-20"]
      )
      #expect(workspace.configuration?.imports.count == 4)
    }
  }

  @Test func nothingIsWrittenOver() async throws {
    try await withTemporaryFolder { folder in
      let mine = folder.appendingPathComponent("stamkund.yaml")
      try Data("mine".utf8).write(to: mine)
      #expect(throws: StarterFailure.exists(mine.path)) {
        try StarterWorkspace.write(to: folder)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["stamkund.yaml"])
      #expect(try String(contentsOf: mine, encoding: .utf8) == "mine")
    }
  }
}
