extension Machine {
  // MARK: For

  /// Starts a loop; false when there is nothing in it.
  mutating func beginLoop(_ number: Int32, _ frame: Frame) throws(Failure) -> Bool {
    let plan = tables.loops[number]
    let items = value(plan.collection, frame)
    let state = frame.states + Int(plan.state)
    if plan.kind == .include, items.tag != .array {
      state.initialize(to: LoopState(kind: .single, items: items, length: 1))
    } else {
      state.initialize(to: try segment(plan, items, frame))
      state.pointee.isReversed = plan.isReversed
      if plan.name >= 0 { state.pointee.name = tables.constants[plan.name] }
      if plan.parent >= 0 { state.pointee.parent = UnsafePointer(frame.states + Int(plan.parent)) }
    }
    guard state.pointee.length > 0 else { return false }
    try countIteration()
    frame.slots[Int(plan.slot)] = item(state)
    return true
  }

  @inline(__always)
  mutating func continueLoop(_ number: Int32, _ frame: Frame) throws(Failure) -> Bool {
    let plan = tables.loops.pointer(at: number)
    let state = frame.states + Int(plan.pointee.state)
    state.pointee.index &+= 1
    guard state.pointee.index < state.pointee.length else { return false }
    try countIteration()
    frame.slots[Int(plan.pointee.slot)] = item(state)
    return true
  }

  /// What of a collection a loop goes through, by its offset and limit.
  private mutating func segment(
    _ plan: LoopPlan,
    _ items: Value,
    _ frame: Frame
  ) throws(Failure) -> LoopState {
    var from: Int64 = 0
    if plan.continuesOffset {
      from = frame.slots[Int(plan.offsetSlot)].integer
    } else if plan.offset >= 0 {
      let offset = value(plan.offset, frame)
      from = offset.isNull ? 0 : try strictInteger(offset)
    }
    var limit: Int64?
    if plan.limit >= 0 {
      let given = value(plan.limit, frame)
      limit = given.isNull ? nil : try strictInteger(given)
    }
    let state = try slice(items, from: from, limit: limit)
    if plan.offsetSlot >= 0 {
      frame.slots[Int(plan.offsetSlot)] = Value(from &+ Int64(state.length))
    }
    return state
  }

  func slice(_ items: Value, from: Int64, limit: Int64?) throws(Failure) -> LoopState {
    var state = LoopState(items: items)
    let count: Int
    switch items.tag {
    case .array: count = items.size
    case .object:
      state.kind = .entries
      count = items.size
    case .range:
      state.kind = .range
      count = items.bounds.count
    case .string:
      state.kind = .single
      state.length = items.count == 0 ? 0 : 1
      return state
    default: return state
    }
    let first = max(0, from)
    let end = limit.map { $0.addingReportingOverflow(from) }.map { $0.overflow ? .max : $0.0 }
    let last = min(Int64(count), end ?? .max)
    state.length = Int(max(0, last - min(first, last)))
    state.start = state.kind == .range ? items.bounds.first &+ first : first
    return state
  }

  mutating func item(_ state: UnsafeMutablePointer<LoopState>) -> Value {
    let offset = Int(state.pointee.start) &+ state.pointee.position
    switch state.pointee.kind {
    case .values: return state.pointee.items.elements[offset]
    case .range: return Value(Int64(offset))
    case .single: return state.pointee.items
    case .entries:
      let entry = state.pointee.items.entries[offset]
      return arena.pair(Symbol(record: entry.key).value, entry.value)
    }
  }

  // MARK: Rows

  mutating func beginRow(
    _ instruction: Instruction,
    _ next: Int32,
    _ frame: Frame
  ) throws(Failure) -> Int32 {
    let plan = tables.loops[instruction.a]
    let items = value(plan.collection, frame)
    guard items.isTruthy else { return instruction.c }
    let from = try rowNumber(plan.offset, frame) ?? 0
    let limit = try rowNumber(plan.limit, frame)
    let state = frame.states + Int(plan.state)
    state.initialize(to: try slice(items, from: from, limit: limit))
    state.pointee.columns =
      try rowNumber(plan.columns, frame).map { Int($0) } ?? state.pointee.length
    try output.append("<tr class=\"row1\">\n")
    guard state.pointee.length > 0 else { return instruction.b }
    try countIteration()
    try output.append("<td class=\"col1\">")
    frame.slots[Int(plan.slot)] = item(state)
    return next
  }

  /// An argument of `tablerow`: nothing and text that is no number are 0.
  private mutating func rowNumber(_ index: Int32, _ frame: Frame) throws(Failure) -> Int64? {
    guard index >= 0 else { return nil }
    let given = value(index, frame)
    switch given.tag {
    case .null, .integer, .decimal, .string: return given.asWholeNumber
    default: throw Failure("\(ValueOrder.kind(given)) is not a whole number")
    }
  }

  mutating func continueRow(_ number: Int32, _ frame: Frame) throws(Failure) -> Bool {
    let plan = tables.loops[number]
    let state = frame.states + Int(plan.state)
    try output.append("</td>")
    if state.pointee.isLast { return false }
    try countIteration()
    state.pointee.index += 1
    if state.pointee.column == state.pointee.columns {
      state.pointee.column = 1
      state.pointee.row += 1
      try output.append("</tr>\n<tr class=\"row")
      try output.append(Int64(state.pointee.row))
      try output.append("\">")
    } else {
      state.pointee.column += 1
    }
    try output.append("<td class=\"col")
    try output.append(Int64(state.pointee.column))
    try output.append("\">")
    frame.slots[Int(plan.slot)] = item(state)
    return true
  }
}
