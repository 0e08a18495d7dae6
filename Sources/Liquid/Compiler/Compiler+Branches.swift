extension Compiler {
  // MARK: Conditions

  func conditional(_ branches: [ConditionalBranch]) {
    let start = position
    var ends: [HTMLPosition] = []
    var jumpsToEnd: [Int] = []
    let outerGuards = guards
    notePiece(.conditionBegin)
    for (index, branch) in branches.enumerated() {
      position = start
      var jumps: [Int] = []
      if let condition = branch.condition {
        jumps = test(condition, isNegated: branch.isNegated)
      }
      mark(branchAt: branch.span)
      compile(all: branch.body)
      guards = outerGuards
      ends.append(position)
      if index + 1 < branches.count { jumpsToEnd.append(emit(.jump, at: Span(0, 0))) }
      for jump in jumps { patch(jump) }
    }
    for jump in jumpsToEnd { patch(jump) }
    position = HTMLPosition.strictest(of: ends) ?? start
    notePiece(.conditionEnd)
  }

  /// Tests the condition; answers the jumps that are taken when the branch does not run.
  private func test(_ condition: Condition, isNegated: Bool) -> [Int] {
    var whenTrue: [Int] = []
    var whenFalse: [Int] = []
    var comparison = condition.first
    for (joint, following) in condition.rest {
      switch joint {
      case .or: whenTrue.append(jump(ifHolds: true, comparison))
      case .and: whenFalse.append(jump(ifHolds: false, comparison))
      }
      comparison = following
    }
    if isNegated {
      whenTrue.append(jump(ifHolds: true, comparison))
      for jump in whenFalse { patch(jump) }
      return whenTrue
    }
    whenFalse.append(jump(ifHolds: false, comparison))
    for jump in whenTrue { patch(jump) }
    return whenFalse
  }

  private func jump(ifHolds expected: Bool, _ comparison: Comparison) -> Int {
    let left = operand(comparison.left, use: .condition).operand
    guard let kind = comparison.comparison, let other = comparison.right else {
      return emit(expected ? .jumpIfTrue : .jumpIfFalse, a: left, at: comparison.left.span)
    }
    let right = operand(other, use: .condition).operand
    return emit(
      Instruction(
        operation: expected ? .jumpWhen : .jumpUnless,
        comparison: kind,
        a: left,
        b: right
      ),
      at: comparison.left.span.joined(other.span)
    )
  }

  // MARK: Cases

  /// Slot `count` says whether anything matched so far, the one after it how often to repeat.
  func choice(_ subject: Expression, _ branches: [ChoiceBranch]) {
    let (value, _) = operand(subject, use: .quiet)
    let start = position
    var ends: [HTMLPosition] = []
    notePiece(.conditionBegin)
    let count = frame.newSlot()
    _ = frame.newSlot()
    emit(.choiceBegin, a: count, at: subject.span)
    for branch in branches {
      position = start
      if let values = branch.values {
        let operands = values.map { operand($0, use: .condition).operand }
        let list = draft.list([Int32(operands.count)] + operands)
        emit(.choiceCount, a: count, b: list, c: value, at: subject.span)
        let again = emit(.choiceNext, a: count + 1, at: subject.span)
        mark(branchAt: branch.span)
        compile(all: branch.body)
        emit(.jump, a: Int32(again), at: subject.span)
        patch(again)
      } else {
        let matched = draft.operand(Operand(kind: .slot, a: count))
        let over = emit(.jumpIfTrue, a: matched, at: subject.span)
        mark(branchAt: branch.span)
        compile(all: branch.body)
        patch(over)
      }
      ends.append(position)
    }
    position = HTMLPosition.strictest(of: ends) ?? start
    notePiece(.conditionEnd)
  }

  // MARK: Loops

  func loop(_ node: LoopNode) {
    let (collection, schema) = operand(node.collection, use: .quiet)
    var plan = LoopPlan(
      collection: collection,
      isReversed: node.isReversed,
      slot: frame.newSlot(),
      state: frame.newState()
    )
    plan.limit = node.limit.map { operand($0, use: .quiet).operand } ?? -1
    switch node.offset {
    case .value(let offset)?: plan.offset = operand(offset, use: .quiet).operand
    case .continued?: plan.continuesOffset = true
    case nil: break
    }
    plan.offsetSlot = frame.slot(named: "offset \(node.name)")
    plan.name = draft.constant(node.name)
    plan.parent = frame.innermostLoop
    draft.loops.append(plan)
    let number = Int32(draft.loops.count - 1)
    let start = position

    notePiece(.conditionBegin)
    let begin = emit(.loopBegin, a: number, at: node.collection.span)
    frame.bind(node.variable, .slot(plan.slot, schema.element))
    frame.bind("forloop", .loop(plan.state))
    frame.innermostLoop = plan.state
    mark(branchAt: node.span)
    let body = here
    let exits = enclosed(isRow: false) { compile(all: node.body) }
    for jump in exits.continues { patch(jump) }
    emit(.loopNext, a: number, b: Int32(body), at: node.collection.span)
    for jump in exits.breaks { patch(jump) }
    frame.innermostLoop = plan.parent
    frame.unbind(2)

    guard let alternative = node.alternative else {
      notePiece(.conditionEnd)
      return patch(begin)
    }
    let end = position
    let over = emit(.jump, at: node.span)
    patch(begin)
    position = start
    mark(branchAt: alternative.span)
    compile(all: alternative.body)
    patch(over)
    position = end
    notePiece(.conditionEnd)
  }

  func row(_ node: RowNode) {
    let (collection, schema) = operand(node.collection, use: .quiet)
    var plan = LoopPlan(collection: collection, slot: frame.newSlot(), state: frame.newState())
    plan.limit = node.limit.map { operand($0, use: .quiet).operand } ?? -1
    plan.offset = node.offset.map { operand($0, use: .quiet).operand } ?? -1
    plan.columns = node.columns.map { operand($0, use: .quiet).operand } ?? -1
    draft.loops.append(plan)
    let number = Int32(draft.loops.count - 1)

    notePiece(.conditionBegin)
    let begin = emit(.rowBegin, a: number, at: node.collection.span)
    frame.bind(node.variable, .slot(plan.slot, schema.element))
    frame.bind("tablerowloop", .rowLoop(plan.state))
    mark(branchAt: node.span)
    let body = here
    let exits = enclosed(isRow: true) { compile(all: node.body) }
    for jump in exits.continues { patch(jump) }
    emit(.rowNext, a: number, b: Int32(body), at: node.collection.span)
    frame.unbind(2)
    notePiece(.conditionEnd)
    if !exits.breaks.isEmpty {
      let over = emit(.jump, at: node.span)
      for jump in exits.breaks { patch(jump) }
      markup("</td>", at: node.span)
      patch(over)
    }
    draft.code[begin].b = Int32(here)
    markup("</tr>\n", at: node.span)
    draft.code[begin].c = Int32(here)
  }

  private func markup(_ text: String, at span: Span) {
    emit(.text, a: draft.constant(text, isMarkup: true), at: span)
  }

  /// Compiles the inside of a loop; answers the jumps of its `break` and `continue` tags.
  private func enclosed(isRow: Bool, _ body: () -> Void) -> (breaks: [Int], continues: [Int]) {
    frame.enclosures.append(.loop(isRow: isRow, breaks: [], continues: []))
    body()
    guard case .loop(_, let breaks, let continues)? = frame.enclosures.popLast() else {
      return ([], [])
    }
    return (breaks, continues)
  }

  /// Leaves the loop around, or the template, closing captures on the way.
  func interrupt(isBreak: Bool, at span: Span) {
    for index in frame.enclosures.indices.reversed() {
      switch frame.enclosures[index] {
      case .capture(let position, let target):
        endCapture(position, target, at: span)
      case .changed(let position, let memory):
        emit(.changedEnd, a: position, b: memory, at: span)
      case .markdown: endMarkdown()
      case .pausedMarkdown(let stretch): emit(.markdownBegin, a: Int32(stretch), at: span)
      case .loop(let isRow, var breaks, var continues):
        let jump = emit(.jump, at: span)
        if isBreak { breaks.append(jump) } else { continues.append(jump) }
        frame.enclosures[index] = .loop(isRow: isRow, breaks: breaks, continues: continues)
        return
      }
    }
    emit(.end, at: span)
  }
}
