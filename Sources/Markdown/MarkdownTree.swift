import CMarkdown
import Synchronization

/// A parsed text; owns cmark's tree and frees it.
struct MarkdownTree: ~Copyable {
  enum Event {
    case enter
    case leave
  }

  let root: MarkdownNode

  /// Parses a text, with the extensions that it needs.
  init(
    _ source: UnsafeBufferPointer<UInt8>,
    _ survey: SourceSurvey
  ) throws(MarkdownFailure) {
    let dialect = try Dialect.registered.get()
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    if survey.mayHaveTable { cmark_parser_attach_syntax_extension(parser, dialect.table) }
    if survey.hasTilde { cmark_parser_attach_syntax_extension(parser, dialect.strikethrough) }
    source.withMemoryRebound(to: CChar.self) {
      cmark_parser_feed(parser, $0.baseAddress, $0.count)
    }
    var tree: UnsafeMutablePointer<cmark_node>?
    if survey.hasTilde {
      Self.tildes.withLock { _ in tree = cmark_parser_finish(parser) }
    } else {
      tree = cmark_parser_finish(parser)
    }
    guard let root = MarkdownNode(tree) else { preconditionFailure("a parser is finished once") }
    self.root = root
  }

  deinit { cmark_node_free(root.pointer) }

  /// Held by a parser with strikethrough while it reads its lines.
  ///
  /// It makes `~` special in a table that all parsers share, and plain again when it is done
  /// (`cmark_manage_extensions_special_characters`). The others need not wait: they have no `~`.
  private static let tildes = Mutex(())

  /// Leads through the whole tree in the order of the page, without recursion.
  ///
  /// Nodes that can hold no others are entered only.
  func walk(
    _ body: (Event, MarkdownNode) throws(MarkdownFailure) -> Void
  ) throws(MarkdownFailure) {
    let iterator = cmark_iter_new(root.pointer)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = MarkdownNode(cmark_iter_get_node(iterator))
      else { return }
      try body(event == CMARK_EVENT_ENTER ? .enter : .leave, node)
    }
  }
}
