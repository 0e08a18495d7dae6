/// Matches selectors with the elements of a page, one pass for all of them.
///
/// A selector is a chain of steps, one for each compound. An element remembers which steps it and
/// those around it take, so that no selector is tried over and over at each depth.
struct SelectorMatcher {
  /// Whether a selector selects an element, which values that are written later may decide.
  enum Answer: UInt8, Comparable {
    case no
    case maybe
    case yes

    static func < (one: Answer, other: Answer) -> Bool { one.rawValue < other.rawValue }
  }

  private struct Step {
    let compound: Selector.Compound
    /// The step outside of this one, and how near it must be; nil for the first.
    let outer: (step: Int, combinator: Selector.Combinator)?
    /// The selector that ends here.
    let selector: Int?
  }

  /// What an element must have to take a step at all.
  private enum Key: Hashable {
    case id(String)
    case `class`(String)
    case name(String)
    case any

    init(_ compound: Selector.Compound) {
      if let id = compound.ids.first {
        self = .id(id)
      } else if let name = compound.classes.first {
        self = .class(name)
      } else if let name = compound.name {
        self = .name(name)
      } else {
        self = .any
      }
    }
  }

  /// An element that is open.
  private struct Level {
    let element: Int
    /// The steps that it takes and that others follow.
    var own: [Int: Answer] = [:]
    /// The best answer for each step, of it and all around it.
    var best: [Answer]
  }

  private var steps: [Step] = []
  private var stepsByKey: [Key: [Int]] = [:]
  private var path: [Level] = []

  init(_ selectors: [Selector]) {
    for (index, selector) in selectors.enumerated() {
      var outer: (step: Int, combinator: Selector.Combinator)?
      for (depth, compound) in selector.compounds.enumerated() {
        let isLast = depth == selector.combinators.count
        stepsByKey[Key(compound), default: []].append(steps.count)
        steps.append(Step(compound: compound, outer: outer, selector: isLast ? index : nil))
        if !isLast { outer = (steps.count - 1, selector.combinators[depth]) }
      }
    }
  }

  /// The selectors that select an element, or may; to be asked in the order of the page.
  mutating func answers(
    for element: PageElement,
    at index: Int
  ) -> [(selector: Int, answer: Answer)] {
    while let last = path.last, last.element != element.parent { path.removeLast() }
    var level = Level(
      element: index,
      best: path.last?.best ?? Array(repeating: .no, count: steps.count)
    )
    var result: [(selector: Int, answer: Answer)] = []
    for step in candidates(for: element) {
      let answer = min(outerAnswer(steps[step].outer), element.answer(steps[step].compound))
      guard answer > .no else { continue }
      if let selector = steps[step].selector {
        result.append((selector, answer))
      } else {
        level.own[step] = answer
        level.best[step] = max(level.best[step], answer)
      }
    }
    path.append(level)
    return result
  }

  private func outerAnswer(_ outer: (step: Int, combinator: Selector.Combinator)?) -> Answer {
    guard let outer else { return .yes }
    guard let level = path.last else { return .no }
    switch outer.combinator {
    case .child: return level.own[outer.step] ?? .no
    case .descendant: return level.best[outer.step]
    }
  }

  /// The steps that an element may take.
  private func candidates(for element: PageElement) -> [Int] {
    if element.isUncertain { return Array(steps.indices) }
    var result = stepsByKey[.any] ?? []
    if let name = element.name { result += stepsByKey[.name(name)] ?? [] }
    if let id = element.id { result += stepsByKey[.id(id)] ?? [] }
    for name in Set(element.classes) { result += stepsByKey[.class(name)] ?? [] }
    return result
  }
}

extension PageElement {
  fileprivate typealias Answer = SelectorMatcher.Answer

  fileprivate var id: String? { attribute("id")?.value }

  /// Whether it is what a compound asks for.
  fileprivate func answer(_ compound: Selector.Compound) -> Answer {
    var answer = Answer.yes
    if let wanted = compound.name, name != wanted { answer = name == nil ? .maybe : .no }
    for wanted in compound.attributes {
      answer = min(answer, self.answer(wanted.name, wanted.value))
    }
    for id in compound.ids { answer = min(answer, self.answer("id", id)) }
    for wanted in compound.classes where !classes.contains(wanted) {
      let isOpen = isOpen || attribute("class").map { $0.value == nil } ?? false
      answer = min(answer, isOpen ? .maybe : .no)
    }
    return answer
  }

  /// Whether an attribute has a value, or any if that is nil.
  private func answer(_ name: String, _ wanted: String?) -> Answer {
    guard let attribute = attribute(name) else { return isOpen ? .maybe : .no }
    guard let wanted else { return .yes }
    guard let value = attribute.value else { return .maybe }
    return value == wanted ? .yes : .no
  }

  private func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
}
