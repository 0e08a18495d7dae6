import Diagnostics

extension Compiler {
  // MARK: Layouts

  /// A page: by itself, or filling the blocks of its layout.
  func compilePage(_ nodes: [Node]) {
    guard let layout = takeLayout(from: nodes) else { return compileMarked(nodes) }
    let page = source
    let pageMarkup = markup
    let isWholeBlock = markup == .markdown && !layout.rest.contains { $0.isBlock }
    if isWholeBlock {
      define(BlockNode(name: "content", span: layout.span, body: layout.rest))
    }
    for node in isWholeBlock ? [] : layout.rest {
      switch node {
      case .block(let block): define(block)
      case .text(let span), .verbatim(let span):
        if !source.isBlank(span) { reportOutside(source.trimmed(span)) }
      case .output(let value): reportOutside(value.span)
      default: break
      }
    }
    if !isWholeBlock { compileOutsideBlocks(layout.rest) }
    let loaded = load(layout.name, from: options.layouts, as: "layout", at: layout.span)
    guard let loaded else { return }
    guard !includes.contains("layout/\(layout.name)") else {
      return report(
        "self-inclusion",
        "the layout '\(layout.name)' is its own layout",
        at: layout.span
      )
    }
    includes.append("layout/\(layout.name)")
    source = loaded.source
    if markup == .markdown { markup = .html }
    compilePage(loaded.nodes)
    includes.removeLast()
    source = page
    markup = pageMarkup
    if includes.isEmpty { reportUnfilled(layout.name, loaded) }
  }

  private func takeLayout(
    from nodes: [Node]
  ) -> (name: String, span: Span, rest: [Node])? {
    for (index, node) in nodes.enumerated() {
      switch node {
      case .text(let span) where source.isBlank(span): continue
      case .layout(let name, let span):
        return (name, span, Array(nodes[(index + 1)...]))
      default: return nil
      }
    }
    return nil
  }

  /// The first to define a block fills it: the page before the layouts.
  private func define(_ block: BlockNode) {
    if let known = blocks[block.name], known.source.file == source.file, includes.isEmpty {
      report("duplicate-block", "the block '\(block.name)' is there twice", at: block.span)
    }
    if blocks[block.name] == nil {
      blocks[block.name] = Filling(node: block, source: source, markup: markup)
    }
  }

  /// Runs what gives names their values; what it might write is dropped.
  private func compileOutsideBlocks(_ nodes: [Node]) {
    let quiet = nodes.filter {
      switch $0 {
      case .text, .verbatim, .output, .block: false
      default: true
      }
    }
    guard !quiet.isEmpty else { return }
    let mark = frame.newSlot()
    let dropped = frame.newSlot()
    _ = frame.newSlot()
    emit(.captureBegin, a: mark, at: Span(0, 0))
    let outer = position
    position = HTMLPosition()
    compile(all: quiet)
    position = outer
    emit(.captureEnd, a: mark, b: dropped, at: Span(0, 0))
  }

  private func reportOutside(_ span: Span) {
    report(
      "outside-block",
      "a page with a layout shows only its blocks",
      at: span,
      help: "put it inside {% block … %}"
    )
  }

  private func reportUnfilled(_ name: String, _ layout: LoadedNodes) {
    for filling in blocks.values.sorted(by: { $0.node.span.start < $1.node.span.start })
    where !filledBlocks.contains(filling.node.name) {
      let (block, source) = (filling.node, filling.source)
      let problem = Diagnostic.error(
        "unknown-block",
        "the layout '\(name)' has no block '\(block.name)'",
        at: source.location(block.span),
        help: NearestName.suggestion(for: block.name, among: filledBlocks.union(offeredBlocks))
      )
      report([problem])
    }
  }

  func block(_ block: BlockNode) {
    offeredBlocks.insert(block.name)
    guard let filling = blocks[block.name] else { return compile(all: block.body) }
    filledBlocks.insert(block.name)
    let outer = (source, markup)
    source = filling.source
    blocks[block.name] = nil
    if filling.markup == .markdown, markup == .html {
      compileMarkdown(filling.node.body)
    } else {
      compile(all: filling.node.body)
    }
    blocks[block.name] = filling
    (source, markup) = outer
  }

  // MARK: Partials

  func partial(_ node: PartialNode) {
    position.meetsOutput()
    if node.isInclude { include(node) } else { render(node) }
  }

