import Foundation
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Campaigns

@Suite struct DueCampaignsTests {
  /// What is due at a local time, as `send` or `late` with the occurrence's time.
  private func due(_ project: ShopProject, at time: String) throws -> [String] {
    let now = try #require(project.instant(time))
    return try DueCampaigns(project: project).decisions(at: now).map { decision in
      switch decision {
      case .send(let occurrence):
        "send \(project.configuration.calendar.iso8601(occurrence.at))"
      case .tooLate(let occurrence):
        "late \(project.configuration.calendar.iso8601(occurrence.at))"
      }
    }
  }

  @Test func aCampaignForOneTimeIsDueFromThenAndWaitsWhenItIsTooLate() async throws {
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        campaign: "schedule: {at: 2026-12-01 09:00, not_later_than: 2h}"
      )
      #expect(try due(project, at: "2026-12-01T08:59:59") == [])
      #expect(try due(project, at: "2026-12-01T09:00") == ["send 2026-12-01T09:00:00+01:00"])
      #expect(try due(project, at: "2026-12-01T11:00") == ["send 2026-12-01T09:00:00+01:00"])
      #expect(try due(project, at: "2026-12-01T11:01") == ["late 2026-12-01T09:00:00+01:00"])
    }
  }

  @Test func aNewRecurringScheduleBeginsWithItsNextTime() async throws {
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        campaign: "schedule: {every: day at 08:30}"
      )
      #expect(try due(project, at: "2026-12-01T09:00") == [])
      #expect(try due(project, at: "2026-12-02T08:29") == [])
      #expect(try due(project, at: "2026-12-02T08:30") == ["send 2026-12-02T08:30:00+01:00"])
    }
  }

  @Test func anOccurrenceAfterOneThatWasSentByHandIsNotLost() async throws {
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        campaign: "schedule: {every: day at 08:30}"
      )
      let campaign = try #require(project.workspace.campaigns["news"])
      let prepared = try #require(PreparedCampaign.prepare(campaign, in: project).0)
      let now = try #require(project.instant("2026-12-01T10:00"))
      let sender = CampaignSender(
        project: project,
        secret: try project.tokenSecret(),
        clock: { now },
        lanes: { [] }
      )
      let today = try project.occurrence(of: "news", at: now)
      #expect(today == "2026-12-01T08:30:00+01:00")
      #expect(try sender.plan(prepared, occurrence: today, asOf: now) != nil)
      // The daemon sees the schedule for the first time while today's run is there already.
      #expect(try due(project, at: "2026-12-01T12:00") == [])
      #expect(try due(project, at: "2026-12-02T08:30:01") == ["send 2026-12-02T08:30:00+01:00"])
    }
  }

  @Test(arguments: [
    // 02:30 does not exist on the first day, and happens twice on the second.
    ("2026-03-28T12:00", "2026-03-29T03:00", "2026-03-29T03:00:00+02:00"),
    ("2026-10-24T12:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),
  ])
  func daylightSavingFiresOnce(before: String, at: String, expected: String) async throws {
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        campaign: "schedule: {cron: \"30 2 * * *\"}"
      )
      #expect(try due(project, at: before) == [])
      #expect(try due(project, at: at) == ["send \(expected)"])
      let campaign = try #require(project.workspace.campaigns["news"])
      let prepared = try #require(PreparedCampaign.prepare(campaign, in: project).0)
      let now = try #require(project.instant(at))
      let sender = CampaignSender(
        project: project,
        secret: try project.tokenSecret(),
        clock: { now },
        lanes: { [] }
      )
      let run = try sender.plan(prepared, occurrence: expected, asOf: now)
      #expect(run != nil)
      // Neither an hour later, when the clock shows the same time again, nor that day at all.
      for minutes in [1, 59, 60, 61, 600] {
        let later = now.advanced(bySeconds: Int64(minutes) * 60)
        let text = project.configuration.calendar.iso8601(later)
        #expect(try due(project, at: text) == [], "\(text)")
      }
      #expect(try sender.plan(prepared, occurrence: expected, asOf: now) == nil)
    }
  }
}
