import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct MailDateTests {
  @Test(arguments: [
    (0.0, "Thu, 01 Jan 1970 00:00:00 +0000"),
    (1_795_369_844.9, "Sun, 22 Nov 2026 17:50:44 +0000"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
    (-0.5, "Wed, 31 Dec 1969 23:59:59 +0000"),
  ])
  func writesTheTimeInUTC(seconds: Double, text: String) {
    #expect(MailDate.text(Date(timeIntervalSince1970: seconds)) == text)
  }

  @Test func agreesWithTheCalendar() {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
    var generator = SeededGenerator(seed: 5)
    for _ in 1...2000 {
      let seconds = Int.random(in: -2_000_000_000...8_000_000_000, using: &generator)
      let date = Date(timeIntervalSince1970: Double(seconds))
      #expect(MailDate.text(date) == formatter.string(from: date))
    }
  }
}