  private func render(_ node: PartialNode) {
    guard case .string(let name, let span) = node.name,
      let number = procedure(.partial(name), at: span)
    else { return }
    if markup == .html { script.note(.call(number, content: nil), in: self.number) }
    let callee = frames[number]
    var arguments: [Int32] = []
    for argument in node.arguments {
      callee.explain(argument.name, .any)
      arguments.append(callee.global(argument.name))
      arguments.append(operand(argument.value, use: .quiet).operand)
    }
    let alias = node.alias ?? TemplateName.variable(name)
    callee.explain(alias, .any)
    var binding = CallPlan.Binding.none
    var value: Int32 = -1
    switch node.binding {
    case .with(let expression)?:
      binding = .with
      value = operand(expression, use: .quiet).operand
    case .each(let expression)?:
      binding = .each
      value = operand(expression, use: .quiet).operand
      callee.explain("forloop", .any)
    case nil: break
    }
    draft.calls.append(
      CallPlan(
        procedure: Int32(number),
        binding: binding,
        operand: value,
        bindingSlot: callee.global(alias),
        loopSlot: binding == .each ? callee.global("forloop") : -1,
        name: draft.constant(name),
        firstArgument: draft.list(arguments),
        argumentCount: Int32(node.arguments.count)
      )
    )
    emit(.call, a: Int32(draft.calls.count - 1), at: node.span)
  }

  private func include(_ node: PartialNode) {
    if case .partial(let partial) = frame.origin {
      return report(
        "include-in-partial",
        "'include' is not allowed in the rendered partial '\(partial)'",
        at: node.span,
        help: "use 'render'"
      )
    }
    switch node.name {
    case .string(let name, let span): include(name, node, at: span)
    case .variable(let path): includeAny(node, path)
    default: report("syntax", "expected the partial's name", at: node.name.span)
    }
  }

  private func include(_ name: String, _ node: PartialNode, at span: Span) {
    guard mayInclude(name, at: span),
      let loaded = load(name, from: options.partials, as: "partial", at: span)
    else { return }
    for argument in node.arguments {
      let slot = argumentSlot
      let (value, schema) = operand(argument.value, use: .quiet)
      emit(.load, a: value, at: argument.span)
      emit(.store, a: slot, at: argument.span)
      pendingBindings.append((argument.name, .slot(slot, schema)))
    }
    let plan = LoopPlan(
      kind: .include,
      collection: bound(name, node),
      slot: frame.newSlot(),
      state: frame.newState()
    )
    draft.loops.append(plan)
    let number = Int32(draft.loops.count - 1)
    let begin = emit(.loopBegin, a: number, at: node.span)
    let body = here
    let bindings = pendingBindings
    pendingBindings = []
    for binding in bindings { frame.bind(binding.name, binding.meaning) }
    frame.bind(node.alias ?? TemplateName.variable(name), .slot(plan.slot, .any))
    let outer = source
    source = loaded.source
    includes.append(name)
    compile(all: loaded.nodes)
    includes.removeLast()
    source = outer
    frame.unbind(bindings.count + 1)
    emit(.loopNext, a: number, b: Int32(body), at: node.span)
    patch(begin)
  }

  /// A slot and the one after it, as `store` needs.
  private var argumentSlot: Int32 {
    let slot = frame.newSlot()
    _ = frame.newSlot()
    return slot
  }

  /// What the partial's own name stands for: as told, or the variable of that name.
  private func bound(_ name: String, _ node: PartialNode) -> Int32 {
    switch node.binding {
    case .with(let expression)?, .each(let expression)?:
      return operand(expression, use: .quiet).operand
    case nil:
      if case .slot(let slot, _)? = frame.binding(name) {
        return draft.operand(Operand(kind: .slot, a: slot))
      }
      return draft.operand(Operand(kind: .slot, a: frame.global(name)))
    }
  }

  /// A partial whose name is computed: the code of all that there are, and a choice.
  private func includeAny(_ node: PartialNode, _ path: VariablePath) {
    guard options.schema == nil else {
      return report(
        "computed-partial",
        "a partial's name must be written in quotes",
        at: path.span,
        help: "use {% render \"…\" %}"
      )
    }
    emit(.load, a: operand(node.name, use: .quiet).operand, at: path.span)
    let select = emit(.select, at: path.span)
    var table: [Int32] = []
    var ends: [Int] = []
    for name in options.partials?.names ?? [] where !includes.contains(name) {
      let start = here
      let problems = collectingReports { include(name, node, at: path.span) }
      if problems.hasErrors {
        emit(.fail, a: draft.constant("the partial '\(name)' has errors"), at: path.span)
      }
      ends.append(emit(.jump, at: path.span))
      table.append(draft.constant(name))
      table.append(Int32(start))
    }
    draft.code[select].a = draft.list(table)
    draft.code[select].b = Int32(table.count / 2)
    for jump in ends { patch(jump) }
  }
}
