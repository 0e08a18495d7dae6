import Foundation

/// Offsets of time zones from UTC, remembered by the quarter of an hour.
struct ZoneClock {
  /// The recipient's zone, then those that templates name.
  private var zones: [TimeZone] = [.gmt]
  private var isGMT: [Bool] = [true]
  private var indexes: [String: UInt32] = [:]
  private var known: [Known] = Array(repeating: Known(), count: 256)

  private struct Known {
    var quarter = Int64.min
    var zone: UInt32 = 0
    var offset = 0
  }

  /// Makes this the recipient's zone.
  mutating func use(_ zone: TimeZone) {
    guard zones[0] != zone else { return }
    zones[0] = zone
    isGMT[0] = zone.identifier == "GMT" || zone.identifier == "UTC"
    for index in known.indices where known[index].zone == 0 { known[index].quarter = .min }
  }

  /// The number of a zone by its name in the time zone database; nil when there is none.
  mutating func index(of name: String) -> UInt32? {
    if let index = indexes[name] { return index }
    guard let zone = TimeZone(identifier: name) else { return nil }
    zones.append(zone)
    isGMT.append(name == "GMT" || name == "UTC")
    let index = UInt32(zones.count - 1)
    indexes[name] = index
    return index
  }

  /// Seconds east of UTC in a zone at a time in seconds since 1970.
  ///
  /// Zones change at quarters of an hour only.
  mutating func offset(at seconds: Int64, zone: UInt32) -> Int {
    if isGMT[Int(zone)] { return 0 }
    let quarter = seconds.floorDivided(by: 900)
    let slot = Int(truncatingIfNeeded: quarter &+ Int64(zone) &* 61) & 255
    if known[slot].quarter == quarter, known[slot].zone == zone { return known[slot].offset }
    let date = Date(timeIntervalSince1970: TimeInterval(quarter * 900))
    let offset = zones[Int(zone)].secondsFromGMT(for: date)
    known[slot] = Known(quarter: quarter, zone: zone, offset: offset)
    return offset
  }

  /// The letters of a zone at a time: `CET`, or the offset where it has none.
  func abbreviation(at seconds: Int64, zone: UInt32) -> String {
    if isGMT[Int(zone)] { return "UTC" }
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    return zones[Int(zone)].abbreviation(for: date) ?? ""
  }
}
