import Diagnostics
import Documents
import Foundation
package import Scheduling
package import Shop

/// When a campaign is sent.
package struct CampaignSchedule: Sendable {
  package let schedule: Schedule
  /// As its author wrote it: `every day at 08:30`.
  package let text: String
  /// Whose clock the schedule is by; where that is each recipient's own, the clock that shows each
  /// time first.
  package let calendar: ShopCalendar
  /// Whether each recipient is mailed at that time by the clock where they live.
  package let isByRecipientsClock: Bool
  /// A start that is missed by more than this waits for a person.
  package let notLaterThan: Duration

  package static let usualNotLaterThan = Duration.seconds(3 * 3_600)
}

extension CampaignSchedule {
  static func read(_ keys: inout MappingReader, calendar: ShopCalendar?) -> CampaignSchedule? {
    guard var own = keys.mapping("schedule", CampaignKeys.schedule) else { return nil }
    let isByRecipientsClock = own.text("time_zone")?.value == "recipient"
    let zone = isByRecipientsClock ? earliestCalendar : own.timeZone("time_zone")?.value
    let notLaterThan = own.duration("not_later_than")
    let given = schedule(&own)
    keys.report(own.problems)
    guard let (schedule, text) = given, let calendar = zone ?? calendar else { return nil }
    return CampaignSchedule(
      schedule: schedule,
      text: text,
      calendar: calendar,
      isByRecipientsClock: isByRecipientsClock,
      notLaterThan: notLaterThan?.value ?? usualNotLaterThan
    )
  }

  /// No place on Earth sees a time of the day earlier.
  private static let earliestCalendar = TimeZone(secondsFromGMT: 14 * 3_600)
    .map(ShopCalendar.init(timeZone:))

  private static func schedule(_ keys: inout MappingReader) -> (Schedule, String)? {
    let schedules = [
      read("at", &keys) { (text) throws(ScheduleProblem) in try Schedule(at: text) },
      read("every", &keys) { (text) throws(ScheduleProblem) in try Schedule(every: text) },
      read("cron", &keys) { (text) throws(ScheduleProblem) in try Schedule(cron: text) },
    ]
    let given = ["at", "every", "cron"].count { keys.node($0) != nil }
    let isExplained = keys.problems.contains { ["unknown-key", "wrong-kind"].contains($0.code) }
    if given != 1, !isExplained {
      keys.report(
        .error(
          given == 0 ? "missing-key" : "conflict",
          "'schedule' has one of 'at', 'every' and 'cron'",
          at: keys.location
        )
      )
    }
    return schedules.compactMap { $0 }.first
  }

  private static func read(
    _ key: String,
    _ keys: inout MappingReader,
    parse: (String) throws(ScheduleProblem) -> Schedule
  ) -> (Schedule, String)? {
    guard let scalar = keys.scalar(key) else { return nil }
    do {
      return (try parse(scalar.text), "\(key) \(scalar.text)")
    } catch {
      let place = scalar.location(offset: error.offset, length: error.length)
      keys.report(.error("bad-schedule", error.message, at: place, help: error.help))
      return nil
    }
  }
}
