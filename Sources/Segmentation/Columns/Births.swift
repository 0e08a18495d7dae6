import Shop

extension CivilDay {
  /// The days of birth, since 1970, of those whose number of completed years on this day is in the
  /// ranges.
  func births(completing years: WholeRanges) -> WholeRanges {
    let oldest: Int64 = 5_000
    return WholeRanges(
      years.clamped(to: 0...oldest).ranges.map { years in
        let last = years.lowerBound == 0 ? self : latestBirth(completing: years.lowerBound)
        if years.upperBound == oldest { return .min...Int64(last.daysSince1970) }
        let next = latestBirth(completing: years.upperBound + 1)
        return Int64(next.daysSince1970 + 1)...Int64(last.daysSince1970)
      }
    )
  }
}
