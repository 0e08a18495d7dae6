package import Diagnostics

/// Reads the keys of one mapping; what is unknown, missing or of the wrong kind becomes a
/// diagnostic.
///
///     var keys = MappingReader(node, called: "a segment", known: ["name", "all"])
///     let name = keys.requiredText("name")
///     problems += keys.problems
package struct MappingReader {
  /// What was found wrong so far.
  package private(set) var problems: [Diagnostic] = []
  /// The place of the whole mapping.
  package let location: SourceLocation
  private let entries: [DocumentEntry]
  private let title: String

  /// Reads `node`, which must be a mapping with no keys but `known`.
  ///
  /// `title` names the mapping in messages: `a segment`.
  package init(_ node: DocumentNode, called title: String, known: [String]) {
    self.init(node, called: title)
    for entry in entries where !known.contains(entry.key) {
      reportUnknown(entry, known: known)
    }
  }

  /// Reads `node`, which must be a mapping with no keys but the table's.
  package init(_ node: DocumentNode, _ table: KeyTable) {
    self.init(node, called: table.title)
    for entry in entries where !table.names.contains(entry.key) {
      reportUnknown(entry, known: table.names, remedy: table.refused[entry.key])
    }
  }

  private init(_ node: DocumentNode, called title: String) {
    location = node.location
    self.title = title
    guard case .mapping(let entries) = node.content else {
      self.entries = []
      problems.append(
        .error(
          "wrong-kind",
          "expected \(title) with keys, found \(node.kind)",
          at: node.location
        )
      )
      return
    }
    self.entries = entries
  }

  private mutating func reportUnknown(
    _ entry: DocumentEntry,
    known: [String],
    remedy: String? = nil
  ) {
    problems.append(
      .error(
        "unknown-key",
        "unknown key '\(entry.key)' in \(title)",
        at: entry.keyLocation,
        help: remedy ?? NearestName.suggestion(for: entry.key, among: known)
          ?? "known keys: \(known.joined(separator: ", "))"
      )
    )
  }

  /// The entries in the order of the file.
  package var all: [DocumentEntry] { entries }

  package mutating func report(_ problem: Diagnostic) { problems.append(problem) }

  package mutating func report(_ found: [Diagnostic]) { problems += found }

  /// The key's value; nil where the key is absent or has no value.
  package func node(_ key: String) -> DocumentNode? {
    guard let entry = entries.first(where: { $0.key == key }) else { return nil }
    if case .scalar(let scalar) = entry.value.content, scalar.isNull { return nil }
    return entry.value
  }

  /// The key's value, and an error where there is none.
  package mutating func required(_ key: String) -> DocumentNode? {
    if let node = node(key) { return node }
    if problems.contains(where: { $0.code == "wrong-kind" && $0.location == location }) {
      return nil
    }
    let entry = entries.first { $0.key == key }
    problems.append(
      .error(
        "missing-key",
        "\(title) needs '\(key)'",
        at: entry?.keyLocation ?? location,
        help: "add '\(key): …'"
      )
    )
    return nil
  }

  /// A single value.
  package mutating func scalar(_ key: String) -> DocumentScalar? {
    node(key).flatMap { scalar(of: $0, key: key) }
  }

  package mutating func requiredScalar(_ key: String) -> DocumentScalar? {
    required(key).flatMap { scalar(of: $0, key: key) }
  }

  /// A text; nil where absent.
  package mutating func text(_ key: String) -> Located<String>? {
    scalar(key).map { Located($0.text, at: $0.location) }
  }

  /// A text that must be there and not be blank.
  package mutating func requiredText(_ key: String) -> Located<String>? {
    guard let scalar = requiredScalar(key) else { return nil }
    guard scalar.text.contains(where: { !$0.isWhitespace }) else {
      problems.append(
        .error("empty-value", "'\(key)' of \(title) is empty", at: scalar.location)
      )
      return nil
    }
    return Located(scalar.text, at: scalar.location)
  }

  /// The value that `parse` understands in the key's text; nil where absent.
  ///
  /// A text that it does not understand is an error that says what was `expected`: `a share such as
  /// 10%`.
  package mutating func value<Value>(
    _ key: String,
    _ expected: String,
    help: String? = nil,
    parse: (String) -> Value?
  ) -> Located<Value>? {
    guard let scalar = scalar(key) else { return nil }
    guard let value = parse(scalar.text) else {
      problems.append(
        .error(
          "bad-value",
          "'\(key)' is \(expected), not '\(scalar.text)'",
          at: scalar.location,
          help: help
        )
      )
      return nil
    }
    return Located(value, at: scalar.location)
  }

  /// The mapping below a key; nil where absent.
  ///
  /// Its reader's problems are its own: hand them back by `report`.
  package func mapping(_ key: String, _ table: KeyTable) -> MappingReader? {
    node(key).map { MappingReader($0, table) }
  }

  /// The mappings of a list below a key, where one mapping alone counts as a list of one.
  package func mappings(_ key: String, _ table: KeyTable) -> [MappingReader] {
    list(key).map { MappingReader($0, table) }
  }

  /// The entries of a mapping below a key, whose own keys the writer chooses; empty where absent.
  package mutating func entries(_ key: String) -> [DocumentEntry] {
    guard let node = node(key) else { return [] }
    guard case .mapping(let entries) = node.content else {
      problems.append(
        .error(
          "wrong-kind",
          "'\(key)' is a mapping such as {a: b}, found \(node.kind)",
          at: node.location
        )
      )
      return []
    }
    return entries
  }

  /// `yes`, `no`, `true` or `false`.
  package mutating func flag(_ key: String) -> Located<Bool>? {
    guard let scalar = scalar(key) else { return nil }
    switch scalar.text.lowercased() {
    case "yes", "true", "on": return Located(true, at: scalar.location)
    case "no", "false", "off": return Located(false, at: scalar.location)
    default:
      problems.append(
        .error("bad-value", "'\(key)' is yes or no, not '\(scalar.text)'", at: scalar.location)
      )
      return nil
    }
  }

  /// A whole number within bounds.
  package mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Located<Int>? {
    guard let scalar = scalar(key) else { return nil }
    guard let number = Int(scalar.text), range.contains(number) else {
      problems.append(
        .error(
          "bad-value",
          "'\(key)' is a whole number from \(range.lowerBound) to \(range.upperBound), "
            + "not '\(scalar.text)'",
          at: scalar.location
        )
      )
      return nil
    }
    return Located(number, at: scalar.location)
  }

  /// One of a few words.
  package mutating func choice(_ key: String, among words: [String]) -> Located<String>? {
    guard let scalar = scalar(key) else { return nil }
    guard words.contains(scalar.text) else {
      problems.append(
        .error(
          "bad-value",
          "'\(key)' cannot be '\(scalar.text)'",
          at: scalar.location,
          help: NearestName.suggestion(for: scalar.text, among: words)
            ?? "one of \(words.joined(separator: ", "))"
        )
      )
      return nil
    }
    return Located(scalar.text, at: scalar.location)
  }

  /// A list, where one value alone counts as a list of one; empty where absent.
  package func list(_ key: String) -> [DocumentNode] {
    guard let node = node(key) else { return [] }
    if case .sequence(let items) = node.content { return items }
    return [node]
  }

  /// A list of texts.
  package mutating func texts(_ key: String) -> [Located<String>] {
    list(key).compactMap { item in
      scalar(of: item, key: key).map { Located($0.text, at: $0.location) }
    }
  }

  private mutating func scalar(of node: DocumentNode, key: String) -> DocumentScalar? {
    if case .scalar(let scalar) = node.content { return scalar }
    problems.append(
      .error("wrong-kind", "'\(key)' is a single value, found \(node.kind)", at: node.location)
    )
    return nil
  }
}
