import Glibc

/// A program that runs beside a test, and is ended with it.
///
/// Foundation's `Process` lets children inherit what tells it of another child's end, and is not safe
/// on many threads at once.
final class ChildProcess: Sendable {
  let id: pid_t
  private let output: Int32

  /// Starts a program found by the search path, in a folder; standard input and errors are null.
  init(_ arguments: [String], in folder: String) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw CannotStart(error: errno) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // No child keeps a test's connection open; that most of these are no descriptors is no error.
    for descriptor in Int32(3)..<1024 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // The threads of tests block all signals, and children would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = (["env", "--chdir", folder] + arguments).map { strdup($0) } + [nil]
    var id: pid_t = 0
    let error = posix_spawnp(&id, "env", &actions, &attributes, &words, environ)
    for word in words { free(word) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    close(ends[1])
    self.id = id
    output = ends[0]
    guard error == 0 else { throw CannotStart(error: error) }
  }

  deinit {
    if id > 0 {
      kill(id, SIGKILL)
      waitpid(id, nil, 0)
    }
    close(output)
  }

  /// The next line of its output without its end; empty behind the last.
  func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  struct CannotStart: Error {
    let error: Int32
  }
}
