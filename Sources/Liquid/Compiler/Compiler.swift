import Diagnostics

/// Turns nodes into instructions: names become slots, branches jumps, partials code.
final class Compiler {
  /// Included partials in one template, beyond which it is refused.
  static let mostIncludes = 1_000

  let options: TemplateParser
  var draft = Program.Draft()
  private var places: [Program.Place] = []
  private var sources: [SourceText] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var variables: [TemplateVariable] = []
  private(set) var branches: [TemplateBranch] = []
  /// The text that the nodes at hand stand in.
  var source: SourceText
  var frame: FrameBuilder
  /// The number of the frame.
  private(set) var number = 0
  /// How the text at hand is marked up.
  var markup: Markup
  var position = HTMLPosition()
  /// Paths that the conditions around have tested.
  var guards: [String] = []
  /// Blocks that a page fills in its layout.
  var blocks: [String: Filling] = [:]
  var filledBlocks: Set<String> = []
  /// Blocks that layouts have.
  var offeredBlocks: Set<String> = []
  /// Partials that are being included, and layouts, from the outside in.
  var includes: [String] = []
  /// Names that an `include` gives to its partial.
  var pendingBindings: [(name: String, meaning: FrameBuilder.Meaning)] = []
  var includeCount = 0
  let components: ComponentLibrary?
  /// Style sheets of the components used, by name.
  var stylesheets: [(component: String, text: String)] = []
  /// What the page writes, noted for the rewriter.
  var script = PageScript()
  /// What the rewriter changes.
  let edits: PageEdits
  /// The stretch of Markdown at hand.
  var markdown = 0
  var texts: [String: LoadedNodes?] = [:]
  /// Partials to render, in the order of their numbers; number 0 is the template itself.
  var frames: [FrameBuilder] = []
  var numbers: [FrameBuilder.Origin: Int] = [:]

  /// A partial or layout that has been read.
  struct LoadedNodes {
    let nodes: [Node]
    let source: SourceText
  }

  /// A block as a page fills it.
  struct Filling {
    let node: BlockNode
    let source: SourceText
    let markup: Markup
  }

  init(
    _ options: TemplateParser,
    _ source: SourceText,
    _ components: ComponentLibrary?,
    edits: PageEdits = PageEdits()
  ) {
    self.options = options
    self.source = source
    self.components = components
    self.edits = edits
    markup = options.escaping.markup
    frame = FrameBuilder(.page, markup, caller: nil)
    frames = [frame]
  }

  func compile(_ nodes: [Node]) {
    var procedures = [compileMain(nodes)]
    var next = 1
    while next < frames.count {
      procedures.append(compilePartial(next))
      next += 1
    }
    draft.procedures = zip(procedures, frames).map { entry, frame in
      let first = Int32(draft.roots.count)
      for root in frame.rootNames {
        draft.roots.append(RootSlot(symbol: Symbol(root.name), slot: root.slot))
      }
      return Procedure(
        entry: entry,
        slotCount: frame.slotCount,
        stateCount: frame.stateCount,
        firstRoot: first,
        rootCount: Int32(frame.rootNames.count)
      )
    }
    for frame in frames { reportUnresolved(frame) }
  }

  func program() -> Program {
    var finished = Program.Draft()
    swap(&finished, &draft)
    return Program(finished, places: places, sources: sources)
  }

  private func compileMain(_ nodes: [Node]) -> Int32 {
    compilePage(nodes)
    emit(.end, at: Span(source.bytes.count, source.bytes.count))
    return 0
  }

  private func compilePartial(_ number: Int) -> Int32 {
    let entry = Int32(draft.code.count)
    self.number = number
    frame = frames[number]
    markup = frame.markup
    position = HTMLPosition()
    guards = []
    if let loaded = texts[frame.origin.key] ?? nil {
      source = loaded.source
      compile(all: loaded.nodes)
    }
    emit(.end, at: Span(source.bytes.count, source.bytes.count))
    return entry
  }

  // MARK: Instructions

  var here: Int { draft.code.count }

  @discardableResult
  func emit(_ instruction: Instruction, at span: Span) -> Int {
    draft.code.append(instruction)
    places.append(Program.Place(source: sourceNumber, span: span))
    return draft.code.count - 1
  }

  /// The number of the source at hand; it changes seldom.
  private var sourceNumber: Int {
    if let last = places.last?.source, sources[last].file == source.file { return last }
    if let known = sources.firstIndex(where: { $0.file == source.file }) { return known }
    sources.append(source)
    return sources.count - 1
  }

  @discardableResult
  func emit(
    _ operation: Instruction.Operation,
    a: Int32 = 0,
    b: Int32 = 0,
    c: Int32 = 0,
    at span: Span
  ) -> Int {
    emit(Instruction(operation: operation, a: a, b: b, c: c), at: span)
  }

  /// Makes a jump go to the next instruction.
  func patch(_ jump: Int) { patch(jump, to: here) }

  func patch(_ jump: Int, to target: Int) {
    switch draft.code[jump].operation {
    case .jump: draft.code[jump].a = Int32(target)
    case .jumpUnless, .jumpWhen: draft.code[jump].c = Int32(target)
    default: draft.code[jump].b = Int32(target)
    }
  }

  // MARK: Reports

  func report(_ code: String, _ message: String, at span: Span, help: String? = nil) {
    diagnostics.append(.error(code, message, at: source.location(span), help: help))
  }

  func report(_ all: [Diagnostic]) { diagnostics += all }

  /// Compiles and answers what was reported meanwhile, keeping it out of the reports.
  func collectingReports(_ body: () -> Void) -> [Diagnostic] {
    let before = diagnostics
    diagnostics = []
    body()
    defer { diagnostics = before }
    return diagnostics
  }

  private func reportUnresolved(_ frame: FrameBuilder) {
    guard let schema = options.schema else { return }
    for unresolved in frame.unresolved where frame.explanation(unresolved.name) == nil {
      let names = schema.names + frame.visibleNames
      diagnostics.append(
        .error(
          "unknown-variable",
          "unknown variable '\(unresolved.name)'",
          at: unresolved.source.location(unresolved.span),
          help: NearestName.suggestion(for: unresolved.name, among: names)
        )
      )
    }
  }

  /// Notes, when it runs, that the branch was taken whose tag stands here.
  ///
  /// A partial's branch is one, however often the partial is used.
  func mark(branchAt span: Span) {
    let branch = TemplateBranch(location: source.location(span), tag: source.string(span))
    let known = branches.firstIndex(of: branch)
    if known == nil { branches.append(branch) }
    notePiece(.branch)
    emit(.mark, a: Int32(known ?? branches.count - 1), at: span)
  }

  /// Notes that the template reads this path of the data.
  func note(_ path: String, at span: Span, mayBeEmpty: Bool) {
    if let known = variables.firstIndex(where: { $0.path == path }) {
      if variables[known].mayBeEmpty, !mayBeEmpty {
        variables[known] = TemplateVariable(
          path: path,
          location: source.location(span),
          mayBeEmpty: false
        )
      }
      return
    }
    variables.append(
      TemplateVariable(path: path, location: source.location(span), mayBeEmpty: mayBeEmpty)
    )
  }
}
