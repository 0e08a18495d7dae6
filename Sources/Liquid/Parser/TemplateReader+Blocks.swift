extension TemplateReader {
  // MARK: Text that is not Liquid

  /// Every further line of an inline comment begins with the sign, too.
  mutating func inlineComment(_ tag: TagSegment) {
    let comment = source.trimmed(tag.markup)
    var lineStart = source.find("\n", from: comment.start, before: comment.end)
    while let start = lineStart {
      let next = source.find("\n", from: start + 1, before: comment.end)
      let line = source.trimmed(Span(start, next ?? comment.end))
      if !line.isEmpty, source.bytes[line.start] != 0x23 {
        let message = "each line of an inline comment begins with '#'"
        return report(SyntaxError(message, at: line))
      }
      lineStart = next
    }
  }

  /// Skips to the matching `endcomment`; comments nest, and `raw` inside hides the end.
  mutating func comment(_ tag: TagSegment) {
    var depth = 1
    while let segment = segments.next() {
      switch segment {
      case .text, .output, .unclosed: continue
      case .tag(let inner):
        trimsNext = inner.trimsRight
        switch source.string(inner.name) {
        case "comment": depth += 1
        case "endcomment": depth -= 1
        case "raw":
          if segments.skipVerbatim(to: "endraw") == nil { return reportNotClosed("raw", inner) }
        default: break
        }
        if depth == 0 { return }
      }
    }
    reportNotClosed("comment", tag)
  }

  mutating func documentation(_ tag: TagSegment) {
    guard let inside = verbatim(tag) else { return }
    var cursor = inside.start
    while let open = source.find("{%", from: cursor, before: inside.end) {
      cursor = open + 2
      let rest = source.trimmed(Span(cursor, inside.end))
      let afterName = rest.start + 3
      let isWhole = afterName >= inside.end || !Bytes.isWord(source.bytes[afterName])
      if source.has("doc", at: rest.start, before: inside.end), isWhole {
        return report(SyntaxError("'doc' does not nest", at: Span(open, afterName)))
      }
    }
  }

  mutating func raw(_ tag: TagSegment, into body: inout Body) {
    guard let inside = verbatim(tag) else { return }
    body.nodes.append(.verbatim(inside))
    body.isBlank = body.isBlank && inside.isEmpty
  }

  /// Style sheets are not Liquid: they are read once, not for each recipient.
  mutating func stylesheet(_ tag: TagSegment, into body: inout Body) {
    if let inside = verbatim(tag) { body.nodes.append(.stylesheet(inside)) }
  }

  /// The inside of a block that is not Liquid, up to its closing tag.
  private mutating func verbatim(_ tag: TagSegment) -> Span? {
    let name = source.string(tag.name)
    if !source.isBlank(tag.markup) {
      report(SyntaxError("'\(name)' takes no arguments", at: source.trimmed(tag.markup)))
    }
    guard let (inside, trimsRight) = segments.skipVerbatim(to: "end\(name)") else {
      reportNotClosed(name, tag)
      return nil
    }
    trimsNext = trimsRight
    return inside
  }

  // MARK: Branches

  mutating func conditional(_ tag: TagSegment, isNegated: Bool, into body: inout Body) {
    let end = isNegated ? "endunless" : "endif"
    var branches: [(branch: ConditionalBranch, body: Body)] = []
    var isBlank = true
    var hasElse = false
    var opening = tag
    var name = "if"
    repeat {
      if hasElse {
        warn("unreachable", "this branch comes after 'else' and is never shown", at: opening.whole)
      }
      let condition = name == "else" ? nil : self.condition(opening)
      if name == "else" {
        hasElse = true
        warnOfElseCondition(opening)
      }
      let (inside, closing) = block(tag, stops: ["elsif", "else", end])
      isBlank = isBlank && inside.isBlank
      let negates = isNegated && branches.isEmpty
      let branch = ConditionalBranch(
        condition: condition,
        isNegated: negates,
        span: opening.whole,
        body: []
      )
      branches.append((branch, inside))
      guard let closing else { break }
      opening = closing
      name = source.string(closing.name)
    } while name != end
    body.isBlank = body.isBlank && isBlank
    body.nodes.append(
      .conditional(
        branches.map {
          var branch = $0.branch
          branch.body = isBlank ? $0.body.withoutText : $0.body.nodes
          return branch
        }
      )
    )
  }

  /// A condition that could not be read never holds, so that reading can go on.
  private mutating func condition(_ tag: TagSegment) -> Condition {
    let read = parse(tag.markup) { (parser) throws(SyntaxError) in try parser.condition() }
    let never = Comparison(left: .null(tag.whole), comparison: nil, right: nil)
    return read ?? Condition(first: never, rest: [])
  }

  private mutating func warnOfElseCondition(_ tag: TagSegment) {
    guard !source.isBlank(tag.markup) else { return }
    warn(
      "ignored-condition",
      "what follows 'else' is ignored",
      at: source.trimmed(tag.markup),
      help: "a branch with a condition is written 'elsif'"
    )
  }

  mutating func choice(_ tag: TagSegment, into body: inout Body) {
    let subject = parse(tag.markup) { (parser) throws(SyntaxError) in
      let subject = try parser.expression()
      try parser.expectEnd()
      return subject
    }
    var (before, closing) = block(tag, stops: ["when", "else", "endcase"])
    var isBlank = before.isBlank
    var branches: [(values: [Expression]?, span: Span, body: Body)] = []
    while let opening = closing, source.string(opening.name) != "endcase" {
      let isElse = source.string(opening.name) == "else"
      if isElse, !source.isBlank(opening.markup) {
        let message = "'else' takes no condition"
        report(SyntaxError(message, at: source.trimmed(opening.markup)))
      }
      let values = isElse ? nil : whenValues(opening)
      (before, closing) = block(tag, stops: ["when", "else", "endcase"])
      isBlank = isBlank && before.isBlank
      branches.append((values, opening.whole, before))
    }
    body.isBlank = body.isBlank && isBlank
    guard let subject else { return }
    body.nodes.append(
      .choice(
        subject,
        branches.map {
          ChoiceBranch(
            values: $0.values,
            span: $0.span,
            body: isBlank ? $0.body.withoutText : $0.body.nodes
          )
        }
      )
    )
  }

  private mutating func whenValues(_ tag: TagSegment) -> [Expression] {
    parse(tag.markup) { (parser) throws(SyntaxError) in
      var values = [try parser.expression()]
      while parser.accept(.comma) || parser.accept(word: "or") {
        values.append(try parser.expression())
      }
      guard parser.isAtEnd else { throw parser.expected("',' or 'or'") }
      return values
    } ?? []
  }

  // MARK: Loops

  mutating func loop(_ tag: TagSegment, into body: inout Body) {
    let source = source
    var node = parse(tag.markup) { (parser) throws(SyntaxError) in
      try parser.loop(tag, source)
    }
    let (inside, closing) = block(tag, stops: ["else", "endfor"])
    var alternative: (span: Span, body: Body)?
    if let closing, source.string(closing.name) == "else" {
      alternative = (closing.whole, block(tag, stops: ["endfor"]).0)
    }
    let isBlank = inside.isBlank && (alternative?.body.isBlank ?? true)
    body.isBlank = body.isBlank && isBlank
    node?.body = isBlank ? inside.withoutText : inside.nodes
    node?.alternative = alternative.map {
      LoopAlternative(span: $0.span, body: isBlank ? $0.body.withoutText : $0.body.nodes)
    }
    if let node { body.nodes.append(.loop(node)) }
  }

  mutating func row(_ tag: TagSegment, into body: inout Body) {
    var node = parse(tag.markup) { (parser) throws(SyntaxError) in try parser.row(tag) }
    let (inside, _) = block(tag, stops: ["endtablerow"])
    body.isBlank = body.isBlank && inside.isBlank
    node?.body = inside.nodes
    if let node { body.nodes.append(.row(node)) }
  }
}

