import Database
import Foundation
import Mail
import SQL
import Store
import Synchronization
import Testing

/// The process has died: nothing more can be done in it.
struct Died: Error {}

/// Lets a process die at its Nth step: the steps are what the outside world sees of it, each commit
/// and each stage of a message's way over the wire.
final class MortalProcess: Sendable {
  private struct State {
    var steps = 0
    var isDead = false
  }

  private let state = Mutex(State())
  private let last: Int

  /// Dies instead of taking the step of that number, counted from 1.
  init(dyingAt last: Int = .max) { self.last = last }

  var steps: Int { state.withLock { $0.steps } }
  var isDead: Bool { state.withLock { $0.isDead } }

  func step() throws {
    try state.withLock { state in
      if !state.isDead { state.steps += 1 }
      if state.steps >= last { state.isDead = true }
      if state.isDead { throw Died() }
    }
  }
}

/// A database as a process that may die uses it: a transaction is lost when death comes before its
/// commit, and kept when it comes after.
final class MortalDatabase: DatabaseAccess {
  private let base: SQLiteDatabase
  private let process: MortalProcess
  /// Called after each commit that waited for the disk, while nobody else writes.
  private let synced: @Sendable () throws -> Void
  private let writing = NSLock()

  init(
    _ base: SQLiteDatabase,
    _ process: MortalProcess,
    synced: @escaping @Sendable () throws -> Void = {}
  ) {
    self.base = base
    self.process = process
    self.synced = synced
  }

  var dialect: SQLDialect { base.dialect }

  func read<Value: Sendable>(
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    if process.isDead { throw Died() }
    return try await base.read(body)
  }

  func write<Value: Sendable>(
    durability: Durability,
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    try blockingWrite(durability: durability, body)
  }

  func blockingRead<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
    if process.isDead { throw Died() }
    return try base.blockingRead(body)
  }

  func blockingWrite<Value>(
    durability: Durability,
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value {
    try process.step()
    writing.lock()
    defer { writing.unlock() }
    let value = try base.blockingWrite(durability: durability, body)
    if durability == .synced, !process.isDead { try synced() }
    try process.step()
    return value
  }
}

extension ScriptedTransport {
  /// A server that many lives of a sender talk to: it keeps what reached it, whatever became of the
  /// sender.
  static func mortal(_ process: MortalProcess, _ server: TestServer) -> ScriptedTransport {
    ScriptedTransport { recipient, _ in
      // The body is on its way; half of it is as good as nothing.
      try process.step()
      let answer = try server.take(recipient)
      // The server has it, the answer is on its way.
      try process.step()
      return answer
    }
  }
}

/// What the receiving server knows, over all lives of the senders.
final class TestServer: Sendable {
  private let accepted = Mutex<[String: Int]>([:])
  private let answer: @Sendable (String) -> DeliveryOutcome?

  /// `answer` refuses instead of accepting.
  init(answer: @escaping @Sendable (String) -> DeliveryOutcome? = { _ in nil }) {
    self.answer = answer
  }

  var taken: [String: Int] { accepted.withLock { $0 } }

  func take(_ recipient: String) throws -> DeliveryOutcome {
    if let refusal = answer(recipient) { return refusal }
    accepted.withLock { $0[recipient, default: 0] += 1 }
    return .accepted(ServerReply(code: 250, enhanced: nil, text: "kept"))
  }
}
