import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Liquid
import Workspace

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Render one template with any data, to try things out.",
    discussion: """
      Reads no workspace: the language is English, the zone UTC, money is in US dollars. Names \
      that the data lacks are empty. The partial NAME is DIR/NAME.liquid.
      """
  )

  /// How values are written into the text.
  enum Escape: String, ExpressibleByArgument, CaseIterable {
    case html
    case none
  }

  @Argument(help: "The template.") var file: String
  @Option(
    help: ArgumentHelp("A JSON object: its keys are the template's names.", valueName: "json")
  )
  var data: String
  @Option(help: ArgumentHelp("The folder of partials.", valueName: "dir")) var partials: String?
  @Option(help: "Escape values for HTML or not; without it as the file's ending says.")
  var escape: Escape?

  func run() throws {
    let source = try Self.text(of: file)
    let values = try Self.values(of: data)
    let loader = partials.map {
      FolderLoader(root: URL(fileURLWithPath: $0), ending: ".liquid", shownAs: $0)
    }
    let parsed = EmailMarkup.parser(escaping, partials: loader).parse(source, file: file)
    let renderer = DiagnosticRenderer(style: .terminal) { path in
      // A diagnostic without its line is still a diagnostic.
      path == file ? source : try? String(contentsOfFile: path, encoding: .utf8)
    }
    Terminal.note(renderer.render(parsed.diagnostics))
    guard let template = parsed.template else { throw ExitCode(1) }
    do {
      switch try Renderer().render(template, [values], in: Self.context) {
      case .text(let text): Terminal.print(text)
      case .skipped(let reason): Terminal.note("skipped: \(reason)\n")
      }
    } catch {
      Terminal.note(
        renderer.render(.error("render", error.message, at: error.location))
      )
      throw ExitCode(1)
    }
  }

  private var escaping: Escaping {
    switch escape {
    case .html: .html
    case .some(.none): .none
    case nil where file.hasSuffix(".md.liquid"): .markdown
    case nil: file.hasSuffix(".html.liquid") || file.hasSuffix(".html") ? .html : .none
    }
  }

  private static var context: RenderContext {
    var context = RenderContext()
    context.currency = "USD"
    context.translations = Translations(ShippedComponents.words, fallback: "en")
    context.now = Int64(Date().timeIntervalSince1970 * 1_000)
    return context
  }

  private static func text(of file: String) throws -> String {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw CommandFailure.problem("cannot read the file '\(file)'")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure.problem("the file '\(file)' is not UTF-8")
    }
    return text
  }

  private static func values(of file: String) throws -> TemplateData {
    do {
      let value = try LiquidValue(json: try text(of: file))
      guard case .object = value else {
        throw CommandFailure.problem("\(file):1:1: the data must be a JSON object")
      }
      return TemplateData(value)
    } catch let error as JSONError {
      throw CommandFailure.problem("\(file):\(error.line):\(error.column): \(error.reason)")
    }
  }
}
