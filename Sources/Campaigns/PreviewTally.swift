/// What one part of the walk found.
struct PreviewTally: Sendable {
  enum Kind: Hashable, Sendable {
    /// The message cannot be written.
    case failure
    /// The template leaves the customer out.
    case skip
    /// A variable is empty, and nothing in the template stands in for it.
    case hole
    /// The message is larger than mailboxes show.
    case size
  }

  struct Cause: Hashable, Sendable {
    let kind: Kind
    let text: String
  }

  struct Group: Sendable {
    var count = 0
    /// Ids of a few customers.
    var examples: [String] = []
  }

  struct VariableCount: Sendable {
    /// Messages whose templates read it.
    var used = 0
    var empty = 0
  }

  struct BranchCount: Sendable {
    /// Messages that took it.
    var shown = 0
    /// Customers who took it and get no message: the template skips them, or fails.
    var skipped = 0
  }

  private static let examples = 3

  private(set) var rendered = 0
  private(set) var failed = 0
  private(set) var groups: [Cause: Group] = [:]
  private(set) var variables: [VariableCount]
  private(set) var branches: [BranchCount]
  private(set) var combinations = BranchCombinations()
  /// Positions in the audience of those who get no message.
  private(set) var unwritten: Set<Int> = []

  init(_ inventory: PreviewInventory) {
    variables = inventory.variables.map { _ in VariableCount() }
    branches = inventory.branches.map { _ in BranchCount() }
  }

  /// Counts a message that was written for the customer at this position of the audience.
  mutating func count(
    _ message: WrittenMessage,
    of customer: String,
    at position: Int,
    _ watch: PreviewWatch
  ) {
    rendered += 1
    for (number, finding) in watch.findings.enumerated() where finding != .unused {
      variables[number].used += 1
      if finding >= .replaced { variables[number].empty += 1 }
      if finding == .missing {
        let path = watch.inventory.variables[number].path
        note(Cause(kind: .hole, text: "'\(path)' is empty"), customer: customer)
      }
    }
    for branch in watch.branches { branches[branch].shown += 1 }
    combinations.note(watch.branches, at: position)
    if message.html.utf8.count > PreviewReport.mostHTML {
      note(
        Cause(kind: .size, text: "the HTML is larger than 102 KB: Gmail cuts the rest off"),
        customer: customer
      )
    }
  }

  /// Counts a customer at this position who gets no message.
  mutating func count(
    _ cause: Cause,
    of customer: String,
    at position: Int,
    _ watch: PreviewWatch
  ) {
    note(cause, customer: customer)
    if cause.kind == .failure { failed += 1 }
    for branch in watch.branches { branches[branch].skipped += 1 }
    unwritten.insert(position)
  }

  mutating func merge(_ other: PreviewTally) {
    rendered += other.rendered
    failed += other.failed
    for (cause, group) in other.groups {
      var merged = groups[cause, default: Group()]
      merged.count += group.count
      merged.examples = (merged.examples + group.examples).sorted()
        .prefix(Self.examples).map { $0 }
      groups[cause] = merged
    }
    for (number, count) in other.variables.enumerated() {
      variables[number].used += count.used
      variables[number].empty += count.empty
    }
    for (number, count) in other.branches.enumerated() {
      branches[number].shown += count.shown
      branches[number].skipped += count.skipped
    }
    combinations.merge(other.combinations)
    unwritten.formUnion(other.unwritten)
  }

  private mutating func note(_ cause: Cause, customer: String) {
    groups[cause, default: Group()].count += 1
    if groups[cause, default: Group()].examples.count < Self.examples {
      groups[cause, default: Group()].examples.append(customer)
    }
  }
}