extension ExpressionParser {
  private mutating func head() throws(SyntaxError) -> (variable: String, collection: Expression) {
    let variable = try identifier("a variable's name").name
    guard accept(word: "in") else { throw expected("'in'") }
    return (variable, try expression())
  }

  fileprivate mutating func loop(
    _ tag: TagSegment,
    _ source: SourceText
  ) throws(SyntaxError) -> LoopNode {
    let (variable, collection) = try head()
    let isReversed = accept(word: "reversed")
    var limit: Expression?
    var offset: LoopNode.Offset?
    _ = accept(.comma)
    while !isAtEnd {
      if accept(word: "limit") {
        try expect(.colon, "':'")
        limit = try expression()
      } else if accept(word: "offset") {
        try expect(.colon, "':'")
        offset = accept(word: "continue") ? .continued : .value(try expression())
      } else {
        throw expected("'limit:' or 'offset:'")
      }
      _ = accept(.comma)
    }
    let written = source.string(collection.span).filter { !$0.isWhitespace }
    return LoopNode(
      variable: variable,
      collection: collection,
      isReversed: isReversed,
      limit: limit,
      offset: offset,
      name: "\(variable)-\(written)",
      span: tag.whole,
      body: [],
      alternative: nil
    )
  }

  fileprivate mutating func row(_ tag: TagSegment) throws(SyntaxError) -> RowNode {
    let (variable, collection) = try head()
    var attributes: [String: Expression] = [:]
    for keyword in try keywords() {
      guard ["cols", "limit", "offset", "range"].contains(keyword.name) else {
        throw SyntaxError(
          "'tablerow' has no '\(keyword.name)'",
          at: keyword.span,
          help: "it takes cols, limit and offset"
        )
      }
      attributes[keyword.name] = keyword.value
    }
    return RowNode(
      variable: variable,
      collection: collection,
      columns: attributes["cols"],
      limit: attributes["limit"],
      offset: attributes["offset"],
      span: tag.whole,
      body: []
    )
  }
}
