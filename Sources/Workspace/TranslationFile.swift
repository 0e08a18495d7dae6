import Diagnostics
import Documents

/// The files of `Templates/locales`: words by key, in one language each.
enum TranslationFile {
  static func readAll(
    _ files: [String: SourceFile],
    _ problems: inout [Diagnostic]
  ) -> [String: [String: String]] {
    var translations: [String: [String: String]] = [:]
    for (language, file) in files {
      let (root, found) = file.document()
      problems += found
      guard let root else { continue }
      var texts: [String: String] = [:]
      problems += collect(root, under: [], into: &texts)
      translations[language] = texts
    }
    return translations
  }

  private static func collect(
    _ node: DocumentNode,
    under keys: [String],
    into texts: inout [String: String]
  ) -> [Diagnostic] {
    switch node.content {
    case .scalar(let scalar) where !keys.isEmpty:
      texts[keys.joined(separator: ".")] = scalar.isNull ? "" : scalar.text
      return []
    case .mapping(let entries):
      return entries.flatMap { collect($0.value, under: keys + [$0.key], into: &texts) }
    case .scalar, .sequence:
      return [
        .error(
          "wrong-kind",
          "expected words by key, found \(node.kind)",
          at: node.location,
          help: "write it like 'unsubscribe: Avsluta prenumerationen'"
        )
      ]
    }
  }
}
