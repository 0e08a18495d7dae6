import Foundation
import Liquid

/// What must hold for a rendered text, whatever the template and the data are.
///
/// Each check is made only of templates of which it can be said for certain.
struct OutputPromises {
  private let input: LiquidInput
  private let text: String
  private let source: String

  init(_ input: LiquidInput, _ text: String) {
    self.input = input
    self.text = text
    source = input.source
  }

  func check() {
    switch input.escaping {
    case .html, .markdown:
      guard !mentions("raw") else { break }
      specialCharactersAreTheTemplates()
      customersAddNoMarkup()
    case .line:
      let hasBreak = text.utf8.contains { $0 == 0x0A || $0 == 0x0D }
      expect(!hasBreak, "a header has one line")
    case .none: break
    }
    dataIsNeverRun()
  }

  /// A character that the template does not have is not in its HTML either.
  private func specialCharactersAreTheTemplates() {
    guard !mentions("tablerow") else { return }
    let written = text.replacingOccurrences(of: "<br />", with: "")
    for character: Unicode.Scalar in ["<", ">", "\"", "'"]
    where !source.unicodeScalars.contains(character) {
      expect(!written.unicodeScalars.contains(character), "values are escaped: \(character)")
    }
  }

  /// The marker's beginning comes out only escaped, unless the template takes texts apart.
  private func customersAddNoMarkup() {
    let dividers = [
      "zq", "slice", "split", "replace", "remove", "strip_html", "first", "last", "decode", "[",
    ]
    guard !dividers.contains(where: mentions), !dataMentions("zq") else { return }
    expect(!text.lowercased().contains("<zq"), "a customer's text adds no markup")
  }

  /// Braces in the data are text: what they name is not looked up.
  private func dataIsNeverRun() {
    let namers = ["hidden", "[", "s3cret"]
    guard !namers.contains(where: mentions), !dataMentions("s3cret") else { return }
    expect(!text.contains(FuzzData.secret), "Liquid in the data is not run")
  }

  private func mentions(_ word: String) -> Bool { source.lowercased().contains(word) }

  /// Whether the input's own data has the word, or could have it behind escapes.
  private func dataMentions(_ word: String) -> Bool {
    input.json.contains("\\u") || input.json.lowercased().contains(word)
  }
}
