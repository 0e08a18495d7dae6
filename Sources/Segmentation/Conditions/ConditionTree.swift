import Diagnostics

/// A segment's file, checked.
struct SegmentDefinition: Hashable, Sendable {
  let name: String
  let title: String
  let description: String?
  let conditions: ConditionGroup
  let limit: LimitLine?
}

/// All of `all`, one of `any` where there are some, none of `none`.
struct ConditionGroup: Hashable, Sendable {
  enum Role: String, Hashable, Sendable, CaseIterable {
    case all
    case any
    case none
  }

  var all: [ConditionNode] = []
  var any: [ConditionNode] = []
  var none: [ConditionNode] = []

  var isEmpty: Bool { all.isEmpty && any.isEmpty && none.isEmpty }

  subscript(role: Role) -> [ConditionNode] {
    get {
      switch role {
      case .all: all
      case .any: any
      case .none: none
      }
    }
    set {
      switch role {
      case .all: all = newValue
      case .any: any = newValue
      case .none: none = newValue
      }
    }
  }
}

enum ConditionNode: Hashable, Sendable {
  case line(ConditionLine)
  case group(ConditionGroup)
}

/// One sentence.
struct ConditionLine: Hashable, Sendable {
  /// As it was written.
  let text: String
  /// Whether it began with `not`.
  let isNegated: Bool
  let condition: Condition
  let location: SourceLocation
}

/// What `limit` leaves of the members.
struct LimitLine: Hashable, Sendable {
  let text: String
  let ranking: Ranking
  let location: SourceLocation
}

extension SegmentDefinition {
  /// What its sentences and its limit need to be predicted, each with its place.
  var predictions: [(prediction: Prediction, location: SourceLocation)] {
    let lines = conditions.lines.compactMap { placed in
      placed.line.condition.prediction.map { ($0, placed.line.location) }
    }
    let limit = limit.flatMap { limit in limit.ranking.prediction.map { ($0, limit.location) } }
    return lines + (limit.map { [$0] } ?? [])
  }
}

extension SegmentDefinition {
  /// Whether its sentences or its limit need the ledger of points.
  var usesPoints: Bool {
    limit?.ranking.figure == .points || conditions.lines.contains { $0.line.condition.usesPoints }
  }
}

extension ConditionGroup {
  /// A line with the path of groups around it, such as `all/any`.
  struct PlacedLine: Sendable {
    let path: String
    let line: ConditionLine
  }

  /// Every sentence, in the order all, any, none, a nested group's in its place.
  var lines: [PlacedLine] { lines(under: "") }

  private func lines(under path: String) -> [PlacedLine] {
    Role.allCases.flatMap { role in
      let place = path.isEmpty ? role.rawValue : "\(path)/\(role.rawValue)"
      return self[role].flatMap { node in
        switch node {
        case .line(let line): [PlacedLine(path: place, line: line)]
        case .group(let group): group.lines(under: place)
        }
      }
    }
  }

  /// The group as though it ended after its first `count` sentences in the order of `lines`.
  func prefix(_ count: Int) -> ConditionGroup {
    var left = count
    return prefix(&left)
  }

  private func prefix(_ left: inout Int) -> ConditionGroup {
    var result = ConditionGroup()
    for role in Role.allCases {
      for node in self[role] where left > 0 {
        switch node {
        case .line:
          left -= 1
          result[role].append(node)
        case .group(let group): result[role].append(.group(group.prefix(&left)))
        }
      }
    }
    return result
  }

  var usesScores: Bool { lines.contains { $0.line.condition.usesScores } }

  /// The names of the segments that the sentences refer to, each once.
  var references: [(name: String, line: ConditionLine)] {
    var seen: Set<String> = []
    return lines.compactMap { placed in
      guard case .segment(let name) = placed.line.condition, seen.insert(name).inserted
      else { return nil }
      return (name, placed.line)
    }
  }
}
