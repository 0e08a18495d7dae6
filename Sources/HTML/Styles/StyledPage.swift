import CGumbo

/// What of a page has to do with styles.
struct StyledPage {
  /// A `<style>` whose rules hold for every reader.
  struct StyleElement {
    /// With its two tags.
    let range: Range<Int>
    let content: Range<Int>
  }

  /// Those that are displayed, in the order of the page.
  fileprivate(set) var elements: [PageElement] = []
  fileprivate(set) var styles: [StyleElement] = []
  /// Where the style sheets of components go.
  fileprivate(set) var sheetPlace = SheetPlace()

  init(of draft: Draft) {
    let tree = HTMLTree(draft.text)
    var reader = StyledPageReader(draft, tree.source)
    tree.walk(&reader)
    self = reader.page
  }

  fileprivate init() {}
}

/// Collects what a page has.
private struct StyledPageReader: HTMLTree.Visitor {
  private(set) var page = StyledPage()
  private let draft: Draft
  private let source: HTMLTree.Source
  private let conditions: [Range<Int>]
  /// The indices of the elements that are open.
  private var path: [Int] = []
  private var isInHead = false

  init(_ draft: Draft, _ source: HTMLTree.Source) {
    self.draft = draft
    self.source = source
    conditions = ConditionalComments.shown(in: draft.text) + draft.conditions
  }

  mutating func enter(_ element: HTMLElement) -> Bool {
    switch element.tag {
    case GUMBO_TAG_STYLE:
      if element.isHTML { readStyle(element) }
      return false
    case GUMBO_TAG_HEAD:
      isInHead = true
      readHead(element)
      return true
    case GUMBO_TAG_SCRIPT, GUMBO_TAG_TEMPLATE: return false
    case _ where isInHead: return false
    case GUMBO_TAG_HTML: page.sheetPlace.html = startTag(of: element)?.range
    default: break
    }
    path.append(page.elements.count)
    page.elements.append(
      PageElement(element, in: source, of: draft, parent: path.dropLast().last)
    )
    return true
  }

  mutating func leave(_ element: HTMLElement) {
    if element.tag == GUMBO_TAG_HEAD {
      isInHead = false
    } else {
      path.removeLast()
    }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {}

  private func startTag(of element: HTMLElement) -> StartTag? {
    element.startTag(in: source).flatMap { StartTag(draft, $0) }
  }

  private mutating func readHead(_ element: HTMLElement) {
    page.sheetPlace.head = startTag(of: element)?.range
    if let end = element.endTag(in: source), draft.text[end].prefix(6).lowercased() == "</head" {
      page.sheetPlace.headEnd = end.lowerBound
    }
  }

  private mutating func readStyle(_ element: HTMLElement) {
    guard let tag = startTag(of: element) else { return }
    let start = tag.range.lowerBound
    let isConditional = conditions.contains { $0.contains(start) }
    if isInHead, page.sheetPlace.style == nil {
      let head = page.sheetPlace.head?.upperBound ?? start
      let hasBranch = !draft.branches(touching: min(head, start)..<start).isEmpty
      page.sheetPlace.style = start
      page.sheetPlace.isStyleConditional = isConditional || hasBranch
    }
    guard !isConditional, !tag.hasBranches, isForEveryone(element),
      let end = element.endTag(in: source), end.lowerBound >= tag.range.upperBound,
      draft.text[end].prefix(7).lowercased() == "</style"
    else { return }
    let content = tag.range.upperBound..<end.lowerBound
    guard draft.branches(touching: content).isEmpty else { return }
    page.styles.append(
      StyledPage.StyleElement(range: start..<end.upperBound, content: content)
    )
  }

  /// Whether it is CSS, for screens.
  private func isForEveryone(_ element: HTMLElement) -> Bool {
    func value(_ name: String) -> String {
      Array((element.attribute(name) ?? "").utf8).trimmed.lowercased()
    }
    return ["", "all", "screen"].contains(value("media"))
      && ["", "text/css"].contains(value("type"))
  }
}
