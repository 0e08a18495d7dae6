import Diagnostics
import SQL
import Shop

/// Ties segments to those they refer to.
struct SegmentLinker {
  /// SQLite binds at most 32,766 values to one query.
  private static let valueLimit = 30_000

  private let definitions: [SegmentDefinition]
  private let allNames: Set<String>
  private let terms: ShopTerms
  private let references: [String: [(name: String, line: ConditionLine)]]

  /// Takes the segments without errors, and the names of all.
  init(_ definitions: [SegmentDefinition], allNames: [String], terms: ShopTerms) {
    self.definitions = definitions.sorted { $0.name < $1.name }
    self.allNames = Set(allNames)
    self.terms = terms
    references = Dictionary(
      definitions.map { ($0.name, $0.conditions.references) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The segments that can be used, each after those it refers to, and what stands in the way of
  /// the others.
  func link() -> ([Segment], [Diagnostic]) {
    var problems = definitions.flatMap(unknownNames)
    var segments: [Segment] = []
    var sizes: [String: QuerySize] = [:]
    var waiting = definitions
    while true {
      let ready = waiting.filter { definition in
        names(in: definition.name).allSatisfy { sizes[$0] != nil }
      }
      if ready.isEmpty { break }
      waiting.removeAll { definition in ready.contains { $0.name == definition.name } }
      for definition in ready {
        let segment = segment(definition, after: segments)
        let size = QuerySize(of: definition, with: sizes)
        if let problem = problem(of: segment, size) {
          problems.append(problem)
        } else {
          sizes[definition.name] = size
          segments.append(segment)
        }
      }
    }
    return (segments, problems + cycles(among: waiting))
  }

  private func names(in name: String) -> [String] { references[name]?.map(\.name) ?? [] }

  private func segment(_ definition: SegmentDefinition, after others: [Segment]) -> Segment {
    var needed: Set<String> = []
    var open = names(in: definition.name)
    while let name = open.popLast() {
      if needed.insert(name).inserted { open += names(in: name) }
    }
    let dependencies = others.map(\.definition).filter { needed.contains($0.name) }
    return Segment(definition: definition, dependencies: dependencies, terms: terms)
  }

  private func problem(of segment: Segment, _ size: QuerySize) -> Diagnostic? {
    guard let place = segment.definition.conditions.lines.first?.line.location else { return nil }
    if size.mentions > QuerySize.mostMentions {
      return .error(
        "too-large",
        "this segment refers to others more than \(QuerySize.mostMentions) times in all",
        at: place,
        help: "refer to each segment once"
      )
    }
    if size.depth > QuerySize.deepest {
      return .error(
        "too-deep",
        "this segment refers to others that refer to others, too deep for a database",
        at: place
      )
    }
    // Anniversaries bind two values for each year back to 1970: a late now is the careful choice.
    let late = Instant(seconds: 4_102_444_800)
    let values = segment.query(at: late).rendered(for: .sqlite).values.count
    guard values > Self.valueLimit else { return nil }
    return .error(
      "too-large",
      "this segment holds \(values) values with those it refers to; \(Self.valueLimit) are the most",
      at: place
    )
  }

  private func unknownNames(in definition: SegmentDefinition) -> [Diagnostic] {
    let unknown = (references[definition.name] ?? []).filter { !allNames.contains($0.name) }
    return unknown.map { name, line in
      .error(
        "unknown-segment",
        "there is no segment '\(name)'",
        at: line.location,
        help: NearestName.suggestion(for: name, among: allNames)
      )
    }
  }

  // MARK: Cycles

  /// One error for each cycle, at its first segment by name.
  private func cycles(among waiting: [SegmentDefinition]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var told: Set<String> = []
    for definition in waiting where !told.contains(definition.name) {
      guard let path = path(from: definition.name),
        let line = references[definition.name]?.first(where: { $0.name == path[1] })?.line
      else { continue }
      told.formUnion(path)
      problems.append(
        .error(
          "cycle",
          "this segment refers to itself: \(path.joined(separator: " → "))",
          at: line.location
        )
      )
    }
    return problems
  }

  /// The shortest way from a segment back to itself, both ends named; nil where there is none.
  private func path(from name: String) -> [String]? {
    var previous: [String: String] = [:]
    var open = [name]
    var index = 0
    while index < open.count {
      let current = open[index]
      index += 1
      for next in names(in: current) {
        if next == name {
          var path = [name, current]
          while let last = path.last, last != name, let before = previous[last] {
            path.append(before)
          }
          return path.reversed()
        }
        guard previous[next] == nil else { continue }
        previous[next] = current
        open.append(next)
      }
    }
    return nil
  }
}
