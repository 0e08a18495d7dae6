import Foundation
import Loyalty
import Shop
import Testing

func shopCalendar(_ zone: String = "Europe/Stockholm") throws -> ShopCalendar {
  ShopCalendar(timeZone: try #require(TimeZone(identifier: zone)))
}

/// One point per 10 kronor, in Stockholm unless told otherwise.
func bookClub(
  rounding: PointsRounding = .down,
  expiry: PointsExpiry = .never,
  since: CivilDay? = nil,
  vouchers: [VoucherRule] = [],
  zone: String = "Europe/Stockholm"
) throws -> Club {
  Club(
    rules: ClubRules(
      purchases: PointsRate(points: 1, per: 1_000),
      events: [EventPoints(kind: "review", points: 50)],
      rounding: rounding,
      expiry: expiry,
      since: since,
      vouchers: vouchers
    ),
    orders: .usual,
    calendar: try shopCalendar(zone)
  )
}

extension Club {
  /// An instant as it is written in the club's zone.
  func at(_ text: String) throws -> Instant { try #require(calendar.instant(iso: text)) }

  func order(_ key: Int64, _ text: String, _ total: Int64) throws -> ClubActivity.Order {
    ClubActivity.Order(key: key, at: try at(text), total: total)
  }

  func ledger(of activity: ClubActivity) -> PointsLedger {
    var maker = LedgerMaker(self)
    return maker.ledger(of: activity)
  }

  /// Each entry as `2026-03-01T12:00:00+01:00 order 1 10`.
  func lines(_ ledger: PointsLedger) -> [String] {
    ledger.entries.map { "\(calendar.iso8601($0.at)) \($0.cause.words) \($0.points)" }
  }
}

extension PointsCause {
  fileprivate var words: String {
    switch self {
    case .order(let key): "order \(key)"
    case .event(let key): "event \(key)"
    case .expiry(let day): "expiry \(day)"
    case .voucher(let number): "voucher \(number)"
    }
  }
}
