import Diagnostics
import Documents
import Foundation
import Shop

extension ImportSource {
  /// The entries of `imports`, the wrong ones left out.
  ///
  /// Where the shop's own zone is not known, which is an error already, UTC stands in for it.
  static func readAll(_ keys: inout MappingReader, calendar: ShopCalendar?) -> [ImportSource] {
    var sources: [ImportSource] = []
    for var entry in keys.mappings("imports", ImportKeys.entry) {
      if let source = read(&entry, calendar: calendar ?? ShopCalendar(timeZone: .gmt)) {
        sources.append(source)
      }
      keys.report(entry.problems)
    }
    return sources
  }

  private static func read(_ keys: inout MappingReader, calendar: ShopCalendar) -> ImportSource? {
    let file = keys.requiredText("file")
    _ = keys.required("as")
    let kind = keys.choice("as", among: Kind.allCases.map(\.rawValue))?
      .map { Kind(rawValue: $0) ?? .customers }
    let dateFormats = dateFormats(&keys)
    let encoding = keys.choice("encoding", among: Encoding.allCases.map(\.rawValue))
    let delimiter = delimiter(&keys)
    let decimal = keys.choice("decimal", among: DecimalMark.allCases.map(\.rawValue))
    let zone = keys.timeZone("time_zone")
    guard let file, let kind else { return nil }
    let columns = ColumnTexts(kind: kind.value)
    return ImportSource(
      kind: kind.value,
      files: file.value,
      columns: columns.texts("columns", &keys),
      values: columns.translations("values", &keys),
      defaults: columns.texts("defaults", &keys),
      lookups: columns.lookups("lookup", &keys),
      dateFormats: dateFormats,
      encoding: encoding.flatMap { Encoding(rawValue: $0.value) } ?? .utf8,
      delimiter: delimiter,
      decimalMark: decimal.flatMap { DecimalMark(rawValue: $0.value) } ?? .point,
      calendar: zone?.value ?? calendar,
      location: keys.location
    )
  }

  private static func dateFormats(_ keys: inout MappingReader) -> [DateFormat] {
    var formats: [DateFormat] = []
    for text in keys.texts("date_format") {
      do {
        formats.append(try DateFormat(pattern: text.value))
      } catch {
        keys.report(
          .error("bad-value", "\(error)", at: text.location, help: "write it like yyyy-MM-dd H:mm")
        )
      }
    }
    return formats
  }

  private static func delimiter(_ keys: inout MappingReader) -> Delimiter {
    if keys.node("delimiter") == nil { return .comma }
    let found = keys.value("delimiter", "one of , ; tab |") {
      $0 == "\t" ? .tab : Delimiter(rawValue: $0)
    }
    return found?.value ?? .comma
  }
}

/// What an import says column by column, where the columns are ours.
private struct ColumnTexts {
  let kind: ImportSource.Kind

  func texts(_ key: String, _ keys: inout MappingReader) -> [String: String] {
    texts(of: keys.entries(key), &keys) { checkColumn($0, &$1) }
  }

  func translations(_ key: String, _ keys: inout MappingReader) -> [String: [String: String]] {
    var result: [String: [String: String]] = [:]
    for entry in keys.entries(key) {
      checkColumn(entry, &keys)
      guard case .mapping(let words) = entry.value.content else {
        keys.report(
          .error(
            "wrong-kind",
            "'\(entry.key)' needs what is written and what it means",
            at: entry.value.location,
            help: "write it like {M: male, F: female}"
          )
        )
        continue
      }
      result[entry.key] = texts(of: words, &keys) { _, _ in }
    }
    return result
  }

  func lookups(_ key: String, _ keys: inout MappingReader) -> [String: ImportSource.Lookup] {
    var result: [String: ImportSource.Lookup] = [:]
    for entry in keys.entries(key) {
      checkColumn(entry, &keys)
      var lookup = MappingReader(entry.value, ImportKeys.lookup)
      let file = lookup.requiredText("file")
      let by = lookup.requiredText("by")
      let take = lookup.requiredText("take")
      keys.report(lookup.problems)
      guard let file, let by, let take else { continue }
      result[entry.key] = .init(file: file.value, by: by.value, take: take.value)
    }
    return result
  }

  private func texts(
    of entries: [DocumentEntry],
    _ keys: inout MappingReader,
    check: (DocumentEntry, inout MappingReader) -> Void
  ) -> [String: String] {
    var result: [String: String] = [:]
    for entry in entries {
      check(entry, &keys)
      guard case .scalar(let scalar) = entry.value.content else {
        keys.report(
          .error(
            "wrong-kind",
            "'\(entry.key)' is a single value, found \(entry.value.kind)",
            at: entry.value.location
          )
        )
        continue
      }
      result[entry.key] = scalar.isNull ? "" : scalar.text
    }
    return result
  }

  private func checkColumn(_ entry: DocumentEntry, _ keys: inout MappingReader) {
    guard !kind.accepts(entry.key) else { return }
    keys.report(
      .error(
        "unknown-column",
        "\(kind.rawValue) have no column '\(entry.key)'",
        at: entry.keyLocation,
        help: NearestName.suggestion(for: entry.key, among: kind.columns)
          ?? "columns: \(kind.columns.joined(separator: ", "))"
      )
    )
  }
}
