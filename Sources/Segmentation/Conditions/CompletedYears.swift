import Shop

extension CivilDay {
  /// The last day of birth of those who have completed so many years on this day.
  func latestBirth(completing years: Int64) -> CivilDay {
    let years = Int(min(years, 5_000))
    let day = adding(months: -12 * years)
    let next = day.adding(days: 1)
    // On 28 February those born on the 29th complete their year too, where there is no 29th.
    return next.adding(months: 12 * years) <= self ? next : day
  }
}
