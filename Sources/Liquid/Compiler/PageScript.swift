/// What a page writes, piece by piece, as its code is compiled: what a rewriter gets to see of it.
struct PageScript {
  enum Piece {
    /// Text of the template.
    case text([UInt8])
    /// A value, by its number in `outputs`; nil when it cannot be written elsewhere.
    case output(Int?)
    /// A condition or a loop begins, whose inside is not for everybody.
    case conditionBegin
    case conditionEnd
    /// Another branch of the condition around begins.
    case branch
    /// A partial or component, by the number of its code, with the pieces of its inside.
    case call(Int, content: Range<Int>?)
    /// Where a component shows its inside.
    case content
    /// Markdown, which becomes HTML in each render.
    case markdown(Int)
  }

  /// A value that the rewriter may want in other places as well.
  struct Output {
    let value: FilteredExpression
    let source: SourceText
    /// Whether it means the same in a partial: it is data, not a name of the template's own.
    let isData: Bool
  }

  /// One piece of one template or partial.
  struct Place: Hashable {
    let procedure: Int
    let piece: Int
  }

  private(set) var procedures: [[Piece]] = []
  private(set) var outputs: [Output] = []
  /// For each stretch of Markdown the one before it in the same place.
  private(set) var previousMarkdown: [Int?] = []
  var markdownCount: Int { previousMarkdown.count }
  /// Whether renders write elements that no piece shows: HTML in Markdown, and values that are
  /// trusted to be markup.
  var hasHiddenMarkup = false
  /// Stretches of Markdown with something other than white space in them.
  private var filledMarkdown: Set<Int> = []

  /// Notes the next piece of a template or partial; answers its number there.
  @discardableResult
  mutating func note(_ piece: Piece, in procedure: Int) -> Int {
    while procedures.count <= procedure { procedures.append([]) }
    procedures[procedure].append(piece)
    return procedures[procedure].count - 1
  }

  mutating func note(_ output: Output, in procedure: Int) -> Int {
    outputs.append(output)
    return note(.output(outputs.count - 1), in: procedure)
  }

  /// A new stretch of Markdown, or the next one in a place where it was paused; answers its number.
  mutating func noteMarkdown(in procedure: Int, after previous: Int?) -> Int {
    previousMarkdown.append(previous)
    note(.markdown(markdownCount - 1), in: procedure)
    return markdownCount - 1
  }

  /// Notes that something is written in the latest stretch of Markdown.
  mutating func fillMarkdown() { filledMarkdown.insert(markdownCount - 1) }

  func writesMarkdown(_ number: Int) -> Bool { filledMarkdown.contains(number) }

  /// How many pieces a template or partial has so far.
  func count(of procedure: Int) -> Int {
    procedure < procedures.count ? procedures[procedure].count : 0
  }
}
