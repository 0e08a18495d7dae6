extension StyleSheet {
  /// What of the sheet is needed in it when the rest is written into the elements of a page.
  struct Need {
    /// Whether a selector is not needed, by the index of its rule and its own in the list.
    let isInlined: (_ rule: Int, _ selector: Int) -> Bool
    /// Whether a declaration must not win over style attributes, by the same.
    let isWeak: (_ rule: Int, _ declaration: Int) -> Bool
  }

  /// What must change in the sheet; nil if nothing of it remains.
  ///
  /// What remains would lose to a style attribute, and so gets `!important` where it should win:
  /// in `@media` and the like, and with selectors such as `:hover`.
  func remainder(_ need: Need) -> [StyleInliner.Edit]? {
    var edits: [StyleInliner.Edit] = []
    var hasRest = false
    var index = 0
    for statement in statements {
      switch statement.content {
      case .nothing: break
      case .other: hasRest = true
      case .group(let block):
        hasRest = true
        edits += Self.importantEdits(in: text, group: block)
      case .rule(let rule):
        let rest = rule.selectors.indices.filter { !need.isInlined(index, $0) }
        if rest.isEmpty, !rule.selectors.isEmpty {
          let removed = statement.start..<statement.range.upperBound
          edits.append(StyleInliner.Edit(range: removed, replacement: ""))
        } else {
          hasRest = true
          let strong = rule.declarations.indices.filter { !need.isWeak(index, $0) }
          edits += self.edits(
            rule,
            rest.map { rule.selectors[$0] },
            Self.importantEdits(strong.map { rule.declarations[$0] })
          )
        }
        index += 1
      }
    }
    // A value in a comment counts: no edit may be of it.
    return hasRest || Mark.isIn(text[...]) ? edits : nil
  }

  /// Leaves a rule to some of its selectors, and makes it important for those that are dynamic.
  private func edits(
    _ rule: StyleRule,
    _ rest: [ListedSelector],
    _ important: [StyleInliner.Edit]
  ) -> [StyleInliner.Edit] {
    let quiet = rest.filter { !$0.isDynamic }
    let dynamic = rest.filter(\.isDynamic)
    var edits: [StyleInliner.Edit] = []
    if rest.count < rule.selectors.count || !quiet.isEmpty && !dynamic.isEmpty {
      let prelude = Self.prelude(quiet.isEmpty ? dynamic : quiet)
      edits.append(StyleInliner.Edit(range: rule.prelude, replacement: prelude))
    }
    guard !dynamic.isEmpty else { return edits }
    if quiet.isEmpty { return edits + important }
    let block = text.applying(important, in: rule.block).string
    let second = "}\n\(Self.prelude(dynamic)) {\(block)}"
    let brace = rule.block.upperBound..<rule.block.upperBound + 1
    return edits + [StyleInliner.Edit(range: brace, replacement: second)]
  }

  private static func prelude(_ selectors: [ListedSelector]) -> String {
    selectors.map(\.text).joined(separator: ", ")
  }

  /// Makes declarations win over style attributes.
  private static func importantEdits(_ declarations: [Declaration]) -> [StyleInliner.Edit] {
    declarations.compactMap { declaration in
      guard !declaration.isImportant, !declaration.isCustom else { return nil }
      return StyleInliner.Edit(
        range: declaration.end..<declaration.end,
        replacement: " !important"
      )
    }
  }

  /// The same for each rule of a group, and of the groups in it.
  private static func importantEdits(in text: [UInt8], group: Range<Int>) -> [StyleInliner.Edit] {
    var edits: [StyleInliner.Edit] = []
    var groups = [(range: group, depth: 1)]
    while let group = groups.popLast() {
      for statement in statements(in: text, group.range) {
        switch statement.content {
        case .rule(let rule) where !rule.isForRoot: edits += importantEdits(rule.declarations)
        // No one writes deeper ones, and to read each anew at each depth takes its time.
        case .group(let inner) where group.depth < 8: groups.append((inner, group.depth + 1))
        default: break
        }
      }
    }
    return edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension ListedSelector {
  fileprivate var isDynamic: Bool {
    if case .dynamic = kind { true } else { false }
  }
}

extension StyleRule {
  /// Whether it is there for custom properties and the like.
  fileprivate var isForRoot: Bool {
    !selectors.isEmpty && selectors.allSatisfy { $0.text.lowercased() == ":root" }
  }
}

extension [UInt8] {
  /// A part of the text with edits made, which are in order and in that part.
  func applying(_ edits: [StyleInliner.Edit], in range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var index = range.lowerBound
    for edit in edits {
      result += self[index..<edit.range.lowerBound]
      result += edit.replacement.utf8
      index = edit.range.upperBound
    }
    return result + self[index..<range.upperBound]
  }
}
