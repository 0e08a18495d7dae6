package import Diagnostics
import Mail
package import Shop
package import Store
import Synchronization
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
    /// What a mail server fails with while a run is sent; nil when it is over.
    case trouble(Run, String?)
    case ended(DispatchEnd)
    /// Something of the world failed: about one campaign, or about all where it is nil.
    case failed(campaign: String?, words: String)
  }

  private static let tick = Duration.seconds(1)
  /// The pause after a beat that failed.
  private static let rest = Duration.seconds(5)

  private let load: @Sendable () throws -> ShopWorkspace
  private let open: @Sendable (ShopWorkspace, ShopStore?) throws -> ShopProject
  private let sender: @Sendable (ShopProject) throws -> CampaignSender
  private let clock: @Sendable () -> Instant
  private let notice: @Sendable (Notice) -> Void

  /// A daemon that reads the files by `load` and opens what it read by `open`, with the store that
  /// is open already, if one is.
  package init(
    load: @escaping @Sendable () throws -> ShopWorkspace,
    open: @escaping @Sendable (ShopWorkspace, ShopStore?) throws -> ShopProject,
    sender: @escaping @Sendable (ShopProject) throws -> CampaignSender,
    clock: @escaping @Sendable () -> Instant,
    notice: @escaping @Sendable (Notice) -> Void
  ) {
    self.load = load
    self.open = open
    self.sender = sender
    self.clock = clock
    self.notice = notice
  }

  /// Works until the wish to stop is spoken; what is under way is brought to its end first.
  ///
  /// Throws where the workspace cannot be opened at the beginning; later failures are told, and it
  /// goes on.
  package func run(stop: StopSignal) async throws {
    var state = State(project: try open(try load(), nil))
    notice(.problems(state.project.problems, state.project.workspace))
    notice(
      .started(campaigns: state.project.workspace.campaigns.values.count { $0.schedule != nil })
    )
    try await withThrowingDiscardingTaskGroup { group in
      while !stop.isRequested {
        do {
          for run in try await beat(&state, stop) {
            let sender = try sender(state.project)
            let desk = state.desk
            group.addTask { await send(run, by: sender, desk: desk, stop: stop) }
          }
          state.failure = nil
        } catch {
          state.tell("\(error)", notice)
        }
        try await stop.wait(for: state.failure == nil ? Self.tick : Self.rest)
      }
    }
  }

  /// What the daemon remembers between two beats.
  private struct State {
    var project: ShopProject
    var beats = 0
    /// What was said about an occurrence last, and when it may be tried again.
    var told: [PlannedOccurrence: (words: String, again: Instant)] = [:]
    /// What made the last beat fail; nil where it did not.
    var failure: String?
    let desk = SendingDesk()

    /// Says what failed, once as long as it is the same.
    mutating func tell(_ words: String, _ notice: (Notice) -> Void) {
      if failure != words { notice(.failed(campaign: nil, words: words)) }
      failure = words
    }
  }

  /// Plans what is due and answers the runs that are to be sent now.
  private func beat(_ state: inout State, _ stop: StopSignal) async throws -> [Run] {
    state.beats += 1
    if state.beats % 10 == 0 { try reload(&state) }
    for decision in try DueCampaigns(project: state.project).decisions(at: clock()) {
      if stop.isRequested { return [] }
      try await act(on: decision, &state)
    }
    let ledger = state.project.store.delivery
    return try ledger.openRuns().filter { run in
      guard run.state == .running, try ledger.hasWork(run, at: clock()) else { return false }
      return state.desk.begin(run, at: clock())
    }
  }

  /// Takes in the files where they have changed.
  private func reload(_ state: inout State) throws {
    let workspace = try load()
    guard workspace.files.texts != state.project.workspace.files.texts else { return }
    state.project = try open(workspace, state.project.store)
    // What was refused may be right now.
    state.told.removeAll()
    notice(.problems(state.project.problems, state.project.workspace))
  }

  private func act(on decision: DueCampaigns.Decision, _ state: inout State) async throws {
    switch decision {
    case .tooLate(let occurrence):
      if state.told[occurrence] == nil { notice(.tooLate(occurrence)) }
      state.told[occurrence] = ("", clock())
    case .send(let occurrence):
      if let told = state.told[occurrence], clock() < told.again { return }
      try reload(&state)
      // The files may have changed a moment ago: what they say now counts.
      let now = try DueCampaigns(project: state.project).decisions(at: clock())
      guard now.contains(decision) else { return }
      guard let words = await obstacle(to: occurrence, state.project) else { return }
      if state.told[occurrence]?.words != words {
        notice(.refused(campaign: occurrence.campaign, words: words))
      }
      state.told[occurrence] = (words, clock().advanced(bySeconds: 60))
    }
  }

  /// Starts the run of an occurrence; why not, where it could not be started.
  private func obstacle(to occurrence: PlannedOccurrence, _ project: ShopProject) async -> String? {
    do {
      return try await start(occurrence, project)
    } catch {
      return "\(error)"
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
    let warnings = try SegmentDesk(project: project, now: now)
      .unknownPredictions(of: prepared.segments)
    if !warnings.isEmpty { notice(.problems(warnings, project.workspace)) }
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
      let told = Mutex<String?>(nil)
      let end = try await sender.dispatch(run, hastened: false, patience: .long, stop: stop) {
        progress in
        let isNew = told.withLock { told in
          defer { told = progress.trouble }
          return told != progress.trouble
        }
        if isNew { notice(.trouble(run, progress.trouble)) }
      }
      if let end { notice(.ended(end)) }
      // Nil: another process is sending it, which is no failure.
      desk.end(
        run,
        succeeded: end?.serverProblem == nil,
        at: clock(),
        restingUntil: end?.warmUpUntil
      )
    } catch {
      notice(.failed(campaign: run.campaign, words: "\(error)"))
      desk.end(run, succeeded: false, at: clock())
    }
  }
}
