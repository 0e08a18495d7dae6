import CSV
import Diagnostics
import Foundation
import Workspace

/// The files of one entry, found and with their headers understood.
struct ImportFiles {
  struct File {
    /// Relative to the workspace's root.
    let name: String
    let path: String
    let columns: ImportColumns
  }

  let source: ImportSource
  private(set) var files: [File] = []
  private(set) var problems: [Diagnostic] = []

  /// Finds the entry's files, of which only those in `only` are taken where it is not empty.
  init(_ source: ImportSource, root: URL, only: Set<String>) throws {
    self.source = source
    let found = Glob.files(matching: source.files, in: root)
    if found.isEmpty, only.isEmpty {
      problems.append(
        .error("import-file", "no file matches '\(source.files)'", at: source.location)
      )
    }
    let wanted = found.filter { only.isEmpty || only.contains($0.path) }
    guard !wanted.isEmpty else { return }
    let lookups = readLookups(root: root)
    for file in wanted { read(file, lookups) }
  }

  /// The entry's default of a column.
  func fallback(_ column: String) -> StableText? { files.first?.columns[column]?.fallback }

  static func reader(_ path: String, _ source: ImportSource) throws(CSVFailure) -> CSVReader {
    let delimiter: UInt8 =
      switch source.delimiter {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: 0x09
      case .pipe: UInt8(ascii: "|")
      }
    let encoding: CSVFormat.Encoding =
      switch source.encoding {
      case .utf8: .utf8
      case .utf16: .utf16
      case .latin1: .latin1
      case .windows1252: .windows1252
      }
    return try CSVReader(
      file: path,
      format: CSVFormat(delimiter: delimiter, encoding: encoding)
    )
  }

  /// A reader that stands before the first row of data.
  func rows(of file: File) throws(CSVFailure) -> CSVReader {
    let reader = try Self.reader(file.path, source)
    if case .row(let header) = try reader.next() { reader.expectedFields = header.count }
    return reader
  }

  private mutating func read(_ file: Glob.Match, _ lookups: [String: LookupTable]) {
    guard let header = header(of: file.path, named: file.name) else { return }
    let columns = ImportColumns(
      source: source,
      file: file.name,
      header: header,
      lookups: lookups
    )
    problems += columns.problems
    files.append(File(name: file.name, path: file.path, columns: columns))
  }

  private mutating func header(of path: String, named name: String) -> [String]? {
    do throws(CSVFailure) {
      let reader = try Self.reader(path, source)
      return header(try reader.next(), named: name)
    } catch {
      problems.append(.error("import-file", error.description, at: source.location))
      return nil
    }
  }

  private mutating func header(
    _ result: CSVReader.Result?,
    named name: String
  ) -> [String]? {
    switch result {
    case .row(let row):
      return (0..<row.count).map { row.text($0).trimmingCharacters(in: .whitespacesAndNewlines) }
    case .malformed(let problem, _):
      problems.append(.error("import-file", problem.description, at: .start(of: name)))
    case nil:
      problems.append(.error("import-file", "the file has no header", at: .start(of: name)))
    }
    return nil
  }

  private mutating func readLookups(root: URL) -> [String: LookupTable] {
    var tables: [String: LookupTable] = [:]
    for (name, lookup) in source.lookups.sorted(by: { $0.key < $1.key }) {
      tables[name] = readLookup(lookup, root: root)
    }
    return tables
  }

  private mutating func readLookup(_ lookup: ImportSource.Lookup, root: URL) -> LookupTable? {
    let path =
      lookup.file.hasPrefix("/")
      ? lookup.file : root.appendingPathComponent(lookup.file).path
    guard let header = header(of: path, named: lookup.file) else { return nil }
    guard let key = index(of: lookup.by, header, lookup),
      let value = index(of: lookup.take, header, lookup)
    else { return nil }
    let table = LookupTable()
    do throws(CSVFailure) {
      let reader = try Self.reader(path, source)
      _ = try reader.next()
      reader.expectedFields = header.count
      while let result = try reader.next() {
        switch result {
        case .row(let row):
          table.add(row[value].trimmed, for: String(decoding: row[key].trimmed, as: UTF8.self))
        case .malformed(let problem, let row):
          let place = SourceLocation(file: lookup.file, line: row.line, column: 1)
          problems.append(.error("import-file", problem.description, at: place))
        }
      }
    } catch {
      problems.append(.error("import-file", error.description, at: source.location))
    }
    return table
  }

  private mutating func index(
    of name: String,
    _ header: [String],
    _ lookup: ImportSource.Lookup
  ) -> Int? {
    if let index = header.firstIndex(of: name) { return index }
    problems.append(
      .error(
        "import-column",
        "there is no column '\(name)'",
        at: .start(of: lookup.file),
        help: NearestName.suggestion(for: name, among: header)
      )
    )
    return nil
  }
}
