package import Foundation

/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package init(seconds: Int64) { milliseconds = seconds * 1_000 }

  package init(_ date: Date) {
    milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded(.down))
  }

  package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }

  /// Whole seconds since 1970, rounded down.
  package var seconds: Int64 { milliseconds.flooredQuotient(by: 1_000) }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(milliseconds: milliseconds + seconds * 1_000)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, so that times before 1970 are no special case.
  package func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
