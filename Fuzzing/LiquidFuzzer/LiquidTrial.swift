import Diagnostics
import Foundation
import Liquid

/// Parses and renders one input, and traps when something is not as promised.
struct LiquidTrial {
  let input: LiquidInput

  /// Renders every input, one after the other, as a renderer does in a campaign.
  ///
  /// Only ever used on libFuzzer's thread.
  nonisolated(unsafe) private static let veteran = Renderer()

  init(_ input: LiquidInput) { self.input = input }

  /// Answers whether the template was valid.
  func run() -> Bool {
    let parsed = input.parser.parse(input.template, file: "input")
    expect(
      (parsed.template == nil) == parsed.diagnostics.hasErrors,
      "there is a template exactly when there are no errors"
    )
    if let first = parsed.diagnostics.first {
      let shown = DiagnosticRenderer { _ in input.template }.render(first)
      expect(shown.contains(first.location.file), "a diagnostic can be shown")
    }
    guard let template = parsed.template else { return false }
    render(template)
    return true
  }

  private func render(_ template: Template) {
    let own = FuzzData.read(input.json)
    let data = [own, FuzzData.shared, FuzzData.known].compactMap(\.self)
    for variable in template.variables { _ = variable.isEmpty(in: data) }
    let context = FuzzData.context(for: input)
    let again = outcome(Self.veteran, template, data, context)
    let fresh = outcome(Renderer(), template, data, context)
    expect(again == fresh, "a renderer that was used before writes the same as a new one")
    if input.template.contains("shop"), !input.json.contains("shop") {
      foldingChangesNothing(fresh, data, context)
    }
    guard case .success(.text(let text)) = fresh else { return }
    expect(text.utf8.count <= context.limits.outputBytes, "the text is within its limit")
    OutputPromises(input, text).check()
  }

  /// Constants written when the template is read are as those written by each render.
  private func foldingChangesNothing(
    _ folded: Result<Rendering, RenderError>,
    _ data: [TemplateData],
    _ context: RenderContext
  ) {
    var parser = input.parser
    parser.constants = nil
    guard let template = parser.parse(input.template, file: "input").template else {
      return expect(false, "a template is valid with and without constants")
    }
    let plain = outcome(Self.veteran, template, data, context)
    expect(plain == folded, "constants change nothing")
  }

  private func outcome(
    _ renderer: Renderer,
    _ template: Template,
    _ data: [TemplateData],
    _ context: RenderContext
  ) -> Result<Rendering, RenderError> {
    Result { () throws(RenderError) in try renderer.render(template, data, in: context) }
  }
}

/// Ends the run, and so makes a finding, when a promise is broken.
func expect(_ isKept: Bool, _ promise: String) {
  if !isKept { fatalError("broken promise: \(promise)") }
}
