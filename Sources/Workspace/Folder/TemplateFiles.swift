import Diagnostics

/// The files below `Templates/`.
///
///     Templates/winback.html.liquid       an e-mail, in the shop's language
///     Templates/winback.en.html.liquid    the same for customers whose language is English
///     Templates/winback.txt.liquid        its text part, where it is not made from the HTML
///     Templates/newsletter.md.liquid      an e-mail written in Markdown
///     Templates/layouts/base.html.liquid  what e-mails are put into
///     Templates/partials/footer.liquid    parts of e-mails
///     Templates/components/button.liquid  a tag of the shop's own, or in place of one that ships
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
  /// The tags of HTML and Markdown e-mails, by name: the shop's own before those that ship.
  package let components: [String: SourceFile]
  /// By language code in lower case.
  package let translations: [String: SourceFile]

  /// Every file, once.
  var files: [SourceFile] {
    let sources = templates.values.flatMap { $0.all.map(\.value) }
    let parts = [partials, textPartials, layouts, textLayouts, translations].flatMap(\.values)
    return sources.flatMap { [$0.page] + [$0.text].compactMap { $0 } } + parts
      + components.values.filter { !$0.isShipped }
  }

  static func read(_ reader: inout SourceFileReader) -> TemplateFiles {
    let partials = Parts(in: "Templates/partials", &reader)
    let layouts = Parts(in: "Templates/layouts", &reader)
    let components = Parts(in: "Templates/components", &reader)
    return TemplateFiles(
      templates: templates(&reader),
      partials: partials.html,
      textPartials: partials.text,
      layouts: layouts.html,
      textLayouts: layouts.text,
      components: ShippedComponents.all.merging(
        components.html.merging(components.text) { html, _ in html }
          .filter { isTag($0.value, &reader) }
      ) { shipped, own in own.text == shipped.text ? shipped : own },
      translations: translations(&reader)
    )
  }

  /// Whether a component's name can be a tag's.
  private static func isTag(_ file: SourceFile, _ reader: inout SourceFileReader) -> Bool {
    let ending = file.path.hasSuffix(".txt.liquid") || file.path.hasSuffix(".md.liquid")
    if ending {
      reader.reportUnused(file.path, help: "components are HTML; their files end with .liquid")
      return false
    }
    if file.name.utf8.allSatisfy(Self.isWord) { return true }
    reader.report(
      .error(
        "file-name",
        "a component is called as a tag: its name has letters from a to z, digits and _ only",
        at: .start(of: file.path),
        help: "rename the file"
      )
    )
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static let folder = "Templates"

  private static func templates(
    _ reader: inout SourceFileReader
  ) -> [String: Localized<TemplateSource>] {
    var pages: [String: [String: TemplatePage]] = [:]
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
      case .html, .markdown:
        if let other = pages[parsed.name]?[language] {
          reportTwins(file, other.file, &reader)
        } else {
          let page = TemplatePage(file: file, isMarkdown: kind == .markdown)
          pages[parsed.name, default: [:]][language] = page
        }
      case .text: text[parsed.name, default: [:]][language] = file
      }
    }
    return paired(pages, text, &reader)
  }

  private static func reportStranger(
    _ fileName: String,
    path: String,
    _ reader: inout SourceFileReader
  ) {
    if !reader.isFolder(path) {
      reader.reportUnused(path, help: "templates end with .html.liquid, .md.liquid or .txt.liquid")
    } else if !["partials", "layouts", "components", "locales"].contains(fileName) {
      reader.reportUnused(path, help: "folders here are partials, layouts, components and locales")
    }
  }

  private static func reportTwins(
    _ file: SourceFile,
    _ other: SourceFile,
    _ reader: inout SourceFileReader
  ) {
    reader.report(
      .error(
        "duplicate-template",
        "'\(other.path)' is the same e-mail",
        at: .start(of: file.path),
        help: "keep one of the two, or give one another name"
      )
    )
  }

  /// Puts each e-mail's files together: the base, its languages, its text parts.
  private static func paired(
    _ pages: [String: [String: TemplatePage]],
    _ text: [String: [String: SourceFile]],
    _ reader: inout SourceFileReader
  ) -> [String: Localized<TemplateSource>] {
    var result: [String: Localized<TemplateSource>] = [:]
    for (name, byLanguage) in pages {
      let texts = text[name] ?? [:]
      let sources = byLanguage.map { language, page in
        (
          language,
          TemplateSource(page: page.file, isMarkdown: page.isMarkdown, text: texts[language])
        )
      }
      let variants = Dictionary(sources.filter { !$0.0.isEmpty }) { first, _ in first }
      if let base = sources.first(where: { $0.0.isEmpty }) {
        result[name] = Localized(base.1, variants: variants)
      } else {
        reportBaseless(byLanguage.values.map(\.file), base: "\(name).html.liquid", &reader)
      }
    }
    for (name, byLanguage) in text {
      for (language, file) in byLanguage where pages[name]?[language] == nil {
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
  /// HTML, or Markdown that becomes HTML.
  package let page: SourceFile
  package let isMarkdown: Bool
  /// Nil where the text part is made from the HTML.
  package let text: SourceFile?
}

/// The file of an e-mail.
private struct TemplatePage {
  let file: SourceFile
  let isMarkdown: Bool
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
      case .markdown, nil:
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
    case markdown
    case text

    var ending: String {
      switch self {
      case .html: ".html.liquid"
      case .markdown: ".md.liquid"
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
