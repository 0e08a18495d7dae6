package import SQL
package import Shop

/// A segment, checked and ready to be asked.
///
///     let members = try connection.rows(segment.query(at: now)) { try $0.int(0) }
///
/// Everything takes the moment that is now to it: nothing at or after that moment is seen.
package struct Segment: Sendable {
  let definition: SegmentDefinition
  /// The segments that it refers to, in an order in which each refers only to those before it.
  let dependencies: [SegmentDefinition]
  let terms: ShopTerms

  /// What other files call it.
  package var name: String { definition.name }

  /// What people call it.
  package var title: String { definition.title }

  package var description: String? { definition.description }

  /// The members' keys: one column `key`, in no order.
  ///
  /// Also a sub-query for audiences of several segments: `customers.key IN (\(segment.query(at:
  /// now)))`.
  package func query(at now: Instant) -> SQLQuery {
    SegmentCompiler(self, at: now).members()
  }

  /// The number of members: one row, one column `count`.
  package func countQuery(at now: Instant) -> SQLQuery {
    SegmentCompiler(self, at: now).count()
  }

  /// Each condition in plain words, in the order all, any, none, limit.
  package func explain(at now: Instant) -> [ConditionMeaning] {
    let words = ConditionWords(now: now, terms: terms)
    let lines = definition.conditions.lines.map { placed in
      ConditionMeaning(
        group: placed.path,
        text: placed.line.text,
        meaning: words.meaning(of: placed.line)
      )
    }
    let limit = definition.limit.map { limit in
      ConditionMeaning(group: "limit", text: limit.text, meaning: words.limit(limit.ranking))
    }
    return lines + (limit.map { [$0] } ?? [])
  }

  /// Each condition with the queries for how many pass it, in the order of `explain`.
  package func conditionQueries(at now: Instant) -> [ConditionQueries] {
    SegmentCompiler(self, at: now).conditionQueries(explain(at: now))
  }

  /// Judges one customer, with the value that decided each condition.
  ///
  /// The history holds all orders; those at or after `now` are not looked at. The surroundings are
  /// the answers to `surroundings(of:at:ask:)`.
  package func evaluate(
    _ history: CustomerHistory,
    at now: Instant,
    among surroundings: Surroundings = .none
  ) -> Evaluation {
    SegmentEvaluator(self, history, at: now, among: surroundings).evaluate()
  }
}

/// A condition as it was written, and what it means.
package struct ConditionMeaning: Hashable, Sendable {
  /// The groups around it, such as `all` or `all/any`; `limit` for the limit.
  package let group: String
  package let text: String
  package let meaning: String
}

/// The questions how many customers pass a condition; each one row with one column `count`.
package struct ConditionQueries: Sendable {
  package let meaning: ConditionMeaning
  /// How many the sentence is true of, also in a group `none`.
  package let alone: SQLQuery
  /// How many would be members if the file ended at this condition.
  package let cumulative: SQLQuery
}

/// Whether a customer is in a segment, and why.
package struct Evaluation: Sendable {
  package let isMember: Bool
  package let conditions: [ConditionOutcome]
}

/// A condition's answer for one customer.
package struct ConditionOutcome: Hashable, Sendable {
  /// The groups around it; of a segment referred to `all/segment NAME/any`.
  package let group: String
  package let text: String
  package let meaning: String
  /// Whether the sentence is true, also in a group `none`.
  package let holds: Bool
  /// The value that decided, in words.
  package let value: String
  /// 0 for the segment's own conditions, 1 for those of a segment it refers to, and so on.
  package let depth: Int
}
