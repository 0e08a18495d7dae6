import Foundation
import TestSupport
import Testing

/// The built tool, run as people run it.
struct Tool {
  /// What a run of the tool left behind.
  struct Outcome: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// The JSON document on standard output.
    func json(sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> JSON {
      let object = try #require(
        try? JSONSerialization.jsonObject(with: Data(output.utf8)),
        "not JSON: \(output.prefix(300)) \(errors.prefix(300))",
        sourceLocation: sourceLocation
      )
      return JSON(object)
    }
  }

  /// The folder of the workspace it runs in.
  let folder: URL
  var environment: [String: String] = [:]

  /// Beside the test's own executable.
  static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("stamkund")

  /// Runs to the end.
  func run(_ arguments: String..., input: String? = nil) async throws -> Outcome {
    let running = try start(arguments, input: input)
    return try await running.outcome()
  }

  /// Runs to the end and expects success.
  @discardableResult
  func succeed(
    _ arguments: String...,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) async throws -> Outcome {
    let outcome = try await start(arguments).outcome()
    #expect(
      outcome.status == 0,
      "\(arguments): \(outcome.errors) \(outcome.output)",
      sourceLocation: sourceLocation
    )
    return outcome
  }

  /// Starts without waiting.
  func start(_ arguments: [String], input: String? = nil) throws -> RunningTool {
    try RunningTool(
      executable: Self.executable,
      arguments: arguments,
      folder: folder,
      environment: environment,
      input: input
    )
  }
}

/// A run of the tool that has not ended.
final class RunningTool: Sendable {
  private let process: ChildProcess
  private let scratch: URL

  init(
    executable: URL,
    arguments: [String],
    folder: URL,
    environment: [String: String],
    input: String?
  ) throws {
    // Output goes to files: a pipe that nobody reads would stop the tool.
    scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("tool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let typed = scratch.appendingPathComponent("in")
    try Data((input ?? "").utf8).write(to: typed)
    process = try ChildProcess(
      [executable.path] + arguments,
      in: folder.path,
      environment: ["NO_COLOR": "1"].merging(environment) { $1 },
      input: typed.path,
      output: .file(scratch.appendingPathComponent("out")),
      errors: .file(scratch.appendingPathComponent("err"))
    )
  }

  /// Ends it as a power cut would end a process: nothing is tidied up.
  func kill() { process.kill() }

  func signal(_ number: Int32) { process.signal(number) }

  /// What it has written to standard error until now.
  func errorsSoFar() throws -> String {
    let file = scratch.appendingPathComponent("err")
    // It is made when the program starts.
    guard FileManager.default.fileExists(atPath: file.path) else { return "" }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// Waits until it has written that to standard error.
  func hasSaid(_ words: String) async throws {
    while process.isRunning, !(try errorsSoFar().contains(words)) { await Task.yield() }
    #expect(try errorsSoFar().contains(words))
  }

  /// Waits for its end.
  func outcome() async throws -> Tool.Outcome {
    let status = await process.end()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: scratch.appendingPathComponent(name)), as: UTF8.self)
    }
    let outcome = Tool.Outcome(status: status, output: try text("out"), errors: try text("err"))
    try FileManager.default.removeItem(at: scratch)
    return outcome
  }
}

/// A JSON document looked into by keys and positions.
struct JSON {
  private let value: Any?

  init(_ value: Any?) { self.value = value }

  subscript(key: String) -> JSON { JSON((value as? [String: Any])?[key]) }

  subscript(index: Int) -> JSON {
    guard let array = value as? [Any], array.indices.contains(index) else { return JSON(nil) }
    return JSON(array[index])
  }

  var int: Int? { (value as? NSNumber)?.intValue }
  var real: Double? { (value as? NSNumber)?.doubleValue }
  var isNull: Bool { value is NSNull }
  var bool: Bool? { (value as? NSNumber)?.boolValue }
  var text: String? { value as? String }
  var array: [JSON] { (value as? [Any] ?? []).map(JSON.init) }
  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
}
