import Diagnostics
import Foundation
import TestSupport
import Testing
import Workspace

/// Whatever a file holds, it is read or refused with a reason.
@Suite struct MutatedFileTests {
  private static let root = Folder.beside(#filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  private func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0...Int.random(in: 0...2, using: &random) {
      let index = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[Int.random(in: 0..<lines.count, using: &random)], at: index)
      case 2: lines[index] = "  " + lines[index]
      case 3:
        let place = Int.random(in: 0...lines[index].count, using: &random)
        let sign = "{}[]:,'\"#%&*|>-? \t\u{0}0ö".randomElement(using: &random) ?? " "
        let start = lines[index].index(lines[index].startIndex, offsetBy: place)
        lines[index].insert(sign, at: start)
      default: lines[index] = String(lines[index].dropLast(lines[index].count / 2))
      }
      if lines.isEmpty { lines = [""] }
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: ["stamkund.yaml", "offers/winback-20.yaml", "campaigns/winback.yaml"])
  func aFileHasEitherAValueOrAnError(path: String) async throws {
    let url = Self.root.appendingPathComponent(path)
    let original = try String(contentsOf: url, encoding: .utf8)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let text = mutated(original, &random)
      try await TestWorkspace.load(with: [path: text]) { workspace in
        let ownErrors = workspace.problems.filter {
          $0.severity == .error && $0.location.file == path
        }
        let hasValue =
          switch path.split(separator: "/")[0] {
          case "offers": workspace.offers["winback-20"] != nil
          case "campaigns": workspace.campaigns["winback"] != nil
          default: workspace.configuration != nil
          }
        #expect(hasValue == ownErrors.isEmpty, "seed \(seed): \(text)")
      }
    }
  }
}
