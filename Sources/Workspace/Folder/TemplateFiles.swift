import Diagnostics

/// The files below `Templates/`.
///
///     Templates/winback.html.liquid       an e-mail, in the shop's language
///     Templates/winback.en.html.liquid    the same for customers whose language is English
///     Templates/winback.txt.liquid        its text part, where it is not made from the HTML
///     Templates/layouts/base.html.liquid  what e-mails are put into
///     Templates/partials/footer.liquid    parts of e-mails
///     Templates/locales/en.yaml           words in another language
package struct TemplateFiles: Sendable {
  /// By name.
  package let templates: [String: Localized<TemplateSource>]
  /// The parts for HTML, by name: `NAME.html.liquid`, else `NAME.liquid`.
  package let partials: [String: SourceFile]
  /// The parts for text, by name: `NAME.txt.liquid`, else `NAME.liquid`.
  package let textPartials: [String: SourceFile]
  /// The frames for HTML, by name: `NAME.html.liquid`, else `NAME.liquid`.
  package let layouts: [String: SourceFile]
  /// The frames for text, by name: `NAME.txt.liquid`, else `NAME.liquid`.
  package let textLayouts: [String: SourceFile]
  /// By language code in lower case.
  package let translations: [String: SourceFile]

  /// Every file, once.
  var files: [SourceFile] {
    let sources = templates.values.flatMap { $0.all.map(\.value) }
    let parts = [partials, textPartials, layouts, textLayouts, translations].flatMap(\.values)
    return sources.flatMap { [$0.html] + [$0.text].compactMap { $0 } } + parts
  }

  static func read(_ reader: inout SourceFileReader) -> TemplateFiles {
    let partials = Parts(in: "Templates/partials", &reader)
    let layouts = Parts(in: "Templates/layouts", &reader)
    return TemplateFiles(
      templates: templates(&reader),
      partials: partials.html,
      textPartials: partials.text,
      layouts: layouts.html,
      textLayouts: layouts.text,
      translations: translations(&reader)
    )
  }

  private static let folder = "Templates"

  private static func templates(
    _ reader: inout SourceFileReader
  ) -> [String: Localized<TemplateSource>] {
    var html: [String: [String: SourceFile]] = [:]
    var text: [String: [String: SourceFile]] = [:]
    for fileName in reader.names(in: folder) {
      let path = "\(folder)/\(fileName)"
      guard let kind = TemplateFileName.Kind(of: fileName) else {
        reportStranger(fileName, path: path, &reader)
        continue
      }
      guard let parsed = TemplateFileName(fileName, kind: kind, path: path, &reader),
        let file = reader.read(path, name: parsed.name)
      else { continue }
      let language = parsed.language ?? ""
      switch kind {
      case .html: html[parsed.name, default: [:]][language] = file
      case .text: text[parsed.name, default: [:]][language] = file
      }
    }
    return paired(html, text, &reader)
  }

  private static func reportStranger(
    _ fileName: String,
    path: String,
    _ reader: inout SourceFileReader
  ) {
    if fileName.hasSuffix(".md.liquid") {
      reader.report(
        .warning("not-yet", "Markdown templates are not available yet", at: .start(of: path))
      )
    } else if !reader.isFolder(path) {
      reader.reportUnused(path, help: "templates end with .html.liquid or .txt.liquid")
    } else if !["partials", "layouts", "locales"].contains(fileName) {
      reader.reportUnused(path, help: "folders here are partials, layouts and locales")
    }
  }

  /// Puts each e-mail's files together: the base, its languages, its text parts.
  private static func paired(
    _ html: [String: [String: SourceFile]],
    _ text: [String: [String: SourceFile]],
    _ reader: inout SourceFileReader
  ) -> [String: Localized<TemplateSource>] {
    var result: [String: Localized<TemplateSource>] = [:]
    for (name, byLanguage) in html {
      let texts = text[name] ?? [:]
      let sources = byLanguage.map { ($0, TemplateSource(html: $1, text: texts[$0])) }
      let variants = Dictionary(sources.filter { !$0.0.isEmpty }) { first, _ in first }
      if let base = byLanguage[""] {
        let source = TemplateSource(html: base, text: texts[""])
        result[name] = Localized(source, variants: variants)
      } else {
        reportBaseless(byLanguage.values, base: "\(name).html.liquid", &reader)
      }
    }
    for (name, byLanguage) in text {
      for (language, file) in byLanguage where html[name]?[language] == nil {
        let wanted = language.isEmpty ? name : "\(name).\(language)"
        reportBaseless([file], base: "\(wanted).html.liquid", &reader)
      }
    }
    return result
  }

  private static func reportBaseless(
    _ files: some Sequence<SourceFile>,
    base: String,
    _ reader: inout SourceFileReader
  ) {
    for file in files {
      reader.report(
        .error(
          "no-base-template",
          "this file belongs to '\(base)', which is not there",
          at: .start(of: file.path)
        )
      )
    }
  }

  private static func translations(_ reader: inout SourceFileReader) -> [String: SourceFile] {
    var result: [String: SourceFile] = [:]
    for fileName in reader.names(in: "Templates/locales") {
      let path = "Templates/locales/\(fileName)"
      guard fileName.hasSuffix(".yaml"),
        let language = LanguageCode.valid(String(fileName.dropLast(".yaml".count)))
      else {
        reader.reportUnused(path, help: "files here are named by their language, such as en.yaml")
        continue
      }
      result[language] = reader.read(path, name: language)
    }
    return result
  }
}

