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
    let stretch = markdown
    frame.enclosures.append(.pausedMarkdown(stretch))
    body()
    frame.enclosures.removeLast()
    markup = .markdown
    beginMarkdown(after: stretch)
  }

  private func beginMarkdown(after previous: Int? = nil) {
    markdown = script.noteMarkdown(in: number, after: previous)
    emit(.markdownBegin, a: Int32(markdown), at: Span(0, 0))
  }

  /// Ends the stretch in which the render is then, which may be another than the text shows.
  func endMarkdown() { emit(.markdownEnd, at: Span(0, 0)) }
}
