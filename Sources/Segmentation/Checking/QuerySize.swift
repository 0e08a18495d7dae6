/// How large and deep a segment's query becomes, for refusing what a database would choke on.
struct QuerySize {
  /// A database copies a segment to every place where it is mentioned when it plans a query: so
  /// many mentions, counted along every path, do for any shop.
  static let mostMentions = 500
  /// SQLite allows expressions 1,000 deep, counted through the queries within them.
  static let deepest = 900

  /// Mentions of other segments along every path.
  let mentions: Int
  /// The depth of expressions, rather over- than underrated.
  let depth: Int

  init(of definition: SegmentDefinition, with others: [String: QuerySize]) {
    var mentions = 0
    var below = 40
    for placed in definition.conditions.lines {
      guard case .segment(let name) = placed.line.condition, let other = others[name]
      else { continue }
      mentions += 1 + other.mentions
      below = max(below, other.depth)
    }
    self.mentions = mentions
    let own = Self.depth(of: definition.conditions) + (definition.limit == nil ? 0 : 12)
    depth = own + below
  }

  private static func depth(of group: ConditionGroup) -> Int {
    var parts = group.all.map(depth)
    if let any = joined(group.any) { parts.append(any) }
    if let none = joined(group.none) { parts.append(none + 1) }
    return (parts.max() ?? 0) + levels(parts.count)
  }

  private static func joined(_ nodes: [ConditionNode]) -> Int? {
    nodes.map(depth).max().map { $0 + levels(nodes.count) }
  }

  private static func depth(of node: ConditionNode) -> Int {
    switch node {
    case .group(let group): depth(of: group)
    case .line(let line): depth(of: line.condition) + (line.isNegated ? 1 : 0)
    }
  }

  private static func depth(of condition: Condition) -> Int {
    switch condition {
    case .everyone, .consent, .sample, .segment: 2
    default: 10 + levels(condition.breadth)
    }
  }

  /// Of a balanced tree with so many leaves.
  private static func levels(_ count: Int) -> Int {
    var levels = 0
    while 1 << levels < count { levels += 1 }
    return levels
  }
}

extension Condition {
  /// How many values and filters it joins, which are written as a balanced tree.
  fileprivate var breadth: Int {
    switch self {
    case .everyone, .consent, .segment, .sample, .date, .known, .rfm: 1
    case .text(_, .oneOf(let texts)), .text(_, .noneOf(let texts)), .text(_, .match(_, let texts)):
      texts.count
    case .custom(_, .match(_, let texts)): texts.count
    case .custom: 1
    case .age(let test), .score(_, let test), .prediction(_, let test): test.breadth
    case .points(_, let test): test.breadth
    case .tier(let test): test.tiers.names.count
    case .number(let measure, let test): max(test.breadth, measure.filter.breadth)
    case .orderDate(let date, _): date.filter.breadth
    // One stretch for each year since 1970, or two.
    case .returning: 256
    case .bought(let basket, _), .lastOrderContains(let basket):
      basket.filters.count + (basket.filters.map { $0.tests.count }.max() ?? 0)
    case .top(let ranking): ranking.figure.breadth
    }
  }
}

extension NumberTest {
  fileprivate var breadth: Int {
    switch self {
    case .within: 1
    case .oneOf(let numbers), .noneOf(let numbers): numbers.count
    }
  }
}

extension RankedFigure {
  fileprivate var breadth: Int {
    switch self {
    case .measure(let measure): measure.filter.breadth
    case .prediction, .points: 1
    }
  }
}

extension LineFilter? {
  fileprivate var breadth: Int { self?.tests.count ?? 1 }
}
