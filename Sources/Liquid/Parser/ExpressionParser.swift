/// Reads values, filters and conditions from the tokens of one tag.
struct ExpressionParser {
  private let source: SourceText
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  init(_ source: SourceText, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  var current: Token { tokens[index] }

  func text(_ token: Token) -> String { source.string(token.content) }

  /// The token after the current one.
  private var following: Token { tokens[min(index + 1, tokens.count - 1)] }

  var isAtEnd: Bool { current.kind == .end }

  mutating func advance() { index = min(index + 1, tokens.count - 1) }

  mutating func accept(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Takes the word if it stands here.
  mutating func accept(word: String) -> Bool {
    guard current.kind == .identifier, text(current) == word else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind, _ what: String) throws(SyntaxError) {
    guard accept(kind) else { throw expected(what) }
  }

  mutating func identifier(_ what: String) throws(SyntaxError) -> (name: String, span: Span) {
    guard current.kind == .identifier else { throw expected(what) }
    defer { advance() }
    return (text(current), current.span)
  }

  func expectEnd() throws(SyntaxError) {
    guard isAtEnd else { throw expected("the end of the tag") }
  }

  func expected(_ what: String) -> SyntaxError {
    guard !isAtEnd else { return SyntaxError("expected \(what)", at: current.span) }
    let found = source.string(current.span)
    return SyntaxError("expected \(what) but found '\(found)'", at: current.span)
  }

  // MARK: Values

  mutating func expression() throws(SyntaxError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 100 else { throw SyntaxError("nested too deeply", at: current.span) }
    let token = current
    switch token.kind {
    case .string:
      advance()
      return .string(text(token), token.span)
    case .integer:
      advance()
      // Filters take the digits of a number that needs more than 64 bits for the number.
      guard let number = Int64(text(token)) else { return .string(text(token), token.span) }
      return .integer(number, token.span)
    case .decimal:
      advance()
      guard let number = Double(text(token)) else {
        throw SyntaxError("the number is too large", at: token.span)
      }
      return .decimal(number, token.span)
    case .identifier: return try wordOrPath()
    case .openSquare: return try path()
    case .openRound: return try range()
    default: throw expected("a value")
    }
  }

  private mutating func wordOrPath() throws(SyntaxError) -> Expression {
    let token = current
    if following.kind != .dot, following.kind != .openSquare {
      switch text(token) {
      case "nil", "null":
        advance()
        return .null(token.span)
      case "true", "false":
        advance()
        return .bool(text(token) == "true", token.span)
      case "blank":
        advance()
        return .blank(token.span)
      case "empty":
        advance()
        return .empty(token.span)
      default: break
      }
    }
    return try path()
  }

  private mutating func path() throws(SyntaxError) -> Expression {
    let start = current.span
    let root: VariablePath.Root
    if accept(.openSquare) {
      root = .computed(try expression())
      try expect(.closeSquare, "']'")
    } else {
      root = .name(text(current))
      advance()
    }
    let rootSpan = Span(start.start, tokens[index - 1].span.end)
    var steps: [VariablePath.Step] = []
    while true {
      if accept(.dot) {
        let name = try identifier("a property's name")
        steps.append(.name(name.name, name.span))
      } else if accept(.openSquare) {
        steps.append(.index(try expression()))
        try expect(.closeSquare, "']'")
      } else {
        break
      }
    }
    return .variable(
      VariablePath(
        root: root,
        rootSpan: rootSpan,
        steps: steps,
        span: Span(start.start, tokens[index - 1].span.end)
      )
    )
  }

  private mutating func range() throws(SyntaxError) -> Expression {
    let start = current.span
    advance()
    let first = try expression()
    try expect(.dots, "'..'")
    let last = try expression()
    let end = current.span
    try expect(.closeRound, "')'")
    return .range(first, last, start.joined(end))
  }
}

extension ExpressionParser {
  // MARK: Filters

  /// A value and its filters up to the end of the tag.
  mutating func filtered() throws(SyntaxError) -> FilteredExpression {
    let start = current.span
    guard !isAtEnd else { return FilteredExpression(value: nil, filters: [], span: start) }
    let value = try expression()
    var filters: [FilterCall] = []
    while accept(.pipe) { filters.append(try filter()) }
    try expectEnd()
    let span = Span(start.start, tokens[max(0, index - 1)].span.end)
    return FilteredExpression(value: value, filters: filters, span: span)
  }

  private mutating func filter() throws(SyntaxError) -> FilterCall {
    let (name, span) = try identifier("a filter's name")
    var arguments: [Expression] = []
    var keywords: [FilterCall.Keyword] = []
    if accept(.colon) {
      while current.kind != .pipe, !isAtEnd {
        if current.kind == .identifier, following.kind == .colon {
          keywords.append(try keyword())
        } else {
          arguments.append(try expression())
        }
        guard accept(.comma) else { break }
      }
    }
    return FilterCall(name: name, span: span, arguments: arguments, keywords: keywords)
  }

  private mutating func keyword() throws(SyntaxError) -> FilterCall.Keyword {
    let (name, span) = try identifier("an argument's name")
    try expect(.colon, "':'")
    return FilterCall.Keyword(name: name, span: span, value: try expression())
  }

  /// `key: value` pairs up to the end of the tag; commas between them are optional.
  mutating func keywords() throws(SyntaxError) -> [FilterCall.Keyword] {
    var keywords: [FilterCall.Keyword] = []
    _ = accept(.comma)
    while current.kind == .identifier {
      keywords.append(try keyword())
      _ = accept(.comma)
    }
    try expectEnd()
    return keywords
  }

  // MARK: Conditions

  /// Comparisons up to the end of the tag.
  mutating func condition() throws(SyntaxError) -> Condition {
    let first = try comparison()
    var rest: [(joint: Condition.Joint, comparison: Comparison)] = []
    while true {
      if accept(word: "and") {
        rest.append((.and, try comparison()))
      } else if accept(word: "or") {
        rest.append((.or, try comparison()))
      } else {
        break
      }
    }
    guard isAtEnd else { throw unknownOperator() }
    return Condition(first: first, rest: rest)
  }

  private func unknownOperator() -> SyntaxError {
    switch current.kind {
    case .identifier:
      SyntaxError(
        "'\(text(current))' is not an operator",
        at: current.span,
        help: "use ==, !=, <, <=, >, >=, contains, and, or"
      )
    case .assignment:
      SyntaxError(
        "'=' is not an operator",
        at: current.span,
        help: "two values are compared with '=='"
      )
    default: expected("a comparison, 'and' or 'or'")
    }
  }

  private mutating func comparison() throws(SyntaxError) -> Comparison {
    let left = try expression()
    guard case .comparison(let comparison) = current.kind else {
      return Comparison(left: left, comparison: nil, right: nil)
    }
    advance()
    return Comparison(left: left, comparison: comparison, right: try expression())
  }
}
