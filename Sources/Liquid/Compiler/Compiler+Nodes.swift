extension Compiler {
  func compile(all nodes: [Node]) {
    for node in nodes { compile(node) }
  }

  func compile(_ node: Node) {
    beginURL(before: node)
    switch node {
    case .text(let span), .verbatim(let span): text(span)
    case .output(let value): output(value)
    case .assign(let name, let value): assign(name, value)
    case .capture(let name, let body): capture(name, body)
    case .conditional(let branches): conditional(branches)
    case .choice(let subject, let branches): choice(subject, branches)
    case .loop(let loop): self.loop(loop)
    case .row(let row): self.row(row)
    case .cycle(let cycle, let span): self.cycle(cycle, at: span)
    case .counter(let name, let step, let span): counter(name, step, at: span)
    case .changed(let body): changed(body)
    case .partial(let partial): self.partial(partial)
    case .component(let component): self.component(component)
    case .stylesheet(let span): stylesheet(span)
    case .interrupt(let isBreak, let span): interrupt(isBreak: isBreak, at: span)
    case .layout(_, let span):
      report("misplaced-layout", "'layout' stands at the beginning of a page", at: span)
    case .block(let block): self.block(block)
    case .skip(let reason): skip(reason)
    }
  }

  // MARK: Text and values

  private func text(_ span: Span) {
    if markup == .markdown, !source.isBlank(span) {
      script.fillMarkdown()
      if source.hasTag(in: span) { script.hasHiddenMarkup = true }
    }
    guard markup == .html else { return text(span.start, span.end) }
    guard !span.isEmpty else { return }
    let bytes = Array(source.bytes[span.start..<span.end])
    write(bytes, at: span) { part, isKept in
      html(
        Span(span.start + part.lowerBound, span.start + part.upperBound),
        of: span,
        isKept: isKept
      )
    }
  }

  /// Leads through a text that the rewriter may have changed: all its parts in their order, of which
  /// some are not kept, with what the rewriter puts in their place behind them.
  private func write(_ bytes: [UInt8], at span: Span, part: (Range<Int>, Bool) -> Void) {
    let place = notePiece(.text(bytes))
    var start = 0
    for change in edits.changes[place] ?? [] {
      part(start..<change.range.lowerBound, true)
      part(change.range, false)
      insert(change.replacement, at: span)
      start = change.range.upperBound
    }
    part(start..<bytes.count, true)
  }

  /// Writes a value that is known already, and the same for everybody.
  private func constantText(_ text: String, at span: Span) {
    let escaped = Array(Bytes.escaped(text).utf8)
    write(escaped, at: span) { range, isKept in
      if !range.isEmpty, isKept {
        literal(String(decoding: escaped[range], as: UTF8.self), at: span)
      }
    }
  }

  /// A part of an HTML text, in which URLs are watched: as the template has it, whatever is put in
  /// the place of a part that is not kept.
  private func html(_ span: Span, of whole: Span, isKept: Bool) {
    var start = span.start
    source.bytes.withUnsafeBufferPointer { bytes in
      for offset in span.start..<max(span.start, span.end)
      where position.take(bytes[offset], rest: bytes[(offset + 1)..<whole.end]) {
        if isKept { text(start, offset) }
        emit(.urlCheck, a: frame.slot(named: "url"), at: Span(offset, offset + 1))
        start = offset
      }
    }
    if isKept { text(start, span.end) }
  }

  private func text(_ start: Int, _ end: Int) {
    guard end > start else { return }
    literal(source.string(Span(start, end)), at: Span(start, end))
  }

  /// Text that a rewriter puts in, with the values that it mentions.
  private func insert(_ replacement: String, at span: Span) {
    for part in PageMark.parts(of: portable(replacement)) {
      switch part {
      case .text(let text): literal(text, at: span)
      case .value(let number):
        let known = edits.outputs[number]
        let outer = source
        source = known.source
        write(known.value)
        source = outer
      }
    }
  }

  private func literal(_ text: String, at span: Span) {
    emit(.text, a: draft.constant(text, isMarkup: true), at: span)
  }

  /// Begins to watch a URL whose beginning something in the template will write.
  private func beginURL(before node: Node) {
    if case .text = node { return }
    guard markup == .html, position.needsURLCheck else { return }
    let slot = frame.slot(named: "url")
    emit(.urlBegin, a: slot, b: Int32(position.prefixLength), at: Span(0, 0))
    position.hasURLCheck = true
  }

  /// How a value is written at this place.
  var escape: Instruction.Escape {
    switch markup {
    case .none: .none
    case .html: position.isUnquotedValue ? .unquoted : .html
    case .markdown: .markdown
    }
  }

  private func output(_ value: FilteredExpression) {
    guard let expression = value.value else { return }
    if let text = constant(value) { return constantText(text, at: expression.span) }
    if markup == .html, let attribute = position.scriptAttribute {
      report("script-attribute", "a value cannot stand in '\(attribute)'", at: expression.span)
    }
    position.meetsOutput()
    if noteOutput(value) { write(value) }
  }

  private func write(_ value: FilteredExpression) {
    guard let expression = value.value else { return }
    let escape = self.escape
    var filters = value.filters[...]
    while escape == .html, let last = filters.last, last.isPlainEscape { filters.removeLast() }
    checkTranslation(value)
    let hasDefault = value.filters.first?.name == "default"
    let (operand, _) = operand(expression, use: hasDefault ? .optional : .output)
    guard let last = filters.last else {
      emit(
        Instruction(operation: .emitOperand, escape: escape, a: operand),
        at: expression.span
      )
      return
    }
    emit(.load, a: operand, at: expression.span)
    for filter in filters.dropLast() { apply(filter) }
    guard let use = use(of: last) else { return }
    emit(Instruction(operation: .emitFilter, escape: escape, a: use), at: last.span)
  }

  /// Leaves the value in the accumulator; answers its form.
  func load(_ value: FilteredExpression) -> VariableSchema {
    guard let expression = value.value else {
      emit(.load, a: draft.operand(.null), at: value.span)
      return .scalar
    }
    checkTranslation(value)
    let hasDefault = value.filters.first?.name == "default"
    let (operand, schema) = operand(expression, use: hasDefault ? .optional : .quiet)
    emit(.load, a: operand, at: expression.span)
    for filter in value.filters { apply(filter) }
    return value.filters.isEmpty ? schema : .any
  }

  private func assign(_ name: String, _ value: FilteredExpression) {
    let schema = load(value)
    store(name, schema, at: value.span)
  }

  private func store(_ name: String, _ schema: VariableSchema, at span: Span) {
    let slot = frame.global(name)
    let isData = options.schema?.property(name) != nil
    frame.explain(name, isData ? .any : schema)
    emit(.store, a: slot, at: span)
  }

  private func capture(_ name: String, _ body: [Node]) {
    let mark = frame.newSlot()
    let outer = (position, markup)
    position = HTMLPosition()
    // In Markdown it is text, which is escaped where it is written.
    if markup == .markdown { markup = .none }
    emit(.captureBegin, a: mark, at: Span(0, 0))
    let target = frame.global(name)
    frame.enclosures.append(.capture(position: mark, target: target))
    compile(all: body)
    frame.enclosures.removeLast()
    if position.place != .text, markup == .html { reportOpenTag(name, body) }
    endCapture(mark, target, at: Span(0, 0))
    (position, markup) = outer
    frame.explain(name, .scalar)
  }

  /// Puts what was written since the mark in a slot: as markup, or as text where there is none.
  func endCapture(_ mark: Int32, _ target: Int32, at span: Span) {
    emit(.captureEnd, a: mark, b: target, c: markup == .none ? 1 : 0, at: span)
  }

  /// What follows in the tag could not be checked.
  private func reportOpenTag(_ name: String, _ body: [Node]) {
    let text = body.lazy.compactMap { if case .text(let span) = $0 { span } else { nil } }.first
    report(
      "open-tag",
      "the capture '\(name)' ends inside a tag",
      at: text ?? Span(0, 0),
      help: "close the tag in the capture"
    )
  }

  private func changed(_ body: [Node]) {
    let mark = frame.newSlot()
    let memory = frame.slot(named: "changed")
    emit(.captureBegin, a: mark, at: Span(0, 0))
    frame.enclosures.append(.changed(position: mark, memory: memory))
    compile(all: body)
    frame.enclosures.removeLast()
    emit(.changedEnd, a: mark, b: memory, at: Span(0, 0))
  }

  private func counter(_ name: String, _ step: Int64, at span: Span) {
    position.meetsOutput()
    notePiece(.output(nil))
    let variable = frame.global(name)
    frame.explain(name, .scalar)
    let slot = frame.slot(named: "counter \(name)")
    draft.counters.append(CounterPlan(slot: slot, variable: variable, step: step))
    emit(.counter, a: Int32(draft.counters.count - 1), at: span)
  }

  private func cycle(_ cycle: CycleNode, at span: Span) {
    position.meetsOutput()
    notePiece(.output(nil))
    let values = cycle.values.map { operand($0, use: .output).operand }
    let name = cycle.name.map { operand($0, use: .quiet).operand } ?? -1
    let slot =
      cycle.name != nil
      ? frame.slot(named: "cycles")
      : cycle.key.map { frame.slot(named: "cycle \($0)") } ?? frame.newSlot()
    draft.cycles.append(
      CyclePlan(
        name: name,
        firstValue: draft.list(values),
        valueCount: Int32(values.count),
        slot: slot
      )
    )
    emit(
      Instruction(operation: .cycle, escape: escape, a: Int32(draft.cycles.count - 1)),
      at: span
    )
  }

  private func skip(_ reason: FilteredExpression) {
    _ = load(reason)
    emit(.skip, at: reason.span)
  }
}

extension FilterCall {
  fileprivate var isPlainEscape: Bool {
    (name == "escape" || name == "h") && arguments.isEmpty && keywords.isEmpty
  }
}
