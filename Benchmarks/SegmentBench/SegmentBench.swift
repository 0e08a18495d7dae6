import Campaigns
import Columns
import Database
import Foundation
import Segmentation
import Shop
import Store
import Workspace

/// Answers segments on command, for a benchmark beside other programs.
///
///     SegmentBench WORKSPACE MOMENT
///
/// Each line of standard input is a segment's name. The answer is a line: the number of members, the
/// sum of their ids, and the CPU seconds and seconds that finding the members took, with nothing
/// known but the mapped columns.
@main
struct SegmentBench {
  private let project: ShopProject
  private let now: Instant

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw BenchFailure.usage }
    let folder = try WorkspaceFolder(at: URL(fileURLWithPath: arguments[1]))
    let workspace = ShopWorkspace.load(folder)
    guard let configuration = workspace.configuration else { throw BenchFailure.workspace }
    let project = try ShopProject(workspace, configuration: configuration)
    guard let now = project.instant(arguments[2]) else { throw BenchFailure.moment }
    let bench = SegmentBench(project: project, now: now)
    try bench.project.store.withColumns { columns, connection in
      FileHandle.standardOutput.write(Data("ready\n".utf8))
      while let name = readLine() {
        let engine = ColumnEngine(columns, terms: project.configuration.shopTerms, at: now) {
          try connection.values($0)
        }
        FileHandle.standardOutput.write(Data(try bench.answer(name, by: engine, columns).utf8))
      }
    }
  }

  private func answer(
    _ name: String,
    by engine: ColumnEngine,
    _ columns: ShopColumns
  ) throws -> String {
    guard let segment = project.library.segment(named: name) else {
      throw BenchFailure.unknown(name)
    }
    let (cpu, clock) = (Self.cpuSeconds, ContinuousClock.now)
    let members = try engine.members(of: segment)
    let (spent, elapsed) = (Self.cpuSeconds - cpu, ContinuousClock.now - clock)
    let ids = columns.customers.text(.id)
    let sum = members.rows.reduce(0) { $0 + (ids[$1].flatMap { Int($0) } ?? 0) }
    let (seconds, attoseconds) = elapsed.components
    return "\(members.count) \(sum) \(spent) \(Double(seconds) + Double(attoseconds) / 1e18)\n"
  }

  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

enum BenchFailure: Error {
  case usage
  case workspace
  case moment
  case unknown(String)
}
