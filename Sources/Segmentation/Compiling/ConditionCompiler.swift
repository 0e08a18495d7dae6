import SQL
import Shop

/// Writes conditions as SQL that both dialects understand: truths about the row of `customers` in
/// the query around them, never NULL, so that `NOT` is a plain complement.
///
/// What a file says reaches the database as bound values only.
struct ConditionCompiler {
  let now: Instant
  let terms: ShopTerms
  /// The names of common table expressions with the members of the segments referred to.
  let tables: [String: String]

  var today: CivilDay { terms.calendar.day(of: now) }

  /// The truth of a group; an empty one is true of everyone.
  func truth(of group: ConditionGroup) -> SQLQuery {
    var parts = group.all.map(truth)
    if !group.any.isEmpty { parts.append(Self.balanced(group.any.map(truth), " OR ")) }
    if !group.none.isEmpty {
      parts.append("NOT \(Self.balanced(group.none.map(truth), " OR "))")
    }
    return parts.isEmpty ? "TRUE" : Self.balanced(parts, " AND ")
  }

  private func truth(_ node: ConditionNode) -> SQLQuery {
    switch node {
    case .group(let group): truth(of: group)
    case .line(let line): truth(of: line)
    }
  }

  func truth(of line: ConditionLine) -> SQLQuery {
    let truth = truth(of: line.condition)
    return line.isNegated ? "NOT (\(truth))" : truth
  }

  func truth(of condition: Condition) -> SQLQuery {
    switch condition {
    case .everyone: return "TRUE"
    case .text(let attribute, let test): return truth(attribute, test)
    case .age(let test): return age(test)
    case .custom(let column, let test): return truth(column: column, test)
    case .consent(let isGiven):
      return "COALESCE(customers.email_consent = \(isGiven), FALSE)"
    case .date(let attribute, let period): return truth(attribute, period)
    case .orderDate(let date, let period): return truth(date, period)
    case .number(let measure, let test): return truth(measure, test)
    case .rfm(let test): return truth(test)
    case .score(let score, let test): return truth(score, test)
    case .prediction(let prediction, let test): return truth(prediction, test)
    case .points(let measure, let test): return truth(measure, test)
    case .tier(let test): return truth(test)
    case .known(let subject, let isKnown):
      return isKnown ? known(subject) : "NOT (\(known(subject)))"
    case .returning(let date, let period): return truth(date, period)
    case .bought(let basket, let window): return bought(basket, window)
    case .lastOrderContains(let basket): return lastOrderContains(basket)
    case .segment(let name):
      guard let table = tables[name] else { return "FALSE" }
      return "customers.key IN (SELECT key FROM \(identifier: table))"
    case .top(let ranking):
      return "customers.key IN (\(winners(of: ranking, among: nil)))"
    case .sample(let sample):
      let bound = sample.percent.multiplied(byPowerOfTen: 4).roundedUp
      return "stable_bucket(\(sample.seed), customers.id) < \(bound)"
    }
  }

  /// The truths joined as a balanced tree, in brackets: a chain of hundreds would pass the
  /// database's limit on the depth of expressions.
  static func balanced(_ truths: [SQLQuery], _ joint: SQLQuery) -> SQLQuery {
    guard truths.count > 1 else { return truths.first.map { "(\($0))" } ?? "TRUE" }
    let middle = truths.count / 2
    let left = balanced(Array(truths[..<middle]), joint)
    let right = balanced(Array(truths[middle...]), joint)
    return "(\(left)\(joint)\(right))"
  }
}
