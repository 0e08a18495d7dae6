package import Columns
package import Shop

/// Answers segments from a shop's columns, on all cores: what SQL answers, many times faster.
///
///     let engine = ColumnEngine(columns, terms: terms, at: now) { try connection.values($0) }
///     let members = try engine.members(of: segment)
///
/// What the columns do not hold is asked of the store, which must be in the state that the columns
/// show for as long as the engine is used. Nothing is computed twice: an engine is made for one
/// moment and keeps every answer. It blocks while it computes: not for the shared pool of threads.
package final class ColumnEngine {
  let columns: ShopColumns
  let terms: ShopTerms
  let now: Instant
  let ask: ShopInquiry
  let customerCount: Int
  private let statuses: OrderStatuses
  private(set) lazy var quantities = LineQuantities(columns.lines)
  private(set) lazy var clock = ClockChanges(in: terms.calendar, until: now)
  private(set) lazy var sums = ExactSums(in: columns, quantities)
  var scores: BuyerScores?
  private var customersByCondition: [Condition: CustomerSet] = [:]
  private var membersByName: [String: CustomerSet] = [:]

  /// The segments that are asked for must be of one library, read with these terms.
  package init(
    _ columns: ShopColumns,
    terms: ShopTerms,
    at now: Instant,
    ask: @escaping ShopInquiry
  ) {
    self.columns = columns
    self.terms = terms
    self.now = now
    self.ask = ask
    customerCount = columns.customers.count
    statuses = OrderStatuses(terms.orderRules, in: columns)
  }

  /// The segment's members; throws what asking the store throws.
  package func members(of segment: Segment) throws -> CustomerSet {
    for dependency in segment.dependencies { _ = try members(of: dependency) }
    return try members(of: segment.definition)
  }

  /// The store's keys of customers, rising.
  package func keys(of customers: CustomerSet) -> [Int64] {
    let keys = columns.customers.keys
    return customers.rows.map { keys[$0] }
  }

  // MARK: Groups

  /// The segments that it refers to have been asked for.
  private func members(of definition: SegmentDefinition) throws -> CustomerSet {
    if let members = membersByName[definition.name] { return members }
    var members = try customers(in: definition.conditions)
    if let limit = definition.limit { members = try winners(of: limit.ranking, among: members) }
    membersByName[definition.name] = members
    return members
  }

  func customers(in group: ConditionGroup) throws -> CustomerSet {
    var members = GroupMembers(of: customerCount)
    for role in ConditionGroup.Role.allCases {
      for node in group[role] { members.add(try customers(in: node), as: role) }
    }
    return members.customers
  }

  private func customers(in node: ConditionNode) throws -> CustomerSet {
    switch node {
    case .line(let line): try customers(passing: line)
    case .group(let group): try customers(in: group)
    }
  }

  func customers(passing line: ConditionLine) throws -> CustomerSet {
    let customers = try customers(where: line.condition)
    return line.isNegated ? customers.complement() : customers
  }

  func customers(where condition: Condition) throws -> CustomerSet {
    if let customers = customersByCondition[condition] { return customers }
    let customers = try compute(condition)
    customersByCondition[condition] = customers
    return customers
  }

  private func customers(whereOneOf conditions: [Condition]) throws -> CustomerSet {
    try conditions.reduce(.none(of: customerCount)) { $0.union(try customers(where: $1)) }
  }

  // MARK: Conditions

  private func compute(_ condition: Condition) throws -> CustomerSet {
    switch condition {
    case .everyone: .all(of: customerCount)
    case .text(let attribute, let test): customers(attribute, FoldedTest(test))
    case .age(let test): customers(bornOn: today.births(completing: WholeRanges(test)))
    case .custom(let column, let test): customers(column: column, FoldedTest(test))
    case .consent(let isGiven): customers(consent: isGiven)
    case .date(let attribute, let period): customers(attribute, within: span(period))
    case .orderDate(let date, let period): customers(date, within: [span(period)])
    case .number(let measure, let test):
      try unlessInexact(measure, condition) { customers(measure, test) }
    case .rfm, .score, .known(.rfm, _), .known(.score, _):
      try unlessInexact(.spentEver, condition) { customers(scored: condition) }
    case .tier(let test): try customers(whereOneOf: test.conditions)
    case .known(let subject, let isKnown): try customers(subject, isKnown: isKnown, condition)
    case .returning(let date, let period): customers(date, returning: period)
    case .bought(let basket, let window): customers(bought: basket, within: window)
    case .lastOrderContains(let basket): customers(whoseLastOrderContains: basket)
    case .segment(let name): membersByName[name] ?? .none(of: customerCount)
    case .top(let ranking): try winners(of: ranking, among: nil)
    case .sample(let sample): customers(drawnIn: sample)
    default: try customersInStore(where: condition)
    }
  }

  var today: CivilDay { terms.calendar.day(of: now) }

  func span(_ period: Period?) -> TimeSpan {
    period?.span(at: now, in: terms.calendar) ?? TimeSpan(from: nil, until: now)
  }

  func orders(within period: Period?, purchases: Bool) -> OrderChoice {
    OrderChoice(columns, within: span(period), by: statuses, purchases: purchases)
  }
}

/// The members of a group, of whose conditions some have been added.
struct GroupMembers {
  private var all: CustomerSet
  /// Nil before the first of them.
  private var any: CustomerSet?

  init(of customerCount: Int) { all = .all(of: customerCount) }

  mutating func add(_ customers: CustomerSet, as role: ConditionGroup.Role) {
    switch role {
    case .all: all.formIntersection(customers)
    case .any: any = any?.union(customers) ?? customers
    case .none: all.subtract(customers)
    }
  }

  var customers: CustomerSet { any.map(all.intersection) ?? all }
}
