import Foundation

/// Carries out the instructions of a program; its buffers are used again for the next render.
///
/// The hot path touches only trivial values, the arena and the output buffer.
struct Machine: ~Copyable {
  /// The slots and loops of a template or partial while it runs.
  struct Frame {
    let slots: UnsafeMutablePointer<Value>
    let states: UnsafeMutablePointer<LoopState>
  }

  var output = OutputBuffer()
  var arena = Arena(capacity: 65_536)
  /// What filters work on.
  var accumulator = Value.null
  private(set) var tables: ProgramTables
  private(set) var isHTML = false
  private(set) var context = RenderContext()
  /// The data's objects, in the order in which names are looked up.
  private(set) var roots: [Value] = []
  /// For each branch of the template, 1 once this render has taken it.
  private(set) var taken: UnsafeMutableBufferPointer<UInt8>
  private(set) var locale = LocaleTable.english
  private var localeLanguage = "en"
  /// How the context's currency is written.
  private(set) var money = MoneyStyle(currency: "", locale: .english)
  /// For each step of a path, where in the object it found its field the last time.
  private(set) var hints: UnsafeMutablePointer<UInt32>
  private var hintCapacity = 0
  /// Where the Markdown begins that is being written.
  private var markdownStart = 0
  private var markdownWriter: Int32 = 0
  private(set) var markdown: [any MarkdownWriter] = []
  var clock = ZoneClock()
  var random = RandomSource(state: 0)
  /// The instruction at hand, for the place of a failure.
  var position: Int32 = 0
  private(set) var iterationsLeft = 0
  var depth = 0

  init(_ tables: ProgramTables) {
    self.tables = tables
    hints = .allocate(capacity: 0)
    taken = .allocate(capacity: 0)
  }

  deinit {
    hints.deallocate()
    taken.deallocate()
  }

  /// Renders the template into `output`.
  mutating func render(
    _ template: Template,
    _ data: [TemplateData],
    _ context: RenderContext
  ) throws(Failure) {
    tables = template.program.tables
    makeHints()
    makeMarks(template.branches.count)
    isHTML = template.escaping.markup != .none
    markdown = template.markdown
    self.context = context
    roots.removeAll(keepingCapacity: true)
    for layer in data { roots.append(layer.root) }
    if context.language != localeLanguage {
      locale = LocaleTable.named(context.language)
      localeLanguage = context.language
    }
    if money.currency != context.currency || money.locale !== locale {
      money = MoneyStyle(currency: context.currency, locale: locale)
    }
    clock.use(context.timeZone)
    random = RandomSource(state: context.seed)
    iterationsLeft = context.limits.iterations
    depth = 0
    accumulator = .null
    arena.reset()
    output.reset()
    output.limit = context.limits.outputBytes + context.limits.memoryBytes
    let frame = makeFrame(0)
    try run(tables.procedures[0].entry, frame)
    try checkLimits()
  }

  /// Room for the hints of this template; wrong ones of another are harmless.
  private mutating func makeHints() {
    guard tables.steps.count > hintCapacity else { return }
    hints.deallocate()
    hintCapacity = tables.steps.count
    hints = .allocate(capacity: hintCapacity)
    hints.initialize(repeating: 0, count: hintCapacity)
  }

  private mutating func makeMarks(_ count: Int) {
    if count > taken.count {
      taken.deallocate()
      taken = .allocate(capacity: count)
    }
    taken.initialize(repeating: 0)
  }

  /// A frame with the data's values in the slots of their names.
  mutating func makeFrame(_ number: Int32) -> Frame {
    let procedure = tables.procedures[number]
    let slots = arena.allocate(Value.self, count: Int(procedure.slotCount))
    slots.initialize(repeating: .null, count: Int(procedure.slotCount))
    let states = arena.allocate(LoopState.self, count: Int(procedure.stateCount))
    for index in procedure.firstRoot..<(procedure.firstRoot + procedure.rootCount) {
      let root = tables.roots[index]
      for layer in roots {
        if let value = layer.field(root.symbol) {
          slots[Int(root.slot)] = value
          break
        }
      }
    }
    return Frame(slots: slots, states: states)
  }

  /// Counts one pass through a loop or partial.
  mutating func countIteration() throws(Failure) {
    iterationsLeft &-= 1
    if iterationsLeft < 0 {
      throw Failure("more than \(context.limits.iterations) passes through loops and partials")
    }
    try checkLimits()
  }

