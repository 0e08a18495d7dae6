/// Writes the rules of style sheets into the elements that they select, as mail programs need it.
///
/// It works on a page of which no value is known yet, once for all recipients. Elements get what
/// browsers would give them: specificity, order, `!important` and their own style attribute, which
/// stays as it is, are respected. What cannot stand in an element stays in `<style>`: `@media` and
/// other at-rules, and selectors other than of elements, classes, ids and attributes, one in
/// another. As all of that would lose to style attributes, `@media` and selectors such as `:hover`
/// get `!important`; the latter not where they would win over something stronger.
///
/// Rules that select nothing stay as well, and rules that may hold for an element depending on a
/// value. Where such a rule might win over another, that one is not written into the element.
///
/// Left alone is what only some readers get: conditional comments, `<style media="print">`, and a
/// `<style>` with a branch of the template in it or around it. Elsewhere the text of all branches counts, one after
/// the other: a tag that is opened in each of two branches and closed after both is seen twice.
package struct StyleInliner {
  /// The text that comes in place of a range of bytes.
  package struct Edit: Hashable, Sendable {
    package let range: Range<Int>
    package let replacement: String
  }

  /// A selector that can be matched: of which rule it is, and where in its list.
  private struct Candidate {
    let rule: Int
    let position: Int
    let selector: Selector
    /// Whether it selects less than that, and its rule stays.
    let isDynamic: Bool
  }

  /// What is to become of a rule in its sheet.
  private struct Verdict {
    /// The selectors of which elements have got the declarations.
    var inlined: Set<Int> = []
    /// The selectors that are needed nevertheless.
    var needed: Set<Int> = []
    /// The declarations that must not win over style attributes.
    var weak: Set<Int> = []
  }

  private let page: StyledPage
  private let cascade: Cascade
  private let candidates: [Candidate]
  private var verdicts: [Verdict]

  /// What to change in a page with some style sheets: edits in order, of which no two overlap.
  ///
  /// An edit is never of a mark, nor has a branch within it. One with an empty range is at no branch,
  /// unless it is at the start of a page, and then comes before it. The text that comes in place
  /// can have marks, copied from a sheet.
  ///
  /// The text is a page or a part of one in UTF-8; each value that is written later is a mark in it:
  /// U+FDD0, decimal digits, U+FDD1. The branches are the offsets at which the template has the
  /// boundaries of branches and loops, of which nothing is in the text; the conditions are what lies
  /// between the ends of each. The sheets come before
  /// those of the page, and what remains of them becomes one `<style>`. With `keepsRules` the page's
  /// own rules stay for elements that are not in the text.
  package static func edits(
    for text: [UInt8],
    branches: [Int],
    conditions: [Range<Int>] = [],
    sheets: [String],
    keepsRules: Bool = false
  ) -> [Edit] {
    var components: [String] = []
    for sheet in sheets where !components.contains(sheet) { components.append(sheet) }
    let sheet = StyleSheet(Array(components.joined(separator: "\n").utf8))
    guard TagLimit.holds(text) else {
      return sheet.statements.isEmpty ? [] : [SheetPlace().edit(element(sheet.text))]
    }
    let page = StyledPage(
      of: Draft(text: text, branches: branches, conditions: conditions)
    )
    let sheets = page.styles.map { StyleSheet(Array(text[$0.content])) }
    var inliner = StyleInliner(page, rules: ([sheet] + sheets).flatMap(\.rules))
    let edits = inliner.inline() + inliner.remainders(of: sheet, sheets, keepsRules)
    return edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private init(_ page: StyledPage, rules: [StyleRule]) {
    self.page = page
    cascade = Cascade(rules: rules)
    candidates = rules.enumerated().flatMap { index, rule in
      rule.selectors.enumerated().compactMap { position, listed in
        switch listed.kind {
        case .inlinable(let selector):
          Candidate(rule: index, position: position, selector: selector, isDynamic: false)
        case .dynamic(let selector):
          Candidate(rule: index, position: position, selector: selector, isDynamic: true)
        case .separate: nil
        }
      }
    }
    verdicts = Array(repeating: Verdict(), count: rules.count)
  }

  /// Writes the declarations into the elements.
  private mutating func inline() -> [Edit] {
    var matcher = SelectorMatcher(candidates.map(\.selector))
    var edits: [Edit] = []
    for (index, element) in page.elements.enumerated() {
      let answers = matcher.answers(for: element, at: index)
        .map { (candidate: candidates[$0.selector], answer: $0.answer) }
      guard !answers.isEmpty else { continue }
      let dynamic = answers.filter { $0.candidate.isDynamic }.map(\.candidate)
      let rest = answers.filter { !$0.candidate.isDynamic }
      let certain = rest.filter { $0.answer == .yes }.map(\.candidate)
      let possible = rest.filter { $0.answer == .maybe }.map(\.candidate)
      let outcome = outcome(for: element, certain, possible)
      for rank in Self.ranks(dynamic) {
        verdicts[rank.rule].weak.formUnion(
          cascade.weakDeclarations(of: rank, outcome, own: element.ownDeclarations)
        )
      }
      if let style = element.style, !outcome.entries.isEmpty {
        edits.append(style.edit(outcome.entries.map(\.declaration)))
      }
    }
    return edits
  }

  /// What is to be written into an element; notes what that means for the rules.
  private mutating func outcome(
    for element: PageElement,
    _ certain: [Candidate],
    _ possible: [Candidate]
  ) -> Cascade.Outcome {
    for candidate in possible { verdicts[candidate.rule].needed.insert(candidate.position) }
    guard element.style != nil else {
      for candidate in certain { verdicts[candidate.rule].needed.insert(candidate.position) }
      return Cascade.Outcome()
    }
    let outcome = cascade.outcome(
      certain: Self.ranks(certain),
      possible: Self.ranks(possible),
      own: element.isOwnCertain ? element.ownDeclarations : []
    )
    for candidate in certain {
      verdicts[candidate.rule].inlined.insert(candidate.position)
      if outcome.rulesLeft.contains(candidate.rule) {
        verdicts[candidate.rule].needed.insert(candidate.position)
      }
    }
    return outcome
  }

  /// The rules of selectors, each with the strongest of them.
  private static func ranks(_ found: [Candidate]) -> [Cascade.Rank] {
    var specificities: [Int: Int] = [:]
    for candidate in found {
      let specificity = max(specificities[candidate.rule] ?? 0, candidate.selector.specificity)
      specificities[candidate.rule] = specificity
    }
    return specificities.map { Cascade.Rank(specificity: $0.value, rule: $0.key) }
  }

  /// Leaves in the sheets what is needed there.
  private func remainders(
    of components: StyleSheet,
    _ sheets: [StyleSheet],
    _ keepsRules: Bool
  ) -> [Edit] {
    var edits: [Edit] = []
    var removed: [StyledPage.StyleElement] = []
    var firstRule = components.rules.count
    for (element, sheet) in zip(page.styles, sheets) {
      if let rest = remainder(of: sheet, firstRule: firstRule, keepsRules: keepsRules) {
        edits += rest.map { $0.moved(by: element.content.lowerBound) }
      } else {
        removed.append(element)
      }
      firstRule += sheet.rules.count
    }
    var added: Edit?
    if let rest = remainder(of: components, firstRule: 0, keepsRules: false) {
      let text = components.text.applying(rest, in: 0..<components.text.count)
      added = page.sheetPlace.edit(Self.element(text))
    }
    for element in removed {
      // The sheet goes right where this one was; the edit has its `<` at the end.
      if let edit = added, element.range.contains(edit.range.lowerBound) {
        edits.append(Edit(range: element.range, replacement: String(edit.replacement.dropLast())))
        added = nil
      } else {
        edits.append(Edit(range: element.range, replacement: ""))
      }
    }
    return edits + (added.map { [$0] } ?? [])
  }

  private func remainder(
    of sheet: StyleSheet,
    firstRule: Int,
    keepsRules: Bool
  ) -> [Edit]? {
    sheet.remainder(
      StyleSheet.Need(
        isInlined: { rule, selector in
          let verdict = verdicts[firstRule + rule]
          return !keepsRules && verdict.inlined.contains(selector)
            && !verdict.needed.contains(selector)
            && cascade.rules[firstRule + rule].isMovable
        },
        isWeak: { rule, declaration in verdicts[firstRule + rule].weak.contains(declaration) }
      )
    )
  }

  /// A sheet in a `<style>`, which nothing in it can end.
  private static func element(_ sheet: [UInt8]) -> String {
    var text: [UInt8] = []
    for byte in sheet.trimmed {
      if byte == UInt8(ascii: "/"), text.last == UInt8(ascii: "<") {
        text.append(UInt8(ascii: "\\"))
      }
      text.append(byte)
    }
    return "<style>\n\(text.string)\n</style>\n"
  }
}

extension StyleInliner.Edit {
  fileprivate func moved(by offset: Int) -> StyleInliner.Edit {
    StyleInliner.Edit(
      range: range.lowerBound + offset..<range.upperBound + offset,
      replacement: replacement
    )
  }
}
