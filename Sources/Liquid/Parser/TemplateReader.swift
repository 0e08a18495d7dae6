import Diagnostics

/// Reads a template's text into nodes and reports all that is wrong with its form.
struct TemplateReader {
  /// The inside of a block.
  struct Body {
    var nodes: [Node] = []
    /// Nothing but white space and tags that write nothing: not shown at all.
    var isBlank = true

    /// The nodes without white space directly inside, for a block that is blank.
    var withoutText: [Node] {
      nodes.filter { if case .text = $0 { false } else { true } }
    }
  }

  /// Blocks inside blocks, beyond which a template is refused.
  static let deepest = 100

  let source: SourceText
  /// Tags beyond Liquid's own.
  let components: ComponentLibrary?
  var segments: Segments
  private(set) var diagnostics: [Diagnostic] = []
  /// Set by a tag that ends in `-%}`, until the text that it trims.
  var trimsNext = false
  private var openBlocks: [String] = []
  private var pending: TagSegment?
  private var hasGivenUp = false

  private init(_ source: SourceText, _ components: ComponentLibrary?) {
    self.source = source
    self.components = components
    segments = Segments(source)
  }

  static func read(
    _ source: SourceText,
    components: ComponentLibrary? = nil
  ) -> (nodes: [Node], diagnostics: [Diagnostic]) {
    var reader = TemplateReader(source, components)
    let (body, _) = reader.body(stops: [])
    return (body.nodes, reader.diagnostics)
  }

  // MARK: Reports

  mutating func report(_ error: SyntaxError) {
    let location = source.location(error.span)
    diagnostics.append(.error(error.code, error.message, at: location, help: error.help))
  }

  mutating func warn(_ code: String, _ message: String, at span: Span, help: String? = nil) {
    diagnostics.append(.warning(code, message, at: source.location(span), help: help))
  }

  /// Reads the inside of a tag with `read`; reports what is wrong and answers nil.
  mutating func parse<T>(
    _ span: Span,
    _ read: (inout ExpressionParser) throws(SyntaxError) -> T
  ) -> T? {
    var lexer = TagLexer(source, span)
    do {
      let tokens = try lexer.tokens()
      warnOfSubstitutes(lexer)
      var parser = ExpressionParser(source, tokens)
      return try read(&parser)
    } catch {
      report(error)
      return nil
    }
  }

  private mutating func warnOfSubstitutes(_ lexer: TagLexer) {
    guard let substitute = lexer.firstSubstitute else { return }
    warn(
      "typographic-sign",
      "an editor has put a sign here that is not Liquid",
      at: substitute,
      help: "write plain quotes, spaces, < and >"
    )
  }

  // MARK: Blocks

  /// The inside of a block up to one of these tags.
  ///
  /// The closing tag is nil at the end of the text, or where an outer block is closed.
  mutating func body(stops: [String]) -> (Body, closing: TagSegment?) {
    var body = Body()
    var lastIsText = false
    while let segment = nextSegment() {
      switch segment {
      case .text(let span):
        let kept = trimsNext ? trimmedLeft(span) : span
        trimsNext = false
        body.nodes.append(.text(kept))
        body.isBlank = body.isBlank && source.isBlank(kept)
        lastIsText = true
      case .output(_, let content, let trimsLeft, let trimsRight):
        if trimsLeft, lastIsText { trimLast(&body) }
        trimsNext = trimsRight
        lastIsText = false
        body.isBlank = false
        if let value = parse(content, { (parser) throws(SyntaxError) in try parser.filtered() }) {
          body.nodes.append(.output(value))
        }
      case .unclosed(let span, let isTag):
        lastIsText = false
        let what = isTag ? "the tag is not closed with '%}'" : "the output is not closed with '}}'"
        report(SyntaxError(what, at: span, code: "not-closed"))
      case .tag(let tag):
        if tag.trimsLeft, lastIsText { trimLast(&body) }
        trimsNext = tag.trimsRight
        lastIsText = false
        let name = source.string(tag.name)
        if stops.contains(name) { return (body, tag) }
        if closesOuterBlock(name) {
          pending = tag
          return (body, nil)
        }
        read(tag, name, into: &body)
      }
    }
    return (body, nil)
  }

  /// The inside of the block that `tag` opens; reports it when it is never closed.
  mutating func block(_ tag: TagSegment, stops: [String]) -> (Body, closing: TagSegment?) {
    let name = source.string(tag.name)
    guard openBlocks.count < Self.deepest else {
      giveUp(SyntaxError("blocks are nested too deeply", at: tag.whole, code: "nesting"))
      return (Body(), nil)
    }
    openBlocks.append(name)
    let result = body(stops: stops)
    openBlocks.removeLast()
    if result.closing == nil { reportNotClosed(name, tag) }
    return result
  }

  mutating func reportNotClosed(_ name: String, _ tag: TagSegment) {
    guard !hasGivenUp else { return }
    let message = "'\(name)' is never closed"
    report(
      SyntaxError(message, at: tag.whole, code: "not-closed", help: "add {% end\(name) %}")
    )
  }

  /// Reads the lines of a `liquid` tag, where blocks begin and end by themselves.
  mutating func lines(_ span: Span, into body: inout Body) {
    let outer = (segments, openBlocks, trimsNext)
    guard openBlocks.count < Self.deepest else {
      return giveUp(SyntaxError("tags are nested too deeply", at: span, code: "nesting"))
    }
    segments = Segments(linesOf: span, in: source)
    openBlocks = Array(repeating: "liquid", count: outer.1.count + 1)
    let (inside, _) = self.body(stops: [])
    (segments, openBlocks, trimsNext) = outer
    body.nodes += inside.nodes
    body.isBlank = body.isBlank && inside.isBlank
  }

  private mutating func giveUp(_ error: SyntaxError) {
    if !hasGivenUp { report(error) }
    hasGivenUp = true
  }

  private mutating func nextSegment() -> Segment? {
    if hasGivenUp { return nil }
    if let tag = pending {
      pending = nil
      return .tag(tag)
    }
    return segments.next()
  }

  /// Whether the tag closes a block outside of the one being read.
  private func closesOuterBlock(_ name: String) -> Bool {
    guard name.hasPrefix("end"), name.count > 3 else { return false }
    return openBlocks.contains(String(name.dropFirst(3)))
  }

  private func trimmedLeft(_ span: Span) -> Span {
    var span = span
    while !span.isEmpty, Self.isTrimmed(source.bytes[span.start]) { span.start += 1 }
    return span
  }

  private func trimLast(_ body: inout Body) {
    guard case .text(var span)? = body.nodes.last else { return }
    while !span.isEmpty, Self.isTrimmed(source.bytes[span.end - 1]) { span.end -= 1 }
    body.nodes[body.nodes.count - 1] = .text(span)
  }

  private static func isTrimmed(_ byte: UInt8) -> Bool { Bytes.isSpace(byte) || byte == 0 }
}
