import Diagnostics

extension TemplateReader {
  static let tags = [
    "assign", "block", "break", "capture", "case", "comment", "continue", "cycle", "decrement",
    "doc", "echo", "for", "if", "ifchanged", "include", "increment", "layout", "liquid", "raw",
    "render", "skip", "stylesheet", "tablerow", "unless",
  ]

  /// Reads one tag, with its inside when it is a block.
  mutating func read(_ tag: TagSegment, _ name: String, into body: inout Body) {
    switch name {
    case "assign": append(assign(tag), to: &body)
    case "#": inlineComment(tag)
    case "comment": comment(tag)
    case "doc": documentation(tag)
    case "raw": raw(tag, into: &body)
    case "liquid": lines(tag.markup, into: &body)
    case "if": conditional(tag, isNegated: false, into: &body)
    case "unless": conditional(tag, isNegated: true, into: &body)
    case "case": choice(tag, into: &body)
    case "for": loop(tag, into: &body)
    case "tablerow": row(tag, into: &body)
    case "capture": capture(tag, into: &body)
    case "ifchanged": changed(tag, into: &body)
    case "block": templateBlock(tag, into: &body)
    case "stylesheet": stylesheet(tag, into: &body)
    default:
      body.isBlank = false
      if let signature = components?.signature(name), !Self.tags.contains(name) {
        component(tag, name, signature, into: &body)
      } else {
        append(simple(tag, name), to: &body)
      }
    }
  }

  private mutating func append(_ node: Node?, to body: inout Body) {
    if let node { body.nodes.append(node) }
  }

  /// Tags without an inside that write, or may write, something.
  private mutating func simple(_ tag: TagSegment, _ name: String) -> Node? {
    switch name {
    case "echo":
      return parse(tag.markup) { (parser) throws(SyntaxError) in
        .output(try parser.filtered())
      }
    case "cycle": return cycle(tag)
    case "increment", "decrement": return counter(tag, step: name == "increment" ? 1 : -1)
    case "render", "include": return partial(tag, isInclude: name == "include")
    case "break", "continue": return .interrupt(isBreak: name == "break", tag.whole)
    case "layout": return layout(tag)
    case "skip": return skip(tag)
    default:
      report(unknown(tag, name))
      return nil
    }
  }

  private func unknown(_ tag: TagSegment, _ name: String) -> SyntaxError {
    if name.isEmpty {
      return SyntaxError("the tag has no name", at: tag.whole)
    }
    if name.hasPrefix("end") || ["else", "elsif", "when"].contains(name) {
      return SyntaxError("'\(name)' is not expected here", at: tag.name, code: "unexpected-tag")
    }
    return SyntaxError(
      "unknown tag '\(name)'",
      at: tag.name,
      code: "unknown-tag",
      help: NearestName.suggestion(for: name, among: Self.tags + (components?.names ?? []))
    )
  }

  // MARK: Names and values

  private mutating func assign(_ tag: TagSegment) -> Node? {
    parse(tag.markup) { (parser) throws(SyntaxError) in
      let name = try parser.assignedName()
      try parser.expect(.assignment, "'='")
      return .assign(name: name, try parser.filtered())
    }
  }

  private mutating func capture(_ tag: TagSegment, into body: inout Body) {
    let name = parse(tag.markup) { (parser) throws(SyntaxError) in
      let name = try parser.assignedName(allowsQuotes: true)
      try parser.expectEnd()
      return name
    }
    let (inside, _) = block(tag, stops: ["endcapture"])
    if let name { body.nodes.append(.capture(name: name, body: inside.nodes)) }
  }

  private mutating func counter(_ tag: TagSegment, step: Int64) -> Node? {
    parse(tag.markup) { (parser) throws(SyntaxError) in
      let name = try parser.assignedName()
      try parser.expectEnd()
      return .counter(name: name, step: step, tag.whole)
    }
  }

