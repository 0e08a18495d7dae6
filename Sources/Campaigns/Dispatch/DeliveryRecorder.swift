import Concurrency
import Database
import Foundation
import Shop
import Store
import Synchronization

/// Writes down the marks and verdicts of all connections, as many at a time as have come while the
/// last ones were written.
///
/// Steps are kept in the order in which they were handed in, so that a message's verdict is never
/// written after the mark of the next message on its connection.
///
/// Its work blocks on the store, so it has a thread of its own.
actor DeliveryRecorder {
  private struct Entry {
    let step: LedgerStep
    let answer: CheckedContinuation<HandOver, any Error>?
  }

  private struct State {
    var entries: [Entry] = []
    var sleeper: CheckedContinuation<Void, Never>?
    var isClosed = false
    /// Why nothing could be written: then no message may be marked any more.
    var failure: (any Error)?
  }

  nonisolated let executor = BlockingExecutor(name: "recorder")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private nonisolated let state = Mutex(State())
  private let ledger: DeliveryLedger
  private let run: Run
  private let claimant: Claimant
  private let rules: HandOverRules
  private let clock: @Sendable () -> Instant
  private let board: ProgressBoard
  /// Hears that nothing can be written any more.
  private let failed: @Sendable (any Error) -> Void

  init(
    ledger: DeliveryLedger,
    run: Run,
    claimant: Claimant,
    rules: HandOverRules,
    clock: @escaping @Sendable () -> Instant,
    board: ProgressBoard,
    failed: @escaping @Sendable (any Error) -> Void
  ) {
    self.ledger = ledger
    self.run = run
    self.claimant = claimant
    self.rules = rules
    self.clock = clock
    self.board = board
    self.failed = failed
  }

  /// Asks whether the message may be handed over; returns when the answer is written down.
  nonisolated func mark(_ message: ClaimedMessage, _ attempt: Attempt) async throws -> HandOver {
    try await withCheckedThrowingContinuation { continuation in
      let failure = state.withLock { state -> (any Error)? in
        if let failure = state.failure { return failure }
        state.entries.append(Entry(step: .mark(message, attempt), answer: continuation))
        return nil
      }
      if let failure { continuation.resume(throwing: failure) } else { wake() }
    }
  }

  /// Hands in how an attempt ended, without waiting.
  nonisolated func settle(_ message: ClaimedMessage, _ verdict: Verdict, attempt: Attempt?) {
    state.withLock {
      $0.entries.append(Entry(step: .settle(message, verdict, attempt), answer: nil))
    }
    wake()
  }

  /// No more steps will come: `write` ends when all are written.
  nonisolated func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  private nonisolated func wake() {
    let sleeper = state.withLock { state in
      defer { state.sleeper = nil }
      return state.sleeper
    }
    sleeper?.resume()
  }

  /// Writes until it is closed.
  ///
  /// Throws why marks or verdicts could not be written. Verdicts are tried again for some seconds
  /// first: without them their messages are in doubt for the next sender.
  func write() async throws {
    while true {
      let (entries, isClosed) = state.withLock { state in
        defer { state.entries = [] }
        return (state.entries, state.isClosed)
      }
      if !entries.isEmpty {
        await record(entries)
      } else if isClosed {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        return
      } else {
        await sleep()
      }
    }
  }

  private func sleep() async {
    await withCheckedContinuation { continuation in
      let goesOn = state.withLock { state in
        if !state.entries.isEmpty || state.isClosed { return true }
        state.sleeper = continuation
        return false
      }
      if goesOn { continuation.resume() }
    }
  }

  private func record(_ entries: [Entry]) async {
    if let failure = state.withLock({ $0.failure }) {
      return await recordVerdicts(of: entries, despite: failure)
    }
    do {
      try write(entries)
    } catch {
      // No body may go out any more: what waits for its mark fails now, what comes later at once.
      state.withLock { $0.failure = error }
      failed(error)
      await recordVerdicts(of: entries, despite: error)
    }
  }

  private func write(_ entries: [Entry]) throws {
    let answers = try ledger.record(
      entries.map(\.step),
      of: run,
      as: claimant,
      rules: rules,
      at: clock()
    )
    var settled: [MessageState] = []
    for (entry, answer) in zip(entries, answers) {
      switch (answer, entry.step) {
      case (.handOver(let handOver), _): entry.answer?.resume(returning: handOver)
      case (.settled(true), .settle(_, let verdict, _)): settled.append(verdict.state)
      case (.settled, _): break
      }
    }
    guard !settled.isEmpty else { return }
    board.change { counts in
      for state in settled { counts.move(from: .sending, to: state) }
    }
  }

  /// Tries again to write what became of messages, while a full disk or a lock may pass; what waits
  /// for its mark fails.
  private func recordVerdicts(of entries: [Entry], despite failure: any Error) async {
    for entry in entries { entry.answer?.resume(throwing: failure) }
    let verdicts = entries.filter { $0.answer == nil }
    let deadline = ContinuousClock.now + Self.persistence
    while !verdicts.isEmpty {
      do {
        return try write(verdicts)
      } catch {
        // What they were is lost: their messages are in doubt for the next sender.
        guard error is DatabaseFailure, ContinuousClock.now < deadline else { return }
        // On a thread of its own, and also where the task has been cancelled.
        usleep(200_000)
      }
    }
  }

  /// How long verdicts are tried to be written.
  private static let persistence = Duration.seconds(10)
}
