import Foundation
import Scheduling
package import Shop
import Store
import Workspace

/// One time at which a campaign is to be sent.
package struct PlannedOccurrence: Hashable, Sendable {
  package let campaign: String
  package let at: Instant
  /// The zone whose clock the schedule is by.
  package let timeZone: String
  /// How the run of this occurrence is known: empty for a campaign that runs once.
  package let occurrence: String
}

extension CampaignSchedule {
  /// How the run of an occurrence is known in the log.
  func key(of occurrence: Instant) -> String {
    schedule.isRecurring ? calendar.iso8601(occurrence) : ""
  }

  /// The latest occurrence not after that moment; nil where there was none in four years.
  func latestOccurrence(until now: Instant) -> Instant? {
    let end = Instant(milliseconds: now.milliseconds + 1)
    // Most schedules come within days; only a leap day takes years to look back to.
    for days in [2, 40, 400, 1_500] {
      let start = calendar.adding(-days, .days, to: now)
      if let last = schedule.occurrences(from: start, to: end, in: calendar).last { return last }
    }
    if case .once = schedule, schedule.nextOccurrence(after: now, in: calendar) == nil {
      return schedule.nextOccurrence(after: Instant(milliseconds: 0), in: calendar)
    }
    return nil
  }
}

extension ShopProject {
  /// The run that `send` means: the one under way, else that of the latest occurrence.
  ///
  /// A campaign by `every` or `cron` that is sent by hand has its latest occurrence's run, so that
  /// sending twice, or by hand and by the daemon, mails nobody twice.
  package func occurrence(of name: String, at now: Instant) throws -> String {
    if let run = try store.delivery.latestRun(campaign: name),
      [.running, .paused].contains(run.state)
    {
      return run.occurrence
    }
    guard let schedule = workspace.campaigns[name]?.schedule, schedule.schedule.isRecurring else {
      return ""
    }
    return schedule.key(of: schedule.latestOccurrence(until: now) ?? now)
  }

  /// What the schedules of all campaigns hold for the time from `start` until before `end`, in
  /// order; a campaign that runs once and has run is not among it.
  package func plannedOccurrences(
    from start: Instant,
    until end: Instant
  ) throws -> [PlannedOccurrence] {
    var planned: [PlannedOccurrence] = []
    for (name, campaign) in workspace.campaigns {
      guard let schedule = campaign.schedule else { continue }
      for instant in schedule.schedule.occurrences(from: start, to: end, in: schedule.calendar) {
        let key = schedule.key(of: instant)
        if try store.delivery.run(campaign: name, occurrence: key) != nil { continue }
        planned.append(
          PlannedOccurrence(
            campaign: name,
            at: instant,
            timeZone: schedule.zoneName,
            occurrence: key
          )
        )
      }
    }
    return planned.sorted { ($0.at, $0.campaign) < ($1.at, $1.campaign) }
  }
}
