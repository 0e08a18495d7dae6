import Foundation
import Shop
import Testing

/// The calendar of a zone of the IANA database.
func calendar(_ zone: String) throws -> ShopCalendar {
  ShopCalendar(timeZone: try #require(TimeZone(identifier: zone)))
}

/// The instant of an ISO 8601 text.
func instant(_ text: String, _ zone: String = "UTC") throws -> Instant {
  try #require(try calendar(zone).instant(iso: text))
}
