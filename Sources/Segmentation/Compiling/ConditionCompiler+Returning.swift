import SQL
import Shop

extension ConditionCompiler {
  func truth(_ date: ReturningDate, _ period: ReturningPeriod) -> SQLQuery {
    let returns = period.returns(today: today)
    switch date {
    case .birthday:
      let parts = returns.map { part -> SQLQuery in
        """
        (customers.birth_month_day BETWEEN \(part.firstMonthDay) AND \(part.lastMonthDay) \
        AND customers.birth_date < \(part.startOfYear.daysSince1970))
        """
      }
      return """
        COALESCE(\(Self.balanced(parts, " OR ")) \
        AND customers.birth_date <= \(today.daysSince1970), FALSE)
        """
    case .signUp:
      let spans = spans(returns).map { within($0, "customers.signed_up_at") }
      return Self.balanced(spans, " OR ")
    case .order(let date): return truth(date, spans: spans(returns))
    }
  }

  private func spans(_ returns: [YearlyReturn]) -> [TimeSpan] {
    returns.flatMap { $0.origins(in: terms.calendar, before: now) }
  }
}
