import Foundation
import Markdown
import TestSupport
import Testing

@Suite struct MarkdownCaseTests {
  private static let folder = Folder.beside(#filePath).appendingPathComponent("Cases")

  /// In a case, `⟦…⟧` is a customer's value, `\n` in it a line feed.
  @Test func makesTheHTMLOfEachCase() throws {
    let files = try Folder.files(in: Self.folder, ending: ".md")
    #expect(files.count >= 8)
    for file in files {
      let source = try String(contentsOf: file, encoding: .utf8)
      let html = try MarkdownConverter().html(Self.withValues(source))
      expectGolden(html, at: file.deletingPathExtension().appendingPathExtension("html"))
    }
  }

  private static func withValues(_ source: String) -> String {
    var parts = source.components(separatedBy: "⟦")
    var result = parts.removeFirst()
    for part in parts {
      let pieces = part.components(separatedBy: "⟧")
      result += Value.escaped(pieces[0].replacingOccurrences(of: "\\n", with: "\n"))
      result += pieces.dropFirst().joined(separator: "⟧")
    }
    return result
  }

  @Test(arguments: ["", "\n", "  \n\t\n", "\u{FEFF}", "[a]: https://shop.example/\n"])
  func aTextThatSaysNothingIsEmpty(source: String) throws {
    #expect(try MarkdownConverter().html(source) == "")
  }

  @Test func aNullBufferIsEmpty() throws {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    #expect(try MarkdownConverter().html(from: nothing) == [])
  }
}