  private mutating func cycle(_ tag: TagSegment) -> Node? {
    parse(tag.markup) { (parser) throws(SyntaxError) in
      var values = [try parser.expression()]
      var name: Expression?
      if parser.accept(.colon) {
        name = values[0]
        values = [try parser.expression()]
      }
      while parser.accept(.comma), !parser.isAtEnd { values.append(try parser.expression()) }
      try parser.expectEnd()
      let constants = values.compactMap(\.constantKey)
      let key = constants.count == values.count ? constants.joined(separator: ",") : nil
      return .cycle(CycleNode(name: name, values: values, key: key), tag.whole)
    }
  }

  private mutating func changed(_ tag: TagSegment, into body: inout Body) {
    let (inside, _) = block(tag, stops: ["endifchanged"])
    body.isBlank = body.isBlank && inside.isBlank
    body.nodes.append(.changed(inside.nodes))
  }

  // MARK: Partials, layouts, skipping

  private mutating func partial(_ tag: TagSegment, isInclude: Bool) -> Node? {
    parse(tag.markup) { (parser) throws(SyntaxError) in
      if !isInclude, parser.current.kind != .string {
        throw parser.expected("the partial's name in quotes")
      }
      let name = try parser.expression()
      var binding: PartialNode.Binding?
      if parser.accept(word: "with") {
        binding = .with(try parser.expression())
      } else if parser.accept(word: "for") {
        binding = .each(try parser.expression())
      }
      let alias =
        parser.accept(word: "as") ? try parser.identifier("a variable's name").name : nil
      return .partial(
        PartialNode(
          isInclude: isInclude,
          name: name,
          binding: binding,
          alias: alias,
          arguments: try parser.keywords(),
          span: tag.whole
        )
      )
    }
  }

  private mutating func component(
    _ tag: TagSegment,
    _ name: String,
    _ signature: ComponentSignature,
    into body: inout Body
  ) {
    let arguments = parse(tag.markup) { (parser) throws(SyntaxError) in try parser.keywords() }
    let inside = signature.hasContent ? block(tag, stops: ["end\(name)"]).0.nodes : nil
    guard let arguments else { return }
    body.nodes.append(
      .component(ComponentNode(name: name, arguments: arguments, span: tag.whole, body: inside))
    )
  }

  private mutating func layout(_ tag: TagSegment) -> Node? {
    let source = source
    return parse(tag.markup) { (parser) throws(SyntaxError) in
      guard parser.current.kind == .string else {
        throw parser.expected("the layout's name in quotes")
      }
      let token = parser.current
      parser.advance()
      try parser.expectEnd()
      return .layout(name: source.string(token.content), token.span)
    }
  }

  private mutating func templateBlock(_ tag: TagSegment, into body: inout Body) {
    let name = parse(tag.markup) { (parser) throws(SyntaxError) in
      let name = try parser.assignedName(allowsQuotes: true)
      try parser.expectEnd()
      return name
    }
    let (inside, _) = block(tag, stops: ["endblock"])
    body.isBlank = false
    guard let name else { return }
    body.nodes.append(.block(BlockNode(name: name, span: tag.whole, body: inside.nodes)))
  }

  private mutating func skip(_ tag: TagSegment) -> Node? {
    parse(tag.markup) { (parser) throws(SyntaxError) in
      guard !parser.isAtEnd else { throw parser.expected("the reason in quotes") }
      return .skip(try parser.filtered())
    }
  }
}

extension ExpressionParser {
  /// The name that a tag gives to a value: letters, digits, hyphens and underscores.
  fileprivate mutating func assignedName(
    allowsQuotes: Bool = false
  ) throws(SyntaxError) -> String {
    let token = current
    let name = text(token)
    let isName =
      switch token.kind {
      case .identifier: !name.hasSuffix("?")
      case .integer: !name.hasPrefix("-")
      case .string: allowsQuotes && !name.isEmpty && !name.contains { $0.isWhitespace }
      default: false
      }
    guard isName else { throw expected("a variable's name") }
    advance()
    return name
  }
}