  @inline(__always)
  func checkLimits() throws(Failure) {
    if output.count > context.limits.outputBytes {
      throw Failure("the text is longer than \(context.limits.outputBytes) bytes")
    }
    try checkMemory()
  }

  @inline(__always)
  func checkMemory() throws(Failure) {
    if arena.total > context.limits.memoryBytes {
      throw Failure("the values need more than \(context.limits.memoryBytes) bytes")
    }
  }

  // MARK: Instructions

  mutating func run(_ entry: Int32, _ frame: Frame) throws(Failure) {
    var next = entry
    while true {
      let instruction = tables.code[next]
      position = next
      next &+= 1
      switch instruction.operation {
      case .text:
        let text = tables.constants[instruction.a]
        try output.append(text.bytes, text.size)
      case .emitOperand:
        try write(value(instruction.a, frame), instruction.escape)
      case .load: accumulator = value(instruction.a, frame)
      case .filter: try filter(instruction.a, frame)
      case .emitFilter: try writeFiltered(instruction.a, instruction.escape, frame)
      case .emit: try write(accumulator, instruction.escape)
      case .store:
        frame.slots[Int(instruction.a)] = accumulator
        frame.slots[Int(instruction.a) &+ 1] = Value(true)
      case .jump: next = instruction.a
      case .jumpIfFalse: if !value(instruction.a, frame).isTruthy { next = instruction.b }
      case .jumpIfTrue: if value(instruction.a, frame).isTruthy { next = instruction.b }
      case .jumpUnless: if try !holds(instruction, frame) { next = instruction.c }
      case .jumpWhen: if try holds(instruction, frame) { next = instruction.c }
      case .loopBegin: if try !beginLoop(instruction.a, frame) { next = instruction.b }
      case .loopNext: if try continueLoop(instruction.a, frame) { next = instruction.b }
      case .urlBegin:
        // The text before the value may stand in a branch that was not taken.
        let start = max(0, output.count &- Int(instruction.b))
        frame.slots[Int(instruction.a)] = Value(Int64(start))
      case .urlCheck: try checkURL(Int(frame.slots[Int(instruction.a)].integer))
      case .mark: taken[Int(instruction.a)] = 1
      case .end: return
      default: next = try runRare(instruction, next, frame)
      }
    }
  }

  @inline(__always)
  private mutating func holds(_ instruction: Instruction, _ frame: Frame) throws(Failure) -> Bool {
    let left = value(instruction.a, frame)
    let right = value(instruction.b, frame)
    return try ValueOrder.holds(instruction.comparison, left, right)
  }

  /// Instructions that are seldom met; answers where to go on.
  private mutating func runRare(
    _ instruction: Instruction,
    _ next: Int32,
    _ frame: Frame
  ) throws(Failure) -> Int32 {
    let slot = Int(instruction.a)
    switch instruction.operation {
    case .captureBegin: frame.slots[slot] = Value(Int64(output.count))
    case .captureEnd:
      let target = Int(instruction.b)
      frame.slots[target] = try lift(
        from: Int(frame.slots[slot].integer),
        isMarkup: isHTML && instruction.c == 0
      )
      frame.slots[target + 1] = Value(true)
    case .changedEnd: try endChanged(instruction, frame)
    case .rowBegin: return try beginRow(instruction, next, frame)
    case .rowNext: return try continueRow(instruction.a, frame) ? instruction.b : next
    case .cycle: try cycle(instruction, frame)
    case .counter: try count(instruction.a, frame)
    case .call: try call(tables.calls[instruction.a], frame)
    case .select: return try select(instruction)
    case .choiceBegin:
      frame.slots[slot] = Value(false)
      frame.slots[slot + 1] = Value(Int64(0))
    case .choiceCount: countMatches(instruction, frame)
    case .choiceNext:
      let left = frame.slots[slot].integer
      if left == 0 { return instruction.b }
      frame.slots[slot] = Value(left - 1)
    case .markdownBegin:
      markdownStart = output.count
      markdownWriter = instruction.a
    case .markdownEnd: try endMarkdown(markdownWriter, from: markdownStart)
    case .skip: throw Failure(ValueText.plain(accumulator), isSkip: true)
    case .fail: throw Failure(tables.constants[instruction.a].text)
    default: break
    }
    return next
  }

  /// Takes what was written since `start` back out of the output, as a value.
  mutating func lift(from start: Int, isMarkup: Bool = false) throws(Failure) -> Value {
    let written = output.utf8(from: start)
    let value = Value(string: arena.copy(written), count: written.count, isMarkup: isMarkup)
    output.truncate(to: start)
    try checkMemory()
    return value
  }
}