/// One e-mail in one language.
package struct TemplateSource: Hashable, Sendable {
  package let html: SourceFile
  /// Nil where the text part is made from the HTML.
  package let text: SourceFile?
}

/// A folder of parts, of which some are for HTML or text only.
private struct Parts {
  var html: [String: SourceFile] = [:]
  var text: [String: SourceFile] = [:]

  init(in folder: String, _ reader: inout SourceFileReader) {
    for fileName in reader.names(in: folder) {
      let path = "\(folder)/\(fileName)"
      guard fileName.hasSuffix(".liquid") else {
        reader.reportUnused(path, help: "files in \(folder)/ end with .liquid")
        continue
      }
      let kind = TemplateFileName.Kind(of: fileName)
      let ending = kind?.ending ?? ".liquid"
      guard let name = reader.checkedName(fileName.dropLast(ending.count), path: path),
        let file = reader.read(path, name: name)
      else { continue }
      switch kind {
      case .html: html[name] = file
      case .text: text[name] = file
      case nil:
        html[name] = html[name] ?? file
        text[name] = text[name] ?? file
      }
    }
  }
}

/// What the name of a template file says.
private struct TemplateFileName {
  enum Kind: CaseIterable {
    case html
    case text

    var ending: String {
      switch self {
      case .html: ".html.liquid"
      case .text: ".txt.liquid"
      }
    }

    init?(of fileName: String) {
      guard let kind = Self.allCases.first(where: { fileName.hasSuffix($0.ending) }) else {
        return nil
      }
      self = kind
    }
  }

  let name: String
  let language: String?

  /// `winback.en.html.liquid` is the template `winback` in English.
  init?(_ fileName: String, kind: Kind, path: String, _ reader: inout SourceFileReader) {
    let stem = fileName.dropLast(kind.ending.count)
    let parts = stem.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let name = reader.checkedName(first, path: path) else {
      return nil
    }
    self.name = name
    guard parts.count == 2 else {
      language = nil
      return
    }
    guard let language = LanguageCode.valid(String(parts[1])) else {
      reader.report(
        .error(
          "file-name",
          "'\(parts[1])' in this file's name is not a language",
          at: .start(of: path),
          help: "name it like winback.en.html.liquid"
        )
      )
      return nil
    }
    self.language = language
  }
}
