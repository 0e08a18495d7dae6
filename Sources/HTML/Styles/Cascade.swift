/// Which of the declarations for an element win (CSS Cascading and Inheritance Level 4, section 6).
struct Cascade {
  /// How strong a rule is for an element: the specificity of the selector, then the order.
  struct Rank: Comparable {
    let specificity: Int
    let rule: Int

    static func < (one: Rank, other: Rank) -> Bool {
      (one.specificity, one.rule) < (other.specificity, other.rule)
    }
  }

  /// A declaration of a rule that holds for an element.
  struct Entry {
    let declaration: Declaration
    let rank: Rank

    /// Whether it wins over another of the same importance, in which an element has both.
    fileprivate func isStronger(than other: Entry) -> Bool {
      rank.rule != other.rank.rule && rank > other.rank
        && declaration.isImportant == other.declaration.isImportant
    }
  }

  /// What is to be written into an element.
  struct Outcome {
    /// The weaker ones first.
    var entries: [Entry] = []
    /// The rules that must stay in their sheet for the element, as a rule that may hold there is
    /// stronger and a style attribute would win over it.
    var rulesLeft: Set<Int> = []
  }

  let rules: [StyleRule]

  /// What an element gets by the rules that hold for it and those that may hold, each once, and by
  /// the declarations of its style attribute as far as they are known.
  func outcome(certain: [Rank], possible: [Rank], own: [Declaration]) -> Outcome {
    var outcome = Outcome()
    var left = Dictionary(grouping: entries(possible), by: \.declaration.name)
    for entry in winners(entries(certain.sorted()), own: own).reversed() {
      let isLeft = left.contains { name, others in
        Declaration.overlap(name, entry.declaration.name)
          && others.contains { $0.isStronger(than: entry) }
      }
      if isLeft {
        left[entry.declaration.name, default: []].append(entry)
        outcome.rulesLeft.insert(entry.rank.rule)
      } else {
        outcome.entries.append(entry)
      }
    }
    outcome.entries.reverse()
    return outcome
  }

  /// The declarations of a rule, by index, that must not win over the style attribute of an element
  /// for which the rule may hold: something stronger is in it.
  func weakDeclarations(of rank: Rank, _ outcome: Outcome, own: [Declaration]) -> [Int] {
    let declarations = rules[rank.rule].declarations
    return declarations.indices.filter { index in
      let entry = Entry(declaration: declarations[index], rank: rank)
      func overlaps(_ other: Declaration) -> Bool {
        !other.isImportant && Declaration.overlap(other.name, entry.declaration.name)
      }
      return own.contains(where: overlaps)
        || outcome.entries.contains { $0.isStronger(than: entry) && overlaps($0.declaration) }
    }
  }

  private func entries(_ ranks: [Rank]) -> [Entry] {
    ranks.flatMap { rank in
      rules[rank.rule].declarations.map { Entry(declaration: $0, rank: rank) }
    }
  }

  /// Those whose property no other rule sets again.
  ///
  /// A rule that sets it twice keeps both: the first may be for programs that do not know the second.
  private func winners(_ entries: [Entry], own: [Declaration]) -> [Entry] {
    // nil is the style attribute.
    var rules: [String: (rule: Int?, isImportant: Bool)] = [:]
    for entry in entries {
      let declaration = entry.declaration
      if declaration.isImportant || rules[declaration.name]?.isImportant != true {
        rules[declaration.name] = (entry.rank.rule, declaration.isImportant)
      }
    }
    for declaration in own
    where declaration.isImportant || rules[declaration.name]?.isImportant != true {
      rules[declaration.name] = (nil, declaration.isImportant)
    }
    return entries.filter { rules[$0.declaration.name]?.rule == $0.rank.rule }
  }
}
