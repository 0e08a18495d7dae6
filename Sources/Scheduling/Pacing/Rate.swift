/// How many of something there may be in a time at most: `50/s`, `600/min`, `10000/h`.
package struct Rate: Hashable, Sendable {
  package enum Period: String, Hashable, Sendable {
    case second = "s"
    case minute = "min"
    case hour = "h"

    var seconds: Int {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3_600
      }
    }
  }

  /// From 1 to a million.
  package let count: Int
  package let period: Period

  /// Nil where there is no such rate.
  package init?(_ count: Int, per period: Period) {
    guard (1...1_000_000).contains(count) else { return nil }
    self.count = count
    self.period = period
  }

  /// Reads `50/s`, `600/min`, `10000/h`, and the periods written out.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && $0.isNumber }),
      let count = Int(parts[0])
    else { return nil }
    switch parts[1] {
    case "s", "sec", "second": self.init(count, per: .second)
    case "min", "minute": self.init(count, per: .minute)
    case "h", "hour": self.init(count, per: .hour)
    default: return nil
    }
  }

  package var perSecond: Double { Double(count) / Double(period.seconds) }
}

extension Rate: CustomStringConvertible {
  package var description: String { "\(count)/\(period.rawValue)" }
}
