/// The names and slots of one template or partial while it is compiled.
final class FrameBuilder {
  /// What a name stands for inside a block.
  enum Meaning {
    case slot(Int32, VariableSchema)
    case loop(Int32)
    case rowLoop(Int32)
  }

  /// A name that nothing explained where it stood.
  struct Unresolved {
    let name: String
    let span: Span
    let source: SourceText
  }

  /// A block that a jump out of it must close.
  enum Enclosure {
    /// Jumps to patch once the ends are known.
    case loop(isRow: Bool, breaks: [Int], continues: [Int])
    case capture(position: Int32, target: Int32)
    case changed(position: Int32, memory: Int32)
    /// Markdown, to be ended before a jump out of it.
    case markdown
    /// Something inside a stretch of Markdown that is not Markdown: a jump out of it goes back.
    case pausedMarkdown(Int)
  }

  /// What a frame belongs to.
  enum Origin: Hashable {
    case page
    case partial(String)
    case component(String)

    /// What the file's nodes are kept by.
    var key: String {
      switch self {
      case .page: "page"
      case .partial(let name): name
      case .component(let name): "component/\(name)"
      }
    }
  }

  let origin: Origin
  /// How what it writes is marked up.
  let markup: Markup
  /// The number of the code that calls it; nil for the template itself.
  let caller: Int?
  private(set) var slotCount: Int32 = 0
  private(set) var stateCount: Int32 = 0
  /// Slots of names that are not bound by a block around them.
  private(set) var globals: [String: Int32] = [:]
  /// In the order of their slots.
  private(set) var rootNames: [(name: String, slot: Int32)] = []
  /// Names that the template gives a value to somewhere, or that callers pass.
  private var explained: [String: VariableSchema] = [:]
  private var named: [String: Int32] = [:]
  private var bindings: [(name: String, meaning: Meaning)] = []
  var enclosures: [Enclosure] = []
  var unresolved: [Unresolved] = []
  /// The innermost `for` around the current node.
  var innermostLoop: Int32 = -1

  init(_ origin: Origin, _ markup: Markup, caller: Int?) {
    self.origin = origin
    self.markup = markup
    self.caller = caller
  }

  func newSlot() -> Int32 {
    slotCount += 1
    return slotCount - 1
  }

  func newState() -> Int32 {
    stateCount += 1
    return stateCount - 1
  }

  /// The slot kept under a private name, such as where a loop ended.
  func slot(named key: String) -> Int32 {
    if let slot = named[key] { return slot }
    let slot = newSlot()
    named[key] = slot
    return slot
  }

  /// The slot of a name outside all blocks; the one after it tells whether it was assigned.
  func global(_ name: String) -> Int32 {
    if let slot = globals[name] { return slot }
    let slot = newSlot()
    _ = newSlot()
    globals[name] = slot
    rootNames.append((name, slot))
    return slot
  }

  /// What the name means in the blocks around, from the inside out.
  func binding(_ name: String) -> Meaning? {
    bindings.last { $0.name == name }?.meaning
  }

  func bind(_ name: String, _ meaning: Meaning) {
    bindings.append((name, meaning))
  }

  /// Ends the last so many bindings.
  func unbind(_ count: Int) { bindings.removeLast(count) }

  /// Everything that is visible by name here, the innermost last.
  var visible: [(name: String, slot: Int32)] {
    rootNames.map { ($0.name, $0.slot) }
      + bindings.compactMap {
        if case .slot(let slot, _) = $0.meaning { ($0.name, slot) } else { nil }
      }
  }

  var visibleNames: [String] { Array(explained.keys) + bindings.map(\.name) }

  /// Notes that the name has a value of this form; two different forms make it any.
  func explain(_ name: String, _ schema: VariableSchema) {
    if let known = explained[name], known != schema {
      explained[name] = .any
    } else {
      explained[name] = schema
    }
  }

  /// Notes that the name may have any value, when nothing else is known of it.
  func explainIfUnknown(_ name: String) {
    if explained[name] == nil { explained[name] = .any }
  }

  func explanation(_ name: String) -> VariableSchema? { explained[name] }
}
