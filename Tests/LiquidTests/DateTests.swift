import Foundation
import Liquid
import Testing

@Suite struct DateTests {
  @Test(arguments: [
    ("%Y-%m-%d %H:%M:%S", "2026-11-22 09:30:05"), ("%-d/%-m/%y", "22/11/26"),
    ("%A %a %B %b %^a %^B", "söndag sön november nov. SÖN NOVEMBER"), ("%j %u %w", "326 7 0"),
    ("%e|%k|%l|%I|%p|%P", "22| 9| 9|09|fm|fm"),
    ("%F %T %R %D", "2026-11-22 09:30:05 09:30 11/22/26"),
    ("%s %L %3N %z %:z", "1795336205 250 250 +0100 +01:00"), ("%G-W%V %U %W", "2026-W47 47 46"),
    ("%%|%n|%t|%Q|%10Y|%_m|%-H", "%|\n|\t|%Q|0000002026|11|9"), ("%C %h", "20 nov."),
    ("%5S|%-5S|%", "00005|5|%"), ("plain", "plain"),
  ])
  func percentSignsAreAsInRuby(_ format: String, _ expected: String) throws {
    let context = try Render.context("sv")
    let data: LiquidValue = ["v": .instant(milliseconds: 1_795_336_205_250), "f": .string(format)]
    #expect(Render.text("{{ v | date: f }}", data, in: context) == expected)
  }

  @Test(arguments: [
    "2026-11-22T08:30:05Z", "2026-11-22 09:30:05 +0100", "2026-11-22T09:30:05+01:00",
    "Sun, 22 Nov 2026 09:30:05 +0100", "November 22, 2026 09:30:05", "22 nov 2026 9:30:05 am",
    "2026/11/22 09:30:05", "1795336205", "Nov 22nd, 2026 09:30:05", "2026-11-22T08:30:05.000Z",
    "20261122 09:30:05",
  ])
  func datesAreReadInManyForms(_ text: String) throws {
    let context = try Render.context("en")
    let data: LiquidValue = ["v": .string(text)]
    #expect(Render.text("{{ v | date: '%F %T' }}", data, in: context) == "2026-11-22 09:30:05")
  }

  @Test(arguments: [
    "", "soon", "2026-02-30", "99/99/9999", "1:2", "2026-13-01", "25:00 2026-01-01",
  ])
  func whatIsNoDateStays(_ text: String) {
    #expect(Render.text("{{ v | date: '%F' }}", ["v": .string(text)]) == text)
  }

  @Test func nowIsTheRuns() throws {
    let context = try Render.context("sv", now: 1_795_341_600_000)
    #expect(Render.text("{{ 'now' | date: '%F %R' }}", in: context) == "2026-11-22 11:00")
    #expect(Render.text("{{ 'today' | date: '%F' }}", in: context) == "2026-11-22")
  }

  @Test func summerTimeIsTheZones() throws {
    let context = try Render.context("sv")
    for (seconds, expected) in [
      (1_774_745_999, "01:59 +0100"), (1_774_746_000, "03:00 +0200"),
      (1_792_889_999, "02:59 +0200"), (1_792_890_000, "02:00 +0100"),
    ] {
      let text = Render.text("{{ \(seconds) | date: '%H:%M %z' }}", in: context)
      #expect(text == expected)
    }
  }

  @Test func aZoneOfItsOwn() throws {
    let context = try Render.context("en")
    let data: LiquidValue = ["v": .instant(milliseconds: 1_795_336_205_000)]
    let template = "{{ v | time_zone: 'America/New_York' | date: '%F %R %z' }}"
    #expect(Render.text(template, data, in: context) == "2026-11-22 03:30 -0500")
    let wrong = Render.text("{{ v | time_zone: 'Mars' | date: '%F' }}", data, in: context)
    #expect(wrong.hasPrefix("error"))
  }

  @Test func daysAreTheSameEverywhere() throws {
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"] {
      let context = try Render.context("sv", zone: zone)
      let data: LiquidValue = ["v": .day(year: 2024, month: 2, day: 29)]
      #expect(Render.text("{{ v | date: 'long' }}", data, in: context) == "29 februari 2024")
      #expect(Render.text("{{ v }}", data, in: context) == "2024-02-29")
    }
  }

  @Test(arguments: [Int64](stride(from: -800_000, through: 800_000, by: 7_919)))
  func calendarAgreesWithFoundation(_ days: Int64) {
    let date = Date(timeIntervalSince1970: TimeInterval(days) * 86_400)
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents(
      [.year, .month, .day, .weekOfYear, .yearForWeekOfYear, .dayOfYear],
      from: date
    )
    guard date > Date(timeIntervalSince1970: -12_219_292_800) else { return }
    let text = Render.text(
      "{{ v | date: '%Y %-m %-d %-V %G %-j' }}",
      ["v": .integer(days * 86_400)]
    )
    let expected = [
      parts.year, parts.month, parts.day, parts.weekOfYear, parts.yearForWeekOfYear,
      parts.dayOfYear,
    ].map { $0.map(String.init) ?? "" }
    #expect(text == expected.joined(separator: " "))
  }
}
