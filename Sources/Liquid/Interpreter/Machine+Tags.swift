extension Machine {
  // MARK: Case

  /// Counts the operands of a list that equal the subject.
  mutating func countMatches(_ instruction: Instruction, _ frame: Frame) {
    let subject = value(instruction.c, frame)
    var matches: Int64 = 0
    for index in 0..<tables.lists[instruction.b] {
      let candidate = value(tables.lists[instruction.b + index + 1], frame)
      if ValueOrder.areEqual(subject, candidate) { matches += 1 }
    }
    if matches > 0 { frame.slots[Int(instruction.a)] = Value(true) }
    frame.slots[Int(instruction.a) + 1] = Value(matches)
  }

  // MARK: Cycles and counters

  /// A place in a named cycle, kept in a list by name.
  private struct NamedCycle {
    let name: Value
    var place: Int64
    let next: UnsafeMutablePointer<NamedCycle>?
  }

  mutating func cycle(_ instruction: Instruction, _ frame: Frame) throws(Failure) {
    let plan = tables.cycles[instruction.a]
    var place: Int64
    var named: UnsafeMutablePointer<NamedCycle>?
    if plan.name >= 0 {
      named = namedCycle(value(plan.name, frame), frame.slots + Int(plan.slot))
      place = named?.pointee.place ?? 0
    } else {
      place = frame.slots[Int(plan.slot)].integer
    }
    if place < Int64(plan.valueCount) {
      let value = value(tables.lists[plan.firstValue + Int32(place)], frame)
      try write(value, instruction.escape)
    }
    place += 1
    if place >= Int64(plan.valueCount) { place = 0 }
    if let named {
      named.pointee.place = place
    } else {
      frame.slots[Int(plan.slot)] = Value(place)
    }
  }

  private mutating func namedCycle(
    _ name: Value,
    _ list: UnsafeMutablePointer<Value>
  ) -> UnsafeMutablePointer<NamedCycle> {
    let head = UnsafeMutablePointer<NamedCycle>(bitPattern: UInt(list.pointee.bits))
    var candidate = head
    while let cycle = candidate {
      if ValueOrder.areEqual(cycle.pointee.name, name) { return cycle }
      candidate = cycle.pointee.next
    }
    let cycle = arena.allocate(NamedCycle.self, count: 1)
    cycle.initialize(to: NamedCycle(name: name, place: 0, next: head))
    list.pointee = Value(bits: UInt64(UInt(bitPattern: cycle)), tag: .integer)
    return cycle
  }

  /// Counters begin where the data's variable of that name stands, and are seen under the name
  /// until the template assigns to it.
  mutating func count(_ number: Int32, _ frame: Frame) throws(Failure) {
    let plan = tables.counters[number]
    let counter = frame.slots + Int(plan.slot)
    let variable = frame.slots + Int(plan.variable)
    let isAssigned = variable[1].tag == .bool
    if counter.pointee.isNull {
      let start = variable.pointee.tag == .integer && !isAssigned ? variable.pointee.integer : 0
      counter.pointee = Value(start)
    }
    let before = counter.pointee.integer
    counter.pointee = Value(before &+ plan.step)
    if !isAssigned { variable.pointee = counter.pointee }
    try output.append(plan.step > 0 ? before : counter.pointee.integer)
  }

  mutating func endChanged(_ instruction: Instruction, _ frame: Frame) throws(Failure) {
    let start = Int(frame.slots[Int(instruction.a)].integer)
    let block = try lift(from: start)
    let memory = frame.slots + Int(instruction.b)
    if memory.pointee.tag == .string, ValueOrder.areEqual(memory.pointee, block) { return }
    memory.pointee = block
    try output.append(block.utf8)
  }

  // MARK: Partials

  /// Where the code of the partial is whose name is in the accumulator.
  func select(_ instruction: Instruction) throws(Failure) -> Int32 {
    guard accumulator.tag == .string else {
      throw Failure("the partial's name is \(ValueOrder.kind(accumulator)), not text")
    }
    for index in 0..<instruction.b {
      let name = tables.constants[tables.lists[instruction.a + 2 * index]]
      if ValueOrder.areEqual(name, accumulator) {
        return tables.lists[instruction.a + 2 * index + 1]
      }
    }
    throw Failure("there is no partial of that name")
  }

  mutating func call(_ plan: CallPlan, _ caller: Frame) throws(Failure) {
    guard depth < context.limits.partialDepth else {
      throw Failure("partials are nested more than \(context.limits.partialDepth) deep")
    }
    depth += 1
    switch plan.binding {
    case .none: try enter(plan, caller, bound: .null, loop: nil)
    case .with: try enter(plan, caller, bound: value(plan.operand, caller), loop: nil)
    case .each:
      let items = value(plan.operand, caller)
      switch items.tag {
      case .array, .object, .range: try callForEach(plan, caller, items)
      default: try enter(plan, caller, bound: items, loop: nil)
      }
    }
    depth -= 1
  }

  private mutating func callForEach(
    _ plan: CallPlan,
    _ caller: Frame,
    _ items: Value
  ) throws(Failure) {
    let mark = arena.mark
    let state = arena.allocate(LoopState.self, count: 1)
    state.initialize(to: try slice(items, from: 0, limit: nil))
    state.pointee.name = tables.constants[plan.name]
    while state.pointee.index < state.pointee.length {
      let item = item(state)
      try enter(plan, caller, bound: item, loop: state)
      state.pointee.index += 1
    }
    arena.release(to: mark)
  }

  /// Runs the partial's code with a frame of its own, whose memory is given back afterwards.
  private mutating func enter(
    _ plan: CallPlan,
    _ caller: Frame,
    bound: Value,
    loop: UnsafeMutablePointer<LoopState>?
  ) throws(Failure) {
    try countIteration()
    let call = position
    let mark = arena.mark
    let frame = makeFrame(plan.procedure)
    for index in 0..<plan.argumentCount {
      let slot = tables.lists[plan.firstArgument + 2 * index]
      frame.slots[Int(slot)] = value(tables.lists[plan.firstArgument + 2 * index + 1], caller)
    }
    if !bound.isNull { frame.slots[Int(plan.bindingSlot)] = bound }
    if let loop {
      frame.slots[Int(plan.loopSlot)] = Value(bits: UInt64(UInt(bitPattern: loop)), tag: .loop)
    }
    try run(tables.procedures[plan.procedure].entry, frame)
    arena.release(to: mark)
    position = call
  }
}
