package import Diagnostics
import Mail
package import Shop
package import Store
package import Workspace

/// Fires what is scheduled and keeps sending what is under way, until it is told to stop.
///
/// Each occurrence gets one run, by the store's unique key, and each run one sender, by its lock:
/// a second daemon on the same workspace finds nothing left to do.
package struct Daemon: Sendable {
  /// What it tells people while it works.
  package enum Notice: Sendable {
    case started(campaigns: Int)
    case problems([Diagnostic], ShopWorkspace)
    case planned(Run)
    case refused(campaign: String, words: String)
    case tooLate(PlannedOccurrence)
    case ended(DispatchEnd)
    case failed(campaign: String, words: String)
  }

  private static let tick = Duration.seconds(1)

  private let load: @Sendable () throws -> ShopProject
  private let sender: @Sendable (ShopProject) throws -> CampaignSender
  private let clock: @Sendable () -> Instant
  private let notice: @Sendable (Notice) -> Void

  /// A daemon that reads the workspace by `load`, anew whenever something is to be started.
  package init(
    load: @escaping @Sendable () throws -> ShopProject,
    sender: @escaping @Sendable (ShopProject) throws -> CampaignSender,
    clock: @escaping @Sendable () -> Instant,
    notice: @escaping @Sendable (Notice) -> Void
  ) {
    self.load = load
    self.sender = sender
    self.clock = clock
    self.notice = notice
  }

  /// Works until the wish to stop is spoken; what is under way is brought to its end first.
  package func run(stop: StopSignal) async throws {
    var state = State(project: try load())
    notice(.problems(state.project.problems, state.project.workspace))
    notice(
      .started(campaigns: state.project.workspace.campaigns.values.count { $0.schedule != nil })
    )
    try await withThrowingDiscardingTaskGroup { group in
      while !stop.isRequested {
        for run in try await beat(&state) {
          let sender = try sender(state.project)
          let desk = state.desk
          group.addTask { await send(run, by: sender, desk: desk, stop: stop) }
        }
        try await stop.wait(for: Self.tick)
      }
    }
  }

  /// What the daemon remembers between two beats.
  private struct State {
    var project: ShopProject
    var beats = 0
    /// Occurrences told about as too late or refused: once is enough.
    var told: Set<PlannedOccurrence> = []
    let desk = SendingDesk()
  }

  /// Plans what is due and answers the runs that are to be sent now.
  private func beat(_ state: inout State) async throws -> [Run] {
    if state.beats % 10 == 9 { reload(&state) }
    state.beats += 1
    let due = try DueCampaigns(project: state.project).decisions(at: clock())
    for decision in due { try await act(on: decision, &state) }
    let ledger = state.project.store.delivery
    return try ledger.openRuns().filter { run in
      guard run.state == .running, try ledger.hasWork(run, at: clock()) else { return false }
      return state.desk.begin(run, at: clock())
    }
  }

  /// Reads the files again; where they cannot be read now, what was read before stays.
  private func reload(_ state: inout State) {
    do {
      let project = try load()
      if project.problems != state.project.problems {
        notice(.problems(project.problems, project.workspace))
      }
      state.project = project
    } catch {
      notice(.failed(campaign: "", words: "\(error)"))
    }
  }

  private func act(on decision: DueCampaigns.Decision, _ state: inout State) async throws {
    switch decision {
    case .tooLate(let occurrence):
      if state.told.insert(occurrence).inserted { notice(.tooLate(occurrence)) }
    case .send(let occurrence):
      guard !state.told.contains(occurrence) else { return }
      reload(&state)
      do {
        if let words = try await start(occurrence, state.project) {
          state.told.insert(occurrence)
          notice(.refused(campaign: occurrence.campaign, words: words))
        }
      } catch {
        state.told.insert(occurrence)
        notice(.failed(campaign: occurrence.campaign, words: "\(error)"))
      }
    }
  }

  /// Previews and plans the run of an occurrence; answers why not where it may not start.
  private func start(_ occurrence: PlannedOccurrence, _ project: ShopProject) async throws
    -> String?
  {
    guard let campaign = project.workspace.campaigns[occurrence.campaign] else {
      return "its file has errors"
    }
    let (prepared, problems) = PreparedCampaign.prepare(campaign, in: project)
    guard let prepared else {
      notice(.problems(problems, project.workspace))
      return "its files have errors"
    }
    let now = clock()
    let preview = Preview(
      prepared,
      store: project.store,
      secret: try project.tokenSecret(),
      asOf: now,
      clock: now
    )
    if let words = try await preview.run().refusal(allowingSkips: false) { return words }
    let run = try sender(project).plan(prepared, occurrence: occurrence.occurrence, asOf: now)
    if let run { notice(.planned(run)) }
    return nil
  }

  @concurrent private func send(
    _ run: Run,
    by sender: CampaignSender,
    desk: SendingDesk,
    stop: StopSignal
  ) async {
    do {
      let end = try await sender.dispatch(run, hastened: false, stop: stop) { _ in }
      if let end { notice(.ended(end)) }
      desk.end(run, succeeded: end != nil && end?.serverProblem == nil, at: clock())
    } catch {
      notice(.failed(campaign: run.campaign, words: "\(error)"))
      desk.end(run, succeeded: false, at: clock())
    }
  }
}
