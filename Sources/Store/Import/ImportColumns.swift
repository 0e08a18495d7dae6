import CSV
import Diagnostics
import Foundation
import Workspace

/// The columns of one file, found by its header.
struct ImportColumns {
  /// Our columns that the file or the entry gives values for.
  private(set) var byName: [String: ImportColumn] = [:]
  /// Of customers, `custom.NAME` without the prefix, in the file's order, then the entry's.
  private(set) var custom: [ImportColumn] = []
  private(set) var problems: [Diagnostic] = []

  private let source: ImportSource
  private let file: String
  private let header: [String]
  private let lookups: [String: LookupTable]
  private var isUsed: Set<Int> = []

  /// - Parameters:
  ///   - source: The entry.
  ///   - file: The file's name, for problems.
  ///   - header: Its first row.
  ///   - lookups: What the entry's lookups have been read as, by our column.
  init(source: ImportSource, file: String, header: [String], lookups: [String: LookupTable]) {
    self.source = source
    self.file = file
    self.header = header
    self.lookups = lookups
    findColumns()
    for name in source.kind.identity where byName[name] == nil {
      report("there is no column '\(name)'", wanted: name)
    }
    findCustomColumns()
  }

  subscript(name: String) -> ImportColumn? { byName[name] }

  private mutating func findColumns() {
    for name in source.kind.columns {
      if let column = column(name) { byName[name] = column }
    }
  }

  /// The columns of customers that are not ours: mapped ones, then all that is left.
  private mutating func findCustomColumns() {
    let prefix =
      switch source.kind {
      case .customers: "custom."
      case .orderLines: "customer.custom."
      case .products, .orders, .events: ""
      }
    guard !prefix.isEmpty else { return }
    let named =
      [source.columns, source.defaults].flatMap(\.keys)
      + Array(source.lookups.keys) + Array(source.values.keys)
      + header.filter { $0.hasPrefix(prefix) }
    for name in Set(named).sorted() where name.hasPrefix(prefix) {
      if let column = column(name) { add(column, as: String(name.dropFirst(prefix.count))) }
    }
    guard source.kind == .customers else { return }
    for (index, name) in header.enumerated() where !isUsed.contains(index) && !name.isEmpty {
      let values = constants(source.values["custom.\(name)"] ?? [:])
      custom.append(
        ImportColumn(name: name, source: .field(index), values: values, fallback: nil)
      )
    }
    for (name, count) in counts(custom.map(\.name)) where count > 1 {
      report("there are \(count) columns '\(name)'", wanted: nil)
    }
  }

  private mutating func add(_ column: ImportColumn, as name: String) {
    custom.append(
      ImportColumn(
        name: name,
        source: column.source,
        values: column.values,
        fallback: column.fallback
      )
    )
  }

  private func counts(_ names: [String]) -> [(name: String, count: Int)] {
    Dictionary(grouping: names) { $0 }.map { ($0.key, $0.value.count) }
      .sorted { $0.name < $1.name }
  }

  private mutating func column(_ name: String) -> ImportColumn? {
    let fallback = source.defaults[name].flatMap { $0.isEmpty ? nil : StableText($0.utf8) }
    guard let place = place(of: name) ?? (fallback == nil ? nil : .nowhere) else { return nil }
    return ImportColumn(
      name: name,
      source: place,
      values: constants(source.values[name] ?? [:]),
      fallback: fallback
    )
  }

  private mutating func place(of name: String) -> ImportColumn.Source? {
    if let lookup = source.lookups[name], let table = lookups[name] {
      return index(of: lookup.by, marking: false).map { .lookup(table, key: $0) }
    }
    if let theirs = source.columns[name] { return index(of: theirs).map { .field($0) } }
    guard header.contains(name) else { return nil }
    return index(of: name).map { .field($0) }
  }

  /// The place of a header that must be there, once.
  private mutating func index(of theirs: String, marking: Bool = true) -> Int? {
    let places = header.indices.filter { header[$0] == theirs }
    guard let place = places.first else {
      report("there is no column '\(theirs)'", wanted: theirs)
      return nil
    }
    if places.count > 1 { report("there are \(places.count) columns '\(theirs)'", wanted: nil) }
    if marking { isUsed.formUnion(places) }
    return place
  }

  private func constants(
    _ values: [String: String]
  ) -> [(written: StableText, meaning: StableText)] {
    values.map { (StableText($0.key.utf8), StableText($0.value.utf8)) }
  }

  private mutating func report(_ message: String, wanted: String?) {
    let near = wanted.flatMap { NearestName.suggestion(for: $0, among: header) }
    let known = header.prefix(30).map { "'\($0)'" }.joined(separator: ", ")
    problems.append(
      .error(
        "import-column",
        message,
        at: .start(of: file),
        help: near ?? (wanted == nil ? nil : "the file has \(known); map it in 'columns'")
      )
    )
  }
}
