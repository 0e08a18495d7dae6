import CAllocationCounter
import Foundation
import Liquid

/// Renders the benchmark's e-mail on command, as the other engines' programs do.
///
///     RenderBench DATA.json TEMPLATE html|none
///
/// Commands come on standard input: `render FIRST COUNT` answers with the CPU seconds that so many
/// renders took, their bytes, the resident bytes and the allocations; `outputs FIRST COUNT` with
/// each text behind a line that tells its length.
@main
struct RenderBench {
  private let renderer = Renderer()
  private let template: Template
  private let data: BenchData
  private let context: RenderContext

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else { throw BenchError.usage }
    let bench = try RenderBench(
      data: BenchData(file: arguments[1]),
      template: String(contentsOfFile: arguments[2], encoding: .utf8),
      escaping: arguments[3] == "html" ? .html : .none
    )
    FileHandle.standardOutput.write(Data("ready\n".utf8))
    while let line = readLine() {
      FileHandle.standardOutput.write(try bench.answer(line))
    }
  }

  private init(data: BenchData, template text: String, escaping: Escaping) throws {
    let parsed = TemplateParser(escaping: escaping).parse(text, file: "email.liquid")
    guard let template = parsed.template else { throw BenchError.invalid(parsed.diagnostics.count) }
    self.template = template
    self.data = data
    var context = RenderContext()
    context.currency = "USD"
    self.context = context
  }

  private func answer(_ line: String) throws -> Data {
    let words = line.split(separator: " ")
    guard words.count == 3, let first = Int(words[1]), let count = Int(words[2]) else {
      throw BenchError.command(line)
    }
    let customers = first..<(first + count)
    return try words[0] == "render" ? measurements(of: customers) : outputs(of: customers)
  }

  private func measurements(of customers: Range<Int>) throws -> Data {
    var bytes = 0
    let allocations = allocation_count()
    let start = Usage.cpuSeconds
    for customer in customers {
      bytes += try render(customer) { $0.count }
    }
    let seconds = Usage.cpuSeconds - start
    let made = allocation_count() - allocations
    return Data("\(seconds) \(bytes) \(Usage.residentBytes) \(made)\n".utf8)
  }

  private func outputs(of customers: Range<Int>) throws -> Data {
    var outputs = Data()
    for customer in customers {
      try render(customer) { text in
        outputs.append(contentsOf: "\(text.count)\n".utf8)
        outputs.append(text)
      }
    }
    return outputs
  }

  private func render<Result>(
    _ customer: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) throws -> Result {
    let layers = data.customers[customer % data.customers.count]
    let result = try renderer.withRenderedBytes(template, layers, in: context, body)
    guard let result else { throw BenchError.skipped }
    return result
  }
}

/// Why the benchmark cannot go on.
enum BenchError: Error, CustomStringConvertible {
  case usage
  case invalid(Int)
  case data(String)
  case command(String)
  case skipped

  var description: String {
    switch self {
    case .usage: "usage: RenderBench DATA.json TEMPLATE html|none"
    case .invalid(let count): "the template has \(count) mistakes"
    case .data(let reason): "the data is not the benchmark's: \(reason)"
    case .command(let line): "'\(line)' is no command"
    case .skipped: "the template skipped a customer"
    }
  }
}
