import Mail
import Synchronization

/// How long servers that do not take mail are waited for.
///
/// A server that fails rests for a growing time while the others go on. Time counts from the last
/// success of any of a server's connections: one that drops a connection now and then is healthy,
/// one that answers nobody is not. When all have failed for long enough, there is no hope any more.
final class ServerPatience: Sendable {
  private struct Lane {
    var failures = 0
    var failingSince: ContinuousClock.Instant?
    var restsUntil: ContinuousClock.Instant?
    /// Waiting will not help: settings and server do not fit.
    var isHopeless = false
  }

  private struct State {
    var lanes: [Lane]
    /// The words of the last failure since the last success of its server.
    var words: [String?]
    var ending: String?
  }

  private let state: Mutex<State>
  private let terms: PatienceTerms
  private let told: @Sendable (String?) -> Void

  /// `told` hears what is wrong whenever that changes, and nil when it is over.
  init(
    lanes: Int,
    _ terms: PatienceTerms,
    told: @escaping @Sendable (String?) -> Void
  ) {
    state = Mutex(
      State(
        lanes: Array(repeating: Lane(), count: lanes),
        words: Array(repeating: nil, count: lanes)
      )
    )
    self.terms = terms
    self.told = told
  }

  /// What a server failed with last; nil where all have succeeded since.
  var trouble: String? { state.withLock { $0.ending ?? $0.words.compactMap { $0 }.first } }

  /// Why all servers were given up; nil while there is hope.
  var ending: String? { state.withLock { $0.ending } }

  /// Notes a success, and answers whether it is the first after a failure.
  @discardableResult
  func succeeded(_ lane: Int) -> Bool {
    let isNew = state.withLock { state in
      guard state.lanes[lane].failingSince != nil || state.words[lane] != nil else { return false }
      state.lanes[lane] = Lane()
      state.words[lane] = nil
      return true
    }
    if isNew { told(trouble) }
    return isNew
  }

  /// How long to wait before that server's next try; nil when there is no use.
  func failed(_ lane: Int, _ words: String, isHopeless: Bool = false) -> Duration? {
    let (pause, isNew) = state.withLock { state -> (Duration?, Bool) in
      let now = ContinuousClock.now
      let since = state.lanes[lane].failingSince ?? now
      state.lanes[lane].failingSince = since
      let isNew = state.words[lane] != words
      state.words[lane] = words
      if isHopeless { state.lanes[lane].isHopeless = true }
      if state.lanes.allSatisfy({ hasNoHope($0, at: now) }) {
        state.ending = state.ending ?? words
      }
      guard state.ending == nil else { return (nil, isNew) }
      // Connections that fail together are one failure of their server.
      if let until = state.lanes[lane].restsUntil, until > now { return (until - now, isNew) }
      let pause =
        isHopeless
        ? terms.longestRest
        : min(terms.longestRest, .milliseconds(200 << min(state.lanes[lane].failures, 16)))
      state.lanes[lane].failures += 1
      state.lanes[lane].restsUntil = now + pause
      return (pause, isNew)
    }
    if isNew { told(words) }
    return pause
  }

  /// What a refusal means for the patience.
  func refused(_ lane: Int, _ refusal: ServerRefusal) -> Duration? {
    if case .configuration(let fault) = refusal {
      return failed(lane, "\(fault)", isHopeless: terms.givesUpOnSettings)
    }
    return failed(lane, "\(refusal)")
  }

  private func hasNoHope(_ lane: Lane, at now: ContinuousClock.Instant) -> Bool {
    guard let since = lane.failingSince else { return false }
    return lane.isHopeless || now - since >= terms.limit
  }
}

/// How patient a dispatch is with servers.
package struct PatienceTerms: Hashable, Sendable {
  /// After how long without a success of any server it ends.
  let limit: Duration
  /// How long a failing server rests at most before it is tried again.
  let longestRest: Duration
  /// Whether settings that do not fit end it at once: somebody is there to mend them.
  let givesUpOnSettings: Bool
  /// Whether the run is paused at the end, so that nobody tries again by himself.
  let pausesRun: Bool

  /// Somebody waits at the terminal.
  package static let short = PatienceTerms(
    limit: .seconds(10),
    longestRest: .milliseconds(3_200),
    givesUpOnSettings: true,
    pausesRun: false
  )

  /// Nobody waits, and a server may be back in a while.
  package static let long = PatienceTerms(
    limit: .seconds(15 * 60),
    longestRest: .seconds(60),
    givesUpOnSettings: false,
    pausesRun: true
  )

  package init(
    limit: Duration,
    longestRest: Duration,
    givesUpOnSettings: Bool,
    pausesRun: Bool
  ) {
    self.limit = limit
    self.longestRest = longestRest
    self.givesUpOnSettings = givesUpOnSettings
    self.pausesRun = pausesRun
  }
}
