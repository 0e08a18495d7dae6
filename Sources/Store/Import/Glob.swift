import Foundation

/// Files by a path that may have `*`, `?` and `[…]` in it.
enum Glob {
  struct Match: Hashable {
    /// As the pattern has it: relative where the pattern is.
    let name: String
    let path: String
  }

  /// The files, by the bytes of their names; folders are left out.
  static func files(matching pattern: String, in root: URL) -> [Match] {
    let isAbsolute = pattern.hasPrefix("/")
    let prefix = isAbsolute ? "" : root.path + "/"
    return paths(matching: escaped(prefix) + pattern)
      .filter(isFile)
      .map { Match(name: String($0.dropFirst(prefix.count)), path: standardized($0)) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// One spelling of each path, so that two can be compared.
  static func standardized(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  private static func paths(matching pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in
      result.gl_pathv[index].map { String(cString: $0) }
    }
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  private static func escaped(_ path: String) -> String {
    path.reduce(into: "") { text, character in
      if "*?[]\\".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
