extension ColumnEngine {
  /// How many pass each of the segment's own conditions and its limit, in the order of `explain`:
  /// the answers to `Segment.conditionQueries`.
  package func counts(of segment: Segment) throws -> [ConditionCounts] {
    let members = try members(of: segment)
    var counts: [(alone: Int, cumulative: Int)] = []
    try count(segment.definition.conditions, into: &counts) { $0 }
    if let limit = segment.definition.limit {
      counts.append((try winners(of: limit.ranking, among: nil).count, members.count))
    }
    return zip(segment.explain(at: now), counts).map { meaning, counts in
      ConditionCounts(meaning: meaning, alone: counts.alone, cumulative: counts.cumulative)
    }
  }

  /// Counts the lines of a group one after another; `whole` makes members of the whole segment of
  /// those of this group, as though the segment ended with it.
  private func count(
    _ group: ConditionGroup,
    into counts: inout [(alone: Int, cumulative: Int)],
    whole: (CustomerSet) -> CustomerSet
  ) throws {
    var members = GroupMembers(of: customerCount)
    for role in ConditionGroup.Role.allCases {
      for node in group[role] {
        switch node {
        case .line(let line):
          let customers = try customers(passing: line)
          members.add(customers, as: role)
          counts.append((customers.count, whole(members.customers).count))
        case .group(let inner):
          let before = members
          try count(inner, into: &counts) { customers in
            var members = before
            members.add(customers, as: role)
            return whole(members.customers)
          }
          members.add(try customers(in: inner), as: role)
        }
      }
    }
  }
}

/// How many customers pass a condition.
package struct ConditionCounts: Hashable, Sendable {
  package let meaning: ConditionMeaning
  /// How many the sentence is true of, also in a group `none`.
  package let alone: Int
  /// How many would be members if the file ended at this condition.
  package let cumulative: Int

  package init(meaning: ConditionMeaning, alone: Int, cumulative: Int) {
    self.meaning = meaning
    self.alone = alone
    self.cumulative = cumulative
  }
}
