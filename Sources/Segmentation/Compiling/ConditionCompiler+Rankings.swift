import SQL

extension ConditionCompiler {
  /// The keys of the first places, among all customers or the members in a table.
  func winners(of ranking: Ranking, among table: String?) -> SQLQuery {
    let isFirst: SQLQuery =
      switch ranking.size {
      case .count(let count): "standings.position <= \(count)"
      case .percent(let percent):
        // The same as position <= ceil(percent × among / 100), in whole numbers.
        """
        (standings.position - 1) * \(100 * percent.divisor) \
        < \(percent.mantissa) * standings.among
        """
      }
    return """
      SELECT standings.key FROM (\(standings(by: ranking.figure, among: table))) AS standings \
      WHERE \(isFirst)
      """
  }

  /// Each customer with a value, as `customer_key` and `value`, whose unit only serves for order.
  func values(of figure: RankedFigure) -> SQLQuery {
    switch figure {
    case .measure(let measure): values(of: measure)
    case .prediction(let prediction): values(of: prediction)
    case .points: points
    }
  }

  /// Every ranked customer's `key`, `position` from 1 and the number `among` them.
  func standings(by figure: RankedFigure, among table: String?) -> SQLQuery {
    let members: SQLQuery =
      table.map { " AND customers.key IN (SELECT key FROM \(identifier: $0))" } ?? ""
    return """
      SELECT customers.key AS key, \
      ROW_NUMBER() OVER (ORDER BY ranked.value DESC, customers.id) AS position, \
      COUNT(*) OVER () AS among \
      FROM (\(values(of: figure))) AS ranked \
      JOIN customers ON customers.key = ranked.customer_key \
      WHERE ranked.value > 0\(members)
      """
  }
}

extension Ranking.Size {
  /// Whether a place is among the first.
  func includes(_ standing: Standing) -> Bool {
    switch self {
    case .count(let count): return standing.position <= count
    case .percent(let percent):
      let share = Int128(percent.mantissa) * Int128(standing.among)
      return Int128(standing.position - 1) * 100 * Int128(percent.divisor) < share
    }
  }
}
