/// A word or sign inside a tag.
struct Token {
  enum Kind: Equatable {
    case identifier
    case string
    case integer
    case decimal
    case comparison(ComparisonOperator)
    case pipe, dot, colon, comma, openSquare, closeSquare, openRound, closeRound, dots, question
    case dash
    /// An equals sign by itself: only `assign` has it.
    case assignment
    case end
  }

  let kind: Kind
  let span: Span
  /// The inside of a string, the word of an identifier, the digits of a number.
  let content: Span
}

/// How two values are compared.
enum ComparisonOperator: UInt8, Equatable, Sendable {
  case equal
  case unequal
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  case contains
}
