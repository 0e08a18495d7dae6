import Foundation
import Scheduling
import Shop
import Store
import Workspace

/// Which campaigns' time has come.
struct DueCampaigns {
  /// What is to be done about one campaign's latest occurrence.
  enum Decision: Hashable {
    case send(PlannedOccurrence)
    /// Missed by more than the campaign allows: a person decides.
    case tooLate(PlannedOccurrence)
  }

  let project: ShopProject

  /// The campaigns whose latest occurrence has no run yet.
  func decisions(at now: Instant) throws -> [Decision] {
    var decisions: [Decision] = []
    for (name, campaign) in project.workspace.campaigns.sorted(by: { $0.key < $1.key }) {
      guard let schedule = campaign.schedule else { continue }
      // What was never promised is not missed: a schedule that is new begins with its next time.
      let firstSeen =
        schedule.schedule.isRecurring ? try noticed(campaign, schedule, at: now) : nil
      guard let occurrence = schedule.latestOccurrence(until: now) else { continue }
      if let firstSeen, occurrence < firstSeen { continue }
      let planned = PlannedOccurrence(
        campaign: name,
        at: occurrence,
        timeZone: schedule.zoneName,
        occurrence: schedule.key(of: occurrence)
      )
      let ledger = project.store.delivery
      if try ledger.run(campaign: name, occurrence: planned.occurrence) != nil { continue }
      let late = now.milliseconds - occurrence.milliseconds
      let allowed = schedule.notLaterThan.components.seconds * 1_000
      decisions.append(late <= allowed ? .send(planned) : .tooLate(planned))
    }
    return decisions
  }

  /// When the campaign's schedule, as it is now, was first seen by a daemon on this store.
  private func noticed(
    _ campaign: Campaign,
    _ schedule: CampaignSchedule,
    at now: Instant
  ) throws -> Instant {
    let form = "\(schedule.text) (\(schedule.calendar.timeZone.identifier))"
    return try project.store.delivery.firstSeen(
      schedule: form,
      ofCampaign: campaign.name,
      at: now
    )
  }
}
