import Diagnostics

/// Why a command ends without having done its work, in one sentence for standard error.
enum CommandFailure: Error, CustomStringConvertible {
  /// The files, the data or the arguments' values are wrong: exit code 1.
  case problem(String)
  /// A server, a disk or the like failed, and the work can be continued: exit code 2.
  case world(String)

  var description: String {
    switch self {
    case .problem(let words), .world(let words): words
    }
  }

  var exitCode: Int32 {
    switch self {
    case .problem: 1
    case .world: 2
    }
  }

  /// There is nothing of that name; the nearest one is offered.
  static func unknown(
    _ kind: String,
    _ name: String,
    among names: some Sequence<String>
  ) -> CommandFailure {
    let names = names.sorted()
    let help =
      NearestName.suggestion(for: name, among: names)
      ?? (names.isEmpty ? "there is none yet" : "there are: \(names.joined(separator: ", "))")
    return .problem("there is no \(kind) '\(name)': \(help)")
  }
}
