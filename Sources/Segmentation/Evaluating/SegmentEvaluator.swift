import Shop

/// Judges one customer by a segment and all that it refers to.
struct SegmentEvaluator {
  private let segment: Segment
  private let evaluator: ConditionEvaluator
  private let words: ConditionWords
  /// Of every segment referred to, whether the customer is a member.
  private var members: [String: Bool] = [:]

  init(
    _ segment: Segment,
    _ history: CustomerHistory,
    at now: Instant,
    among surroundings: Surroundings
  ) {
    self.segment = segment
    evaluator = ConditionEvaluator(
      history,
      at: now,
      terms: segment.terms,
      among: surroundings
    )
    words = ConditionWords(now: now, terms: segment.terms)
    for dependency in segment.dependencies {
      members[dependency.name] = isMember(of: dependency)
    }
  }

  func evaluate() -> Evaluation {
    var told: Set<String> = []
    let conditions = outcomes(of: segment.definition, under: "", depth: 0, told: &told)
    return Evaluation(isMember: isMember(of: segment.definition), conditions: conditions)
  }

  private func isMember(of definition: SegmentDefinition) -> Bool {
    guard holds(definition.conditions) else { return false }
    guard let limit = definition.limit else { return true }
    return evaluator.answer(limit.ranking, members: definition.name).holds
  }

  private func holds(_ group: ConditionGroup) -> Bool {
    group.all.allSatisfy(holds) && (group.any.isEmpty || group.any.contains(where: holds))
      && !group.none.contains(where: holds)
  }

  private func holds(_ node: ConditionNode) -> Bool {
    switch node {
    case .line(let line): answer(line).holds
    case .group(let group): holds(group)
    }
  }

  private func answer(_ line: ConditionLine) -> ConditionEvaluator.Answer {
    let answer = evaluator.answer(line.condition, members: members)
    return .init(holds: answer.holds != line.isNegated, value: answer.value)
  }

  /// Each line, and after a mention of another segment that segment's lines, told once.
  private func outcomes(
    of definition: SegmentDefinition,
    under path: String,
    depth: Int,
    told: inout Set<String>
  ) -> [ConditionOutcome] {
    var outcomes: [ConditionOutcome] = []
    for placed in definition.conditions.lines {
      let answer = answer(placed.line)
      outcomes.append(
        ConditionOutcome(
          group: path + placed.path,
          text: placed.line.text,
          meaning: words.meaning(of: placed.line),
          holds: answer.holds,
          value: answer.value,
          depth: depth
        )
      )
      guard case .segment(let name) = placed.line.condition, told.insert(name).inserted,
        let other = segment.dependencies.first(where: { $0.name == name })
      else { continue }
      let place = "\(path)\(placed.path)/segment \(name)/"
      outcomes += self.outcomes(of: other, under: place, depth: depth + 1, told: &told)
    }
    if let limit = definition.limit {
      let answer = evaluator.answer(limit.ranking, members: definition.name)
      outcomes.append(
        ConditionOutcome(
          group: path + "limit",
          text: limit.text,
          meaning: words.limit(limit.ranking),
          holds: answer.holds,
          value: answer.value,
          depth: depth
        )
      )
    }
    return outcomes
  }
}
