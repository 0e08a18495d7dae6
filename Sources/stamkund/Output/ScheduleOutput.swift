import Campaigns
import Shop
import Workspace

/// How what is coming is shown.
enum ScheduleOutput {
  static func json(
    _ occurrences: [PlannedOccurrence],
    _ estimates: [String: Int],
    _ project: ShopProject
  ) -> JSONValue {
    [
      "occurrences": JSONValue(occurrences) { occurrence in
        [
          "campaign": .text(occurrence.campaign),
          "at": .text(time(occurrence, project, { $0.iso8601($1) })),
          "time_zone": .text(occurrence.timeZone),
          "segment_estimate": JSONValue(estimates[occurrence.campaign]),
        ]
      }
    ]
  }

  static func text(
    _ occurrences: [PlannedOccurrence],
    _ estimates: [String: Int],
    _ project: ShopProject,
    days: Int,
    width: Int
  ) -> String {
    guard !occurrences.isEmpty else { return "nothing is scheduled for the next \(days) days\n" }
    var table = Table([.text("WHEN"), .text("ZONE"), .text("CAMPAIGN"), .number("ABOUT")])
    for occurrence in occurrences {
      table.add([
        time(occurrence, project) { Figures.time($1, $0) }, occurrence.timeZone,
        occurrence.campaign, estimates[occurrence.campaign].map(Figures.number) ?? "?",
      ])
    }
    return table.rendered(width: width)
  }

  /// By the clock of the campaign's own zone.
  private static func time(
    _ occurrence: PlannedOccurrence,
    _ project: ShopProject,
    _ format: (ShopCalendar, Instant) -> String
  ) -> String {
    let own = project.workspace.campaigns[occurrence.campaign]?.schedule?.calendar
    return format(own ?? project.configuration.calendar, occurrence.at)
  }
}
