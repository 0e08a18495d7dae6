import Diagnostics

/// The tags for e-mails that the program brings along, each a file as a shop would write it.
///
/// A file of the same name in the shop's `Templates/components` takes the place of one of these.
package enum ShippedComponents {
  /// By name.
  package static let all: [String: SourceFile] = Dictionary(
    uniqueKeysWithValues: ShippedFiles.components.map { path, text in
      let name = String(path.dropFirst("Templates/components/".count).dropLast(".liquid".count))
      return (name, SourceFile(name: name, path: "\(SourceFile.shipped) '\(name)'", text: text))
    }
  )

  /// The words that they use, by language and key.
  package static let words: [String: [String: String]] = {
    let files = ShippedFiles.words.map { path, text in
      let language = String(path.split(separator: "/").last?.dropLast(".yaml".count) ?? "")
      return (language, SourceFile(name: language, path: path, text: text))
    }
    // What is wrong with them would be a programmer's error; a test reads them.
    var problems: [Diagnostic] = []
    return TranslationFile.readAll(Dictionary(uniqueKeysWithValues: files), &problems)
  }()
}

extension SourceFile {
  /// How the path of a file begins that is in no folder.
  fileprivate static let shipped = "shipped component"

  /// Whether it came with the program.
  var isShipped: Bool { path.hasPrefix(Self.shipped) }
}
