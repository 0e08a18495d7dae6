package import Foundation

/// Where partials and layouts come from.
package protocol TemplateLoader: Sendable {
  /// The text of this name, or nil when there is none.
  ///
  /// Names have no way out of a folder: no `..`, no root, no backslash.
  func load(_ name: String) throws(LoadFailure) -> LoadedTemplate?

  /// All names, for what was probably meant.
  var names: [String] { get }
}

/// A partial's or layout's text, and its file as diagnostics show it.
package struct LoadedTemplate: Sendable {
  package let text: String
  package let file: String

  package init(text: String, file: String) {
    self.text = text
    self.file = file
  }
}

/// Why a file that is there was not read.
package struct LoadFailure: Error, CustomStringConvertible {
  package let reason: String

  package init(reason: String) { self.reason = reason }

  package var description: String { reason }
}

/// Texts by name.
package struct DictionaryLoader: TemplateLoader {
  private let texts: [String: String]

  package init(_ texts: [String: String]) { self.texts = texts }

  package var names: [String] { texts.keys.sorted() }

  package func load(_ name: String) throws(LoadFailure) -> LoadedTemplate? {
    texts[name].map { LoadedTemplate(text: $0, file: name) }
  }
}

/// The files of a folder and the folders in it, by name without the ending.
///
/// A symbolic link that leads out of the folder is refused.
package struct FolderLoader: TemplateLoader {
  private let root: URL
  private let ending: String
  private let shownAs: String

  /// A loader of `root/NAME` + `ending`; diagnostics show the folder as `shownAs`.
  package init(root: URL, ending: String, shownAs: String) {
    self.root = root
    self.ending = ending
    self.shownAs = shownAs
  }

  package var names: [String] {
    guard let files = FileManager.default.enumerator(atPath: root.path) else { return [] }
    return files.compactMap { file in
      guard let path = file as? String, path.hasSuffix(ending) else { return nil }
      return String(path.dropLast(ending.count))
    }.sorted()
  }

  package func load(_ name: String) throws(LoadFailure) -> LoadedTemplate? {
    guard TemplateName.isAllowed(name) else {
      throw LoadFailure(reason: "the name leads out of \(shownAs)")
    }
    let file = root.appendingPathComponent(name + ending)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let folder = root.resolvingSymlinksInPath().path
    guard file.resolvingSymlinksInPath().path.hasPrefix(folder + "/") else {
      throw LoadFailure(reason: "the file leads out of \(shownAs)")
    }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw LoadFailure(reason: error.localizedDescription)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LoadFailure(reason: "the file is not UTF-8")
    }
    return LoadedTemplate(text: text, file: "\(shownAs)/\(name)\(ending)")
  }
}

/// Rules for the names of partials and layouts.
enum TemplateName {
  static func isAllowed(_ name: String) -> Bool {
    guard !name.isEmpty, !name.hasPrefix("/") else { return false }
    guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\\" }) else {
      return false
    }
    return name.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// The variable that is named after a partial: the name without its folders.
  static func variable(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }
}
