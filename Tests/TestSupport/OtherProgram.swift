package import Foundation
package import Testing

/// Programs of other houses, which `scripts/install-system-packages.sh --tests` installs.
package enum OtherProgram {
  /// What a program says on standard output and how it ended.
  package struct Result {
    package let output: Data
    package let status: Int32
  }

  package static func run(_ command: [String]) throws -> Result {
    let process = try ChildProcess(command)
    let data = process.readAll()
    return Result(output: data, status: process.waitForEnd())
  }

  /// Whether a program is there, which `probe` tells by ending with 0.
  ///
  /// Where it is not, the test fails in CI and elsewhere says that it did not run.
  package static func isThere(
    _ name: String,
    probe: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    if try run(probe).status == 0 { return true }
    let words = "\(name) is not there: scripts/install-system-packages.sh --tests installs it"
    if ProcessInfo.processInfo.environment["CI"] == "true" {
      Issue.record("\(words)", sourceLocation: sourceLocation)
    } else {
      print("not run: \(words)")
    }
    return false
  }
}
