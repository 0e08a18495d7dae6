import SQL
import Shop

/// Writes a segment as SQL, each segment that it refers to as one common table expression.
struct SegmentCompiler {
  private let definition: SegmentDefinition
  /// In an order in which each refers only to those before it.
  private let dependencies: [SegmentDefinition]
  private let compiler: ConditionCompiler

  init(_ segment: Segment, at now: Instant) {
    definition = segment.definition
    dependencies = segment.dependencies
    var tables: [String: String] = [:]
    for (index, dependency) in dependencies.enumerated() {
      tables[dependency.name] = "segment_\(index + 1)"
    }
    compiler = ConditionCompiler(now: now, terms: segment.terms, tables: tables)
  }

  // MARK: Members

  func members() -> SQLQuery {
    guard let limit = definition.limit else {
      return "\(prelude(for: definition.conditions))\(unlimited(definition.conditions))"
    }
    return """
      \(prelude(for: definition.conditions, unlimitedMembers: true))\
      \(compiler.winners(of: limit.ranking, among: Self.candidates))
      """
  }

  func count() -> SQLQuery {
    guard definition.limit == nil else {
      return "SELECT COUNT(*) AS count FROM (\(members())) AS members"
    }
    return count(where: definition.conditions)
  }

  /// How many pass a line alone, and how many pass all lines up to it.
  func conditionQueries(_ meanings: [ConditionMeaning]) -> [ConditionQueries] {
    let lines = definition.conditions.lines
    var queries = zip(lines, meanings).enumerated().map { index, pair in
      let (placed, meaning) = pair
      let alone = ConditionGroup(all: [.line(placed.line)])
      return ConditionQueries(
        meaning: meaning,
        alone: count(where: alone),
        cumulative: count(where: definition.conditions.prefix(index + 1))
      )
    }
    if let limit = definition.limit, let meaning = meanings.last {
      let winners = compiler.winners(of: limit.ranking, among: nil)
      queries.append(
        ConditionQueries(
          meaning: meaning,
          alone: "SELECT COUNT(*) AS count FROM (\(winners)) AS winners",
          cumulative: count()
        )
      )
    }
    return queries
  }

  private func count(where conditions: ConditionGroup) -> SQLQuery {
    """
    \(prelude(for: conditions))SELECT COUNT(*) AS count FROM customers \
    WHERE \(compiler.truth(of: conditions))
    """
  }

  private func unlimited(_ conditions: ConditionGroup) -> SQLQuery {
    "SELECT customers.key AS key FROM customers WHERE \(compiler.truth(of: conditions))"
  }

  // MARK: Tables of other segments and of scores

  private static let candidates = "candidates"

  /// The `WITH` of the tables that the conditions refer to; empty where there are none.
  private func prelude(
    for conditions: ConditionGroup,
    unlimitedMembers: Bool = false
  ) -> SQLQuery {
    let needed = needed(by: conditions)
    var tables = needed.flatMap(tables(of:))
    if ([conditions] + needed.map(\.conditions)).contains(where: \.usesScores) {
      tables.insert(
        "\(identifier: ConditionCompiler.scoresTable) AS MATERIALIZED (\(compiler.scores))",
        at: 0
      )
    }
    if unlimitedMembers {
      tables.append("\(identifier: Self.candidates) AS (\(unlimited(conditions)))")
    }
    return tables.isEmpty ? "" : "WITH \(tables.joined(by: ", ")) "
  }

  private func needed(by conditions: ConditionGroup) -> [SegmentDefinition] {
    var names = Set(conditions.references.map(\.name))
    // From the last to the first: whatever refers to a segment comes after it.
    for dependency in dependencies.reversed() where names.contains(dependency.name) {
      names.formUnion(dependency.conditions.references.map(\.name))
    }
    return dependencies.filter { names.contains($0.name) }
  }

  private func tables(of dependency: SegmentDefinition) -> [SQLQuery] {
    guard let table = compiler.tables[dependency.name] else { return [] }
    let all = unlimited(dependency.conditions)
    guard let limit = dependency.limit else { return ["\(identifier: table) AS (\(all))"] }
    let candidates = "\(table)_candidates"
    return [
      "\(identifier: candidates) AS (\(all))",
      """
      \(identifier: table) AS (\(compiler.winners(of: limit.ranking, among: candidates)))
      """,
    ]
  }

  // MARK: The whole shop

  /// What the boundaries of scores are asked by; nil where no condition asks for scores.
  var scoreBoundaries: SQLQuery? {
    let usesScores = (dependencies + [definition]).contains { $0.conditions.usesScores }
    return usesScores ? compiler.scoreBoundaries : nil
  }

  /// The customer's entries in the ledger; nil where no condition asks for points.
  func pointEntries(of customer: Int64) -> SQLQuery? {
    let usesPoints = (dependencies + [definition]).contains(where: \.usesPoints)
    return usesPoints ? compiler.pointEntries(of: customer) : nil
  }

  /// For each ranking a question of one row with `position` and `among`, or none where the customer
  /// is not ranked.
  func standingQueries(for customer: Int64) -> [(id: RankingID, query: SQLQuery)] {
    var seen: Set<RankingID> = []
    var queries: [(id: RankingID, query: SQLQuery)] = []
    for segment in dependencies + [definition] {
      for placed in segment.conditions.lines {
        guard case .top(let ranking) = placed.line.condition else { continue }
        let id = RankingID(ranking: ranking, members: nil)
        if seen.insert(id).inserted {
          let query = standing(of: customer, by: ranking.figure, among: nil)
          queries.append((id, query))
        }
      }
      if let limit = segment.limit {
        let id = RankingID(ranking: limit.ranking, members: segment.name)
        queries.append(
          (
            id,
            """
            \(prelude(for: segment.conditions, unlimitedMembers: true))\
            \(standing(of: customer, by: limit.ranking.figure, among: Self.candidates))
            """
          )
        )
      }
    }
    return queries
  }

  private func standing(
    of customer: Int64,
    by figure: RankedFigure,
    among table: String?
  ) -> SQLQuery {
    """
    SELECT standings.position AS position, standings.among AS among \
    FROM (\(compiler.standings(by: figure, among: table))) AS standings \
    WHERE standings.key = \(customer)
    """
  }
}
