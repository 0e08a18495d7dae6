import Diagnostics
import Documents
import Foundation

/// One text file as it was read.
package struct SourceFile: Hashable, Sendable {
  /// The file's name without its folder and its endings: what other files call it.
  package let name: String
  /// The path from the workspace's root, as diagnostics show it.
  package let path: String
  /// Without a byte order mark.
  package let text: String

  package init(name: String, path: String, text: String) {
    self.name = name
    self.path = path
    self.text = text
  }

  /// The YAML document in the file, or nil with the reasons; an empty file is an error.
  func document() -> (DocumentNode?, [Diagnostic]) {
    let (root, problems) = DocumentReader.read(text, file: path)
    if root == nil && problems.isEmpty {
      return (nil, [.error("empty-file", "this file is empty", at: .start(of: path))])
    }
    return (root, problems)
  }
}

/// Reads text files below one folder and nothing outside it, however links may point.
struct SourceFileReader {
  /// More than a person writes by hand, and less than what would hurt.
  static let sizeLimit = 1_000_000

  let root: URL
  private(set) var problems: [Diagnostic] = []
  private let resolvedRoot: String

  init(root: URL) {
    self.root = root
    resolvedRoot = root.resolvingSymlinksInPath().path
  }

  /// The file, or nil where it cannot be read, with the reason among the problems.
  mutating func read(_ path: String, name: String) -> SourceFile? {
    let url = root.appendingPathComponent(path)
    let place = SourceLocation.start(of: path)
    guard url.resolvingSymlinksInPath().path.hasPrefix(resolvedRoot + "/") else {
      problems.append(
        .error("outside", "this link leads out of the workspace", at: place)
      )
      return nil
    }
    do {
      let values = try url.resolvingSymlinksInPath()
        .resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
      guard values.isRegularFile == true else {
        problems.append(.error("unreadable", "this is not a regular file", at: place))
        return nil
      }
      guard values.fileSize ?? 0 <= Self.sizeLimit else {
        problems.append(.error("too-large", "this file is larger than 1 MB", at: place))
        return nil
      }
      return file(try Data(contentsOf: url), path: path, name: name)
    } catch {
      problems.append(.error("unreadable", "this file cannot be read", at: place))
      return nil
    }
  }

  private mutating func file(_ data: Data, path: String, name: String) -> SourceFile? {
    guard let text = String(validating: data, as: UTF8.self) else {
      let line = Self.firstInvalidLine(of: data)
      problems.append(
        .error(
          "encoding",
          "this file is not UTF-8",
          at: SourceLocation(file: path, line: line, column: 1),
          help: "save it with the encoding UTF-8"
        )
      )
      return nil
    }
    let content = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    return SourceFile(name: name, path: path, text: content)
  }

  private static func firstInvalidLine(of data: Data) -> Int {
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (index ?? 0) + 1
  }

  /// The names in a folder, in order; empty where there is no such folder.
  ///
  /// What editors and systems leave behind is not among them.
  mutating func names(in folder: String) -> [String] {
    let url = root.appendingPathComponent(folder)
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: url.path)
        .filter { !$0.hasPrefix(".") && !$0.hasPrefix("#") && !$0.hasSuffix("~") }
        .sorted()
    } catch {
      problems.append(
        .error("unreadable", "this folder cannot be read", at: .start(of: folder))
      )
      return []
    }
  }

  /// Whether the path is a folder.
  func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(
      atPath: root.appendingPathComponent(path).path,
      isDirectory: &isDirectory
    )
    return exists && isDirectory.boolValue
  }

  mutating func report(_ problem: Diagnostic) { problems.append(problem) }

  /// Tells of a file that would never be used where it lies.
  mutating func reportUnused(_ path: String, help: String) {
    problems.append(
      .warning("unused-file", "this file is not used", at: .start(of: path), help: help)
    )
  }

  /// The name in the one form of Unicode that is compared, or nil where it could not be written in
  /// another file or a command.
  mutating func checkedName(_ name: Substring, path: String) -> String? {
    let normal = String(name).precomposedStringWithCanonicalMapping
    guard !normal.isEmpty, normal.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) })
    else {
      problems.append(
        .error(
          "file-name",
          "a file's name has letters, digits, - and _ only",
          at: .start(of: path),
          help: "rename the file"
        )
      )
      return nil
    }
    return normal
  }
}
