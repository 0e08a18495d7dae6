import Diagnostics

/// Renders templates, one at a time, into buffers that it uses again.
///
/// Each thread or task has its own.
package final class Renderer {
  private var machine: Machine

  package init() {
    machine = Machine(Program.empty.tables)
  }

  /// Renders the template; a name is looked up in the first data that has it.
  package func render(
    _ template: Template,
    _ data: [TemplateData],
    in context: RenderContext
  ) throws(RenderError) -> Rendering {
    if let reason = try run(template, data, context) { return .skipped(reason: reason) }
    return .text(String(decoding: machine.output.utf8, as: UTF8.self))
  }

  /// Renders the template and hands over its bytes, which are UTF-8 and only there meanwhile.
  ///
  /// Answers nil when the template skips.
  package func withRenderedBytes<Result>(
    _ template: Template,
    _ data: [TemplateData],
    in context: RenderContext,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) throws(RenderError) -> Result? {
    if try run(template, data, context) != nil { return nil }
    return body(machine.output.utf8)
  }

  /// Whether the last render took a branch, by its position in the template's `branches`.
  package func hasTaken(branch index: Int) -> Bool { machine.taken[index] == 1 }

  /// Answers the reason when the template skips.
  private func run(
    _ template: Template,
    _ data: [TemplateData],
    _ context: RenderContext
  ) throws(RenderError) -> String? {
    do {
      try machine.render(template, data, context)
    } catch {
      if error.isSkip { return error.message }
      throw RenderError(
        location: template.program.location(of: Int(machine.position)),
        message: error.message
      )
    }
    withExtendedLifetime((template, data)) {}
    if template.escaping == .line { machine.output.joinLines() }
    return nil
  }
}

extension Program {
  /// A program that writes nothing.
  static let empty: Program = {
    var draft = Draft()
    draft.code = [Instruction(operation: .end)]
    return Program(
      draft,
      places: [Program.Place(source: 0, span: Span(0, 0))],
      sources: [SourceText("", file: "")]
    )
  }()
}

extension OutputBuffer {
  /// Makes a space of each run of line breaks, and nothing of those at the ends.
  mutating func joinLines() {
    var length = 0
    while count > 0, base[count - 1] == 0x0A || base[count - 1] == 0x0D { truncate(to: count - 1) }
    for index in 0..<count {
      let byte = base[index]
      guard byte == 0x0A || byte == 0x0D else {
        base[length] = byte
        length += 1
        continue
      }
      if length > 0, base[length - 1] != 0x20 {
        base[length] = 0x20
        length += 1
      }
    }
    truncate(to: length)
  }
}
