package import Foundation
import Synchronization

/// A program that runs beside a test, and is ended with it.
///
/// Foundation's `Process` lets children inherit what tells it of another child's end, so that a test
/// may wait for ever, and is not safe on many threads at once.
package final class ChildProcess: Sendable {
  /// Where what it writes goes.
  package enum Outlet {
    case null
    case file(URL)
    /// To `readLine` and `readAll`; of standard output only.
    case pipe
  }

  package let id: pid_t
  private let output: Int32?
  /// Nil while it runs.
  private let state: State

  /// What the thread that waits for its end leaves behind.
  private final class State: Sendable {
    let status = Mutex<Int32?>(nil)
    let end = DispatchGroup()
  }

  /// Starts a program that is found by the search path, in a folder.
  ///
  /// `environment` takes the place of this process's variables of those names. Standard input comes
  /// from a file.
  package init(
    _ arguments: [String],
    in folder: String = ".",
    environment: [String: String] = [:],
    input: String = "/dev/null",
    output: Outlet = .pipe,
    errors: Outlet = .null
  ) throws {
    var ends: [Int32] = [-1, -1]
    if case .pipe = output { guard pipe(&ends) == 0 else { throw CannotStart(error: errno) } }
    let variables = environment.map { "\($0.key)=\($0.value)" }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    Self.add(output, as: 1, pipe: ends[1], to: &actions)
    Self.add(errors, as: 2, pipe: ends[1], to: &actions)
    // No child keeps a connection of a test open, or another child's pipe; that most of these are
    // no descriptors is no error.
    for descriptor in Int32(3)..<4_096 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    let result = Self.spawn(["env", "--chdir", folder] + variables + arguments, &actions)
    posix_spawn_file_actions_destroy(&actions)
    if ends[1] >= 0 { close(ends[1]) }
    id = result.id
    self.output = ends[0] >= 0 ? ends[0] : nil
    state = State()
    guard result.error == 0 else { throw CannotStart(error: result.error) }
    let (state, id) = (state, id)
    state.end.enter()
    Thread.detachNewThread {
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
      // The number that a shell would show: 128 and the signal where one has ended it.
      let signal = status & 0x7F
      state.status.withLock { $0 = signal == 0 ? status >> 8 & 0xFF : 128 + signal }
      state.end.leave()
    }
  }

  deinit {
    if id > 0 { kill() }
    if let output { close(output) }
  }

  package var isRunning: Bool { state.status.withLock { $0 == nil } }

  /// Ends it as a power cut would: nothing is tidied up.
  package func kill() { signal(SIGKILL) }

  package func signal(_ number: Int32) {
    // Once it has ended, its number may be another process's.
    state.status.withLock { if $0 == nil { _ = Foundation.kill(id, number) } }
  }

  /// Waits for its end; the status is 128 and the signal's number where one has ended it.
  package func end() async -> Int32 {
    await withCheckedContinuation { continuation in
      state.end.notify(queue: .global()) { continuation.resume() }
    }
    return waitForEnd()
  }

  /// As `end`, on the calling thread.
  package func waitForEnd() -> Int32 {
    state.end.wait()
    return state.status.withLock { $0 ?? 0 }
  }

  /// The next line of its output without its end; empty behind the last.
  package func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while let output, read(output, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// All that it still writes.
  package func readAll() -> Data {
    guard let output else { return Data() }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(output, &buffer, buffer.count), count > 0 {
      data.append(contentsOf: buffer[..<count])
    }
    return data
  }

  package struct CannotStart: Error {
    let error: Int32
  }

  private static func add(
    _ outlet: Outlet,
    as descriptor: Int32,
    pipe: Int32,
    to actions: inout posix_spawn_file_actions_t
  ) {
    switch outlet {
    case .null: posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    case .file(let url):
      let flags = O_WRONLY | O_CREAT | O_TRUNC
      posix_spawn_file_actions_addopen(&actions, descriptor, url.path, flags, 0o600)
    case .pipe: posix_spawn_file_actions_adddup2(&actions, pipe, descriptor)
    }
  }

  private static func spawn(
    _ words: [String],
    _ actions: inout posix_spawn_file_actions_t
  ) -> (id: pid_t, error: Int32) {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // The threads of tests block all signals, and children would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    var id: pid_t = 0
    let error = posix_spawnp(&id, "env", &actions, &attributes, &arguments, environ)
    for argument in arguments { free(argument) }
    posix_spawnattr_destroy(&attributes)
    return (id, error)
  }
}
