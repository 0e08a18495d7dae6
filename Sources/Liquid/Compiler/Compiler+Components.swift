import Diagnostics

extension Compiler {
  // MARK: Components

  /// A component is a partial that is called by its name, with an inside that is rendered first.
  func component(_ node: ComponentNode) {
    guard let signature = components?.signature(node.name) else { return }
    guard mayStandHere(node) else { return }
    guard check(node, signature) else {
      // What else is wrong in it is told as well.
      for argument in node.arguments { _ = operand(argument.value, use: .quiet) }
      if let body = node.body { compile(all: body) }
      return
    }
    let isInMarkdown = markup == .markdown
    pausingMarkdown {
      let content = node.body.map { self.content($0, isMarkdown: isInMarkdown) }
      call(node, signature, content)
    }
  }

  /// Renders the inside of a component into a slot; answers it with the pieces that it writes.
  private func content(
    _ body: [Node],
    isMarkdown: Bool
  ) -> (slot: Int32, pieces: Range<Int>) {
    let mark = frame.newSlot()
    let slot = frame.newSlot()
    _ = frame.newSlot()
    let first = script.count(of: number)
    let outer = position
    position = HTMLPosition()
    emit(.captureBegin, a: mark, at: Span(0, 0))
    frame.enclosures.append(.capture(position: mark, target: slot))
    if isMarkdown {
      compileMarkdown(body)
      markup = .html
    } else {
      compile(all: body)
    }
    frame.enclosures.removeLast()
    position = outer
    endCapture(mark, slot, at: Span(0, 0))
    return (slot, first..<script.count(of: number))
  }

  private func call(
    _ node: ComponentNode,
    _ signature: ComponentSignature,
    _ content: (slot: Int32, pieces: Range<Int>)?
  ) {
    guard let number = procedure(.component(node.name), at: node.span) else { return }
    script.note(.call(number, content: content?.pieces), in: self.number)
    let callee = frames[number]
    var given: [(name: String, operand: Int32)] = signature.parameters.map { parameter in
      let argument = node.arguments.last { $0.name == parameter.name }
      let value = argument.map { operand($0.value, use: .quiet).operand }
      return (parameter.name, value ?? draft.operand(.null))
    }
    if let content {
      given.append(("content", draft.operand(Operand(kind: .slot, a: content.slot))))
    }
    for entry in given { callee.explain(entry.name, .any) }
    draft.calls.append(
      CallPlan(
        procedure: Int32(number),
        binding: .none,
        operand: -1,
        bindingSlot: -1,
        loopSlot: -1,
        name: draft.constant(node.name),
        firstArgument: draft.list(given.flatMap { [callee.global($0.name), $0.operand] }),
        argumentCount: Int32(given.count)
      )
    )
    emit(.call, a: Int32(draft.calls.count - 1), at: node.span)
  }

  /// Markdown is made HTML up to a component, which cannot be while it is still being collected.
  private func mayStandHere(_ node: ComponentNode) -> Bool {
    let isCaptured = markup == .none
    let isCompared =
      markup == .markdown
      && frame.enclosures.contains { if case .changed = $0 { true } else { false } }
    guard isCaptured || isCompared else { return true }
    report(
      "misplaced-component",
      "in Markdown, a component cannot stand inside '\(isCaptured ? "capture" : "ifchanged")'",
      at: node.span
    )
    return false
  }

  private func check(_ node: ComponentNode, _ signature: ComponentSignature) -> Bool {
    let names = signature.parameters.map(\.name)
    var isRight = true
    var given: Set<String> = []
    for argument in node.arguments {
      let parameter = signature.parameters.first { $0.name == argument.name }
      if parameter == nil {
        report(
          "unknown-argument",
          "'\(node.name)' has no argument '\(argument.name)'",
          at: argument.span,
          help: NearestName.suggestion(for: argument.name, among: names)
        )
      } else if !given.insert(argument.name).inserted {
        report(
          "duplicate-argument",
          "'\(argument.name)' is there twice",
          at: argument.span
        )
      } else if parameter?.type == "number", !argument.value.mayBeNumber {
        report("argument-type", "'\(argument.name)' is a number", at: argument.value.span)
      } else {
        continue
      }
      isRight = false
    }
    for parameter in signature.parameters
    where parameter.isRequired && !node.arguments.contains(where: { $0.name == parameter.name }) {
      report(
        "missing-argument",
        "'\(node.name)' needs the argument '\(parameter.name)'",
        at: node.span,
        help: parameter.text.isEmpty ? nil : "\(parameter.name): \(parameter.text)"
      )
      isRight = false
    }
    return isRight
  }
}

extension Expression {
  /// Whether it is a number, or a variable, of which that is not known.
  fileprivate var mayBeNumber: Bool {
    switch self {
    case .integer, .decimal, .variable, .null: true
    case .bool, .string, .blank, .empty, .range: false
    }
  }
}
