/// What can stand where a value is wanted.
indirect enum Expression: Sendable {
  case null(Span)
  case bool(Bool, Span)
  case integer(Int64, Span)
  case decimal(Double, Span)
  case string(String, Span)
  /// The words `blank` and `empty`.
  case blank(Span)
  case empty(Span)
  case variable(VariablePath)
  case range(Expression, Expression, Span)

  var span: Span {
    switch self {
    case .null(let span), .bool(_, let span), .integer(_, let span), .decimal(_, let span),
      .string(_, let span), .blank(let span), .empty(let span), .range(_, _, let span):
      span
    case .variable(let path): path.span
    }
  }

  /// The same text for the same value, however it is written; nil for what is not constant.
  var constantKey: String? {
    switch self {
    case .null: "nil"
    case .bool(let flag, _): "\(flag)"
    case .integer(let integer, _): "\(integer)"
    case .decimal(let decimal, _): "\(decimal)"
    case .string(let text, _): String(reflecting: text)
    case .blank, .empty: "\"\""
    case .range(let first, let last, _):
      if let first = first.constantKey, let last = last.constantKey {
        "(\(first)..\(last))"
      } else {
        nil
      }
    case .variable: nil
    }
  }
}

/// A name and the way down from it: `customer.orders[0].total`.
struct VariablePath: Sendable {
  enum Root: Sendable {
    case name(String)
    /// `[expression]`: the name is computed.
    case computed(Expression)
  }

  enum Step: Sendable {
    case name(String, Span)
    case index(Expression)
  }

  let root: Root
  let rootSpan: Span
  let steps: [Step]
  let span: Span
}

/// `| name: argument, key: argument`.
struct FilterCall: Sendable {
  struct Keyword: Sendable {
    let name: String
    let span: Span
    let value: Expression
  }

  let name: String
  let span: Span
  let arguments: [Expression]
  let keywords: [Keyword]
}

/// A value sent through filters.
struct FilteredExpression: Sendable {
  /// Nothing in `{{ }}`.
  let value: Expression?
  let filters: [FilterCall]
  let span: Span
}

/// `left`, or `left == right`.
struct Comparison: Sendable {
  let left: Expression
  let comparison: ComparisonOperator?
  let right: Expression?
}

/// Comparisons joined by `and` and `or`, which bind alike and to the right.
struct Condition: Sendable {
  enum Joint: Sendable { case and, or }

  let first: Comparison
  let rest: [(joint: Joint, comparison: Comparison)]
}

/// A part of a template.
indirect enum Node: Sendable {
  case text(Span)
  /// Text inside `raw`.
  case verbatim(Span)
  case output(FilteredExpression)
  case assign(name: String, FilteredExpression)
  case capture(name: String, body: [Node])
  case conditional([ConditionalBranch])
  case choice(Expression, [ChoiceBranch])
  case loop(LoopNode)
  case row(RowNode)
  case cycle(CycleNode, Span)
  case counter(name: String, step: Int64, Span)
  case changed([Node])
  case partial(PartialNode)
  case component(ComponentNode)
  /// The style sheet of a component.
  case stylesheet(Span)
  case interrupt(isBreak: Bool, Span)
  case layout(name: String, Span)
  case block(BlockNode)
  case skip(FilteredExpression)

  var isBlock: Bool { if case .block = self { true } else { false } }
}

struct ConditionalBranch: Sendable {
  /// None for `else`.
  let condition: Condition?
  /// Whether the branch runs when the condition does not hold.
  let isNegated: Bool
  /// The tag that begins it.
  let span: Span
  var body: [Node]
}

struct ChoiceBranch: Sendable {
  /// None for `else`; the body runs once for each that equals the subject.
  let values: [Expression]?
  /// The tag that begins it.
  let span: Span
  var body: [Node]
}

struct LoopNode: Sendable {
  enum Offset: Sendable {
    case value(Expression)
    /// Where the last loop with this variable over this collection ended.
    case continued
  }

  let variable: String
  let collection: Expression
  let isReversed: Bool
  let limit: Expression?
  let offset: Offset?
  /// The variable and the collection as they are written, for `offset: continue`.
  let name: String
  let span: Span
  var body: [Node]
  var alternative: LoopAlternative?
}

/// What a loop shows when there is nothing to loop over.
struct LoopAlternative: Sendable {
  /// The `else` tag.
  let span: Span
  let body: [Node]
}

struct RowNode: Sendable {
  let variable: String
  let collection: Expression
  let columns: Expression?
  let limit: Expression?
  let offset: Expression?
  let span: Span
  var body: [Node]
}

struct CycleNode: Sendable {
  let name: Expression?
  let values: [Expression]
  /// Tags with the same values, none of which is a variable, share one place in the cycle.
  let key: String?
}

struct PartialNode: Sendable {
  enum Binding: Sendable {
    case with(Expression)
    case each(Expression)
  }

  let isInclude: Bool
  let name: Expression
  let binding: Binding?
  let alias: String?
  let arguments: [FilterCall.Keyword]
  let span: Span
}

/// A component's tag.
struct ComponentNode: Sendable {
  let name: String
  let arguments: [FilterCall.Keyword]
  let span: Span
  /// What stands between the tag and its end; nil for a component without an inside.
  let body: [Node]?
}

struct BlockNode: Sendable {
  let name: String
  let span: Span
  let body: [Node]
}
