extension Compiler {
  // MARK: Markdown

  /// A page without a layout.
  func compileMarked(_ nodes: [Node]) {
    if markup == .markdown, includes.isEmpty { compileMarkdown(nodes) } else { compile(all: nodes) }
  }

  /// Markdown in a page of HTML, or by itself.
  func compileMarkdown(_ nodes: [Node]) {
    markup = .markdown
    beginMarkdown()
    frame.enclosures.append(.markdown)
    compile(all: nodes)
    frame.enclosures.removeLast()
    endMarkdown()
  }

  /// Puts HTML into Markdown, which ends before it and begins again after it.
  func pausingMarkdown(_ body: () -> Void) {
    guard markup == .markdown else { return body() }
    endMarkdown()
    markup = .html
    frame.enclosures.append(.pausedMarkdown)
    body()
    frame.enclosures.removeLast()
    markup = .markdown
    beginMarkdown()
  }

  func beginMarkdown() {
    markdown = script.noteMarkdown(in: number)
    emit(.markdownBegin, at: Span(0, 0))
  }

  func endMarkdown() {
    emit(.markdownEnd, a: Int32(markdown), at: Span(0, 0))
  }
}
