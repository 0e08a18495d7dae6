import Diagnostics
import Documents
import Shop

/// Reads a segment's file into its checked conditions.
struct SegmentReader {
  /// Nested deeper than anyone reads, and far from what would exhaust the stack.
  private static let depthLimit = 20
  private static let lineLimit = 1_000

  let source: SegmentSource
  private var checker: SentenceChecker
  private var problems: [Diagnostic] = []
  private var lineCount = 0

  /// The definition, nil where the file has errors, and all its problems.
  static func read(
    _ source: SegmentSource,
    terms: ShopTerms,
    names: CheckedNames
  ) -> (SegmentDefinition?, [Diagnostic]) {
    let (root, problems) = DocumentReader.read(source.text, file: source.file)
    let checker = SentenceChecker(terms: terms, names: names)
    var reader = SegmentReader(source: source, checker: checker, problems: problems)
    guard let root else {
      if !problems.hasErrors { reader.reportNothing(at: .start(of: source.file)) }
      return (nil, reader.problems)
    }
    let definition = reader.definition(root)
    let found = reader.problems + reader.checker.problems
    return (found.hasErrors ? nil : definition, found)
  }

  private mutating func definition(_ root: DocumentNode) -> SegmentDefinition {
    var mapping = MappingReader(root, SegmentKeys.segment)
    let title = mapping.text("name")?.value
    let description = mapping.text("description")?.value
    let isMapping = if case .mapping = root.content { true } else { false }
    problems += mapping.problems
    let conditions = group(mapping, depth: 1)
    let hasGroups = SegmentKeys.group.names.contains { mapping.node($0) != nil }
    if isMapping, !hasGroups { reportNothing(at: root.location) }
    return SegmentDefinition(
      name: source.name,
      title: title.flatMap { $0.isEmpty ? nil : $0 } ?? source.name,
      description: description,
      conditions: conditions,
      limit: mapping.node("limit").flatMap { limit($0) }
    )
  }

  private mutating func group(_ mapping: MappingReader, depth: Int) -> ConditionGroup {
    var group = ConditionGroup()
    for role in ConditionGroup.Role.allCases {
      guard let node = mapping.node(role.rawValue) else { continue }
      let items = mapping.list(role.rawValue)
      if items.isEmpty {
        problems.append(
          .error("empty-group", "'\(role.rawValue)' holds no condition", at: node.location)
        )
      }
      group[role] = items.compactMap { condition($0, depth: depth) }
      warnOfContradictions(in: group[role], role: role)
    }
    return group
  }

  private mutating func condition(_ node: DocumentNode, depth: Int) -> ConditionNode? {
    switch node.content {
    case .scalar(let scalar): return line(scalar).map { .line($0) }
    case .mapping:
      guard depth < Self.depthLimit else {
        problems.append(
          .error(
            "too-deep",
            "groups are nested more than \(Self.depthLimit) deep",
            at: node.location,
            help: "make a part of it a segment of its own"
          )
        )
        return nil
      }
      let mapping = MappingReader(node, SegmentKeys.group)
      problems += mapping.problems
      let group = group(mapping, depth: depth + 1)
      if group.isEmpty, !problems.hasErrors, !checker.problems.hasErrors {
        problems.append(.error("empty-group", "a group without conditions", at: node.location))
      }
      return .group(group)
    case .sequence:
      problems.append(
        .error(
          "wrong-kind",
          "expected a condition, found a list",
          at: node.location,
          help: "a group within a group begins with 'all:', 'any:' or 'none:'"
        )
      )
      return nil
    }
  }

  private mutating func line(_ scalar: DocumentScalar) -> ConditionLine? {
    lineCount += 1
    guard lineCount <= Self.lineLimit else {
      if lineCount == Self.lineLimit + 1 {
        problems.append(
          .error(
            "too-large",
            "a segment has at most \(Self.lineLimit) conditions",
            at: scalar.location
          )
        )
      }
      return nil
    }
    let text = SentenceText(text: scalar.text, locate: scalar.location(offset:length:))
    switch SentenceParser.parse(text) {
    case .success(let syntax): return checker.check(syntax, text: scalar.text)
    case .failure(let error):
      problems.append(error.diagnostic)
      return nil
    }
  }

  private mutating func limit(_ node: DocumentNode) -> LimitLine? {
    guard case .scalar(let scalar) = node.content else {
      problems.append(
        .error("wrong-kind", "'limit' is one line, found \(node.kind)", at: node.location)
      )
      return nil
    }
    let text = SentenceText(text: scalar.text, locate: scalar.location(offset:length:))
    switch SentenceParser.parseLimit(text) {
    case .success(let syntax):
      return LimitLine(
        text: scalar.text,
        ranking: checker.ranking(syntax),
        location: node.location
      )
    case .failure(let error):
      problems.append(error.diagnostic)
      return nil
    }
  }

  private mutating func reportNothing(at place: SourceLocation) {
    problems.append(
      .error(
        "missing-key",
        "a segment needs conditions under 'all', 'any' or 'none'",
        at: place,
        help: "for all customers: all: [everyone]"
      )
    )
  }
}

extension SegmentReader {
  /// Warns of pairs that no customer can pass both, and of `everyone` where it shuts all out.
  private mutating func warnOfContradictions(
    in nodes: [ConditionNode],
    role: ConditionGroup.Role
  ) {
    var seen: [(line: ConditionLine, set: ValueSet)] = []
    for case .line(let line) in nodes {
      if line.condition == .everyone, (role == .none) != line.isNegated {
        problems.append(
          .warning("always-false", "no one passes this condition", at: line.location)
        )
      }
      guard role == .all, !line.isNegated, let set = ValueSet(line.condition),
        !checker.problems.contains(where: { $0.location.line == line.location.line })
      else { continue }
      if let other = seen.first(where: { $0.set.contradicts(set) }) {
        problems.append(
          .warning(
            "contradiction",
            "no one passes both this and '\(other.line.text)'",
            at: line.location,
            help: "for either of them put both under 'any'"
          )
        )
      }
      seen.append((line, set))
    }
  }
}
