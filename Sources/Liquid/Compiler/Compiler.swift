import Diagnostics

/// Turns nodes into instructions: names become slots, branches jumps, partials code.
final class Compiler {
  /// Included partials in one template, beyond which it is refused.
  private static let mostIncludes = 1_000

  let options: TemplateParser
  var draft = Program.Draft()
  private(set) var locations: [SourceLocation] = []
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
  private(set) var stylesheets: [(component: String, text: String)] = []
  /// What the page writes, noted for the rewriter.
  var script = PageScript()
  /// What the rewriter changes.
  let edits: PageEdits
  /// The stretch of Markdown at hand.
  var markdown = 0
  private var texts: [String: LoadedNodes?] = [:]
  /// Partials to render, in the order of their numbers; number 0 is the template itself.
  private(set) var frames: [FrameBuilder] = []
  private var numbers: [FrameBuilder.Origin: Int] = [:]

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
    return Program(finished, locations: locations)
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
    if let loaded = texts[Self.key(of: frame.origin)] ?? nil {
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
    locations.append(source.location(span))
    return draft.code.count - 1
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

  // MARK: Partials

  /// The number of a partial's or component's code; nil, and a report, when there is none.
  ///
  /// Where a rewriter changes the page each use has code of its own, since what a style sheet says
  /// of it depends on where it stands; but a partial that renders itself is the same inside.
  func procedure(_ origin: FrameBuilder.Origin, at span: Span) -> Int? {
    let known = options.rewriter == nil ? numbers[origin] : caller(of: origin)
    if let known, frames[known].markup == markup { return known }
    let loaded =
      switch origin {
      case .partial(let name): load(name, from: options.partials, as: "partial", at: span)
      case .component(let name): load(name, from: options.components, as: "component", at: span)
      case .page: nil as LoadedNodes?
      }
    guard loaded != nil, mayAddFrame(at: span) else { return nil }
    frames.append(FrameBuilder(origin, markup, caller: number))
    numbers[origin] = frames.count - 1
    return frames.count - 1
  }

  /// The frame of this origin among those that lead to the one at hand.
  private func caller(of origin: FrameBuilder.Origin) -> Int? {
    var candidate: Int? = number
    while let number = candidate {
      if frames[number].origin == origin { return number }
      candidate = frames[number].caller
    }
    return nil
  }

  private func mayAddFrame(at span: Span) -> Bool {
    if frames.count == Self.mostIncludes {
      report("nesting", "too many partials are used", at: span)
    }
    return frames.count < Self.mostIncludes
  }

  private static func key(of origin: FrameBuilder.Origin) -> String {
    switch origin {
    case .page: "page"
    case .partial(let name): name
    case .component(let name): "component/\(name)"
    }
  }

  /// Takes a component's style sheet, which every page needs once.
  func stylesheet(_ span: Span) {
    guard case .component(let name) = frame.origin else {
      return report(
        "misplaced-stylesheet",
        "'stylesheet' stands in a component's file",
        at: span,
        help: "in a page or a layout write <style>…</style>"
      )
    }
    let text = source.string(span)
    guard !stylesheets.contains(where: { $0.component == name && $0.text == text }) else { return }
    stylesheets.append((name, text))
  }

  /// Whether one more partial may be included here.
  func mayInclude(_ name: String, at span: Span) -> Bool {
    if includes.contains(name) {
      report("self-inclusion", "the partial '\(name)' includes itself", at: span)
      return false
    }
    includeCount += 1
    if includeCount == Self.mostIncludes {
      report("nesting", "too many partials are included", at: span)
    }
    return includeCount < Self.mostIncludes
  }

  /// The nodes of a partial or layout, read once; reports what is wrong with it the first time.
  func load(
    _ name: String,
    from loader: (any TemplateLoader)?,
    as kind: String,
    at span: Span
  ) -> LoadedNodes? {
    let key = kind == "partial" ? name : "\(kind)/\(name)"
    if let known = texts[key], let known { return known }
    guard isInside(name, kind, at: span) else { return nil }
    do {
      guard let text = try loader?.load(name) else {
        report(
          "unknown-\(kind)",
          "there is no \(kind) '\(name)'",
          at: span,
          help: NearestName.suggestion(for: name, among: loader?.names ?? [])
        )
        return nil
      }
      let source = SourceText(text.text, file: text.file)
      let (nodes, problems) = TemplateReader.read(source, components: components)
      report(problems)
      let loaded = LoadedNodes(nodes: nodes, source: source)
      texts[key] = loaded
      return loaded
    } catch {
      report("unreadable-\(kind)", "cannot read the \(kind) '\(name)': \(error)", at: span)
      return nil
    }
  }

  private func isInside(_ name: String, _ kind: String, at span: Span) -> Bool {
    if TemplateName.isAllowed(name) { return true }
    report(
      "\(kind)-name",
      "'\(name)' is not the name of a \(kind)",
      at: span,
      help: "a name may have folders below the \(kind)s' own, but no way out of it"
    )
    return false
  }
}
