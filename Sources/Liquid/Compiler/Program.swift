import Diagnostics

/// A compiled template.
final class Program: @unchecked Sendable {  // never written after `init`
  let tables: ProgramTables
  /// Where each instruction stands in the files.
  private let places: [Place]
  private let sources: [SourceText]
  /// The memory of the constants.
  private let arena: Arena

  /// A stretch of one of the sources.
  struct Place {
    let source: Int
    let span: Span
  }

  init(_ draft: consuming Draft, places: [Place], sources: [SourceText]) {
    tables = ProgramTables(draft)
    arena = draft.arena
    self.places = places
    self.sources = sources
  }

  /// The place in the files of an instruction.
  func location(of instruction: Int) -> SourceLocation {
    sources[places[instruction].source].location(places[instruction].span)
  }

  deinit { tables.deallocate() }

  /// The tables while they are being written.
  struct Draft: ~Copyable {
    var code: [Instruction] = []
    var constants: [Value] = []
    var operands: [Operand] = []
    var steps: [PathStep] = []
    var lists: [Int32] = []
    var filters: [FilterUse] = []
    var loops: [LoopPlan] = []
    var cycles: [CyclePlan] = []
    var counters: [CounterPlan] = []
    var calls: [CallPlan] = []
    var procedures: [Procedure] = []
    var roots: [RootSlot] = []
    var arena = Arena(capacity: 8_192)

    mutating func constant(_ value: Value) -> Int32 {
      constants.append(value)
      return Int32(constants.count - 1)
    }

    mutating func constant(_ text: String, isMarkup: Bool = false) -> Int32 {
      let value = arena.string(text, isMarkup: isMarkup)
      return constant(value)
    }

    mutating func operand(_ operand: Operand) -> Int32 {
      operands.append(operand)
      return Int32(operands.count - 1)
    }

    mutating func operand(_ value: Value) -> Int32 {
      let index = constant(value)
      return operand(Operand(kind: .constant, a: index))
    }

    /// Appends a list and answers where it begins.
    mutating func list(_ items: [Int32]) -> Int32 {
      lists += items
      return Int32(lists.count - items.count)
    }
  }
}

/// What the interpreter reads by index.
struct ProgramTables {
  let code: Table<Instruction>
  let constants: Table<Value>
  let operands: Table<Operand>
  let steps: Table<PathStep>
  /// Lists of operands, slots and constants that other tables refer to.
  let lists: Table<Int32>
  let filters: Table<FilterUse>
  let loops: Table<LoopPlan>
  let cycles: Table<CyclePlan>
  let counters: Table<CounterPlan>
  let calls: Table<CallPlan>
  let procedures: Table<Procedure>
  let roots: Table<RootSlot>

  init(_ draft: borrowing Program.Draft) {
    code = Table(draft.code)
    constants = Table(draft.constants)
    operands = Table(draft.operands)
    steps = Table(draft.steps)
    lists = Table(draft.lists)
    filters = Table(draft.filters)
    loops = Table(draft.loops)
    cycles = Table(draft.cycles)
    counters = Table(draft.counters)
    calls = Table(draft.calls)
    procedures = Table(draft.procedures)
    roots = Table(draft.roots)
  }

  func deallocate() {
    code.deallocate()
    constants.deallocate()
    operands.deallocate()
    steps.deallocate()
    lists.deallocate()
    filters.deallocate()
    loops.deallocate()
    cycles.deallocate()
    counters.deallocate()
    calls.deallocate()
    procedures.deallocate()
    roots.deallocate()
  }
}

/// A fixed run of trivial things, read without bounds checks: all indexes come from the compiler.
struct Table<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(1, count))
    base.initialize(from: elements, count: count)
  }

  func deallocate() { base.deallocate() }

  @inline(__always)
  subscript(_ index: Int32) -> Element { base[Int(index)] }

  func pointer(at index: Int32) -> UnsafePointer<Element> { UnsafePointer(base + Int(index)) }
}
