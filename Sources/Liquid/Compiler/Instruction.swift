/// One step of a compiled template: sixteen trivial bytes.
struct Instruction {
  enum Operation: UInt8 {
    /// Writes constant `a`.
    case text
    /// Writes operand `a`.
    case emitOperand
    /// Puts operand `a` in the accumulator.
    case load
    /// Sends the accumulator through filter call `a`.
    case filter
    /// Sends the accumulator through filter call `a` and writes the result.
    case emitFilter
    /// Writes the accumulator.
    case emit
    /// Puts the accumulator in slot `a`, and true in the slot after it.
    case store
    case jump
    /// Goes to `b` when operand `a` is false or nothing.
    case jumpIfFalse
    /// Goes to `b` when operand `a` is neither false nor nothing.
    case jumpIfTrue
    /// Goes to `c` when comparing operand `a` with `b` fails.
    case jumpUnless
    /// Goes to `c` when comparing operand `a` with `b` holds.
    case jumpWhen
    /// Notes in slot `a` how much has been written.
    case captureBegin
    /// Takes back what has been written since slot `a` and puts it in slot `b`: as text if `c` is 1.
    case captureEnd
    /// Takes back what has been written since slot `a` if slot `b` says it was the same before.
    case changedEnd
    /// Starts loop `a`; goes to `b` when there is nothing in it.
    case loopBegin
    /// Goes to `b` while loop `a` has more.
    case loopNext
    /// Starts row loop `a`; goes to `b` when it is empty, to `c` when there is no collection.
    case rowBegin
    /// Ends a cell; goes to `b` while row loop `a` has more.
    case rowNext
    /// Writes the next value of cycle `a`.
    case cycle
    /// Writes counter `a` and steps it.
    case counter
    /// Renders a partial as call `a` says.
    case call
    /// Goes to the code of the partial whose name the accumulator is, by table `a` of `b`.
    case select
    /// Clears slot `a`, where a `case` counts its matches.
    case choiceBegin
    /// Puts in slot `a` how many of the operands in list `b` equal operand `c`.
    case choiceCount
    /// Takes one from slot `a`; goes to `b` when it was zero.
    case choiceNext
    /// Notes in slot `a` where the value of a URL attribute begins.
    case urlBegin
    /// Checks what has been written since slot `a` as a URL.
    case urlCheck
    /// Notes that branch `a` was taken.
    case mark
    /// Notes where Markdown begins that writer `a` makes HTML of.
    case markdownBegin
    /// Makes HTML of the Markdown written since it began.
    case markdownEnd
    /// Gives this render up, with the accumulator as the reason.
    case skip
    /// Fails with constant `a` as the message.
    case fail
    /// Returns from a partial, or ends the render.
    case end
  }

  /// How a value is written.
  enum Escape: UInt8 {
    case none
    case html
    /// Inside an attribute value without quotes.
    case unquoted
    case markdown
  }

  var operation: Operation
  var escape: Escape = .none
  var comparison: ComparisonOperator = .equal
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
}

/// Where a value is found.
struct Operand {
  enum Kind: UInt8 {
    /// Constant `a`.
    case constant
    /// Slot `a`.
    case slot
    /// From operand `a` down `c` steps, the first of which is step `b`.
    case path
    /// The range from operand `a` to operand `b`.
    case range
    /// The variable whose name operand `a` is; scope entries from `b`, `c` of them.
    case named
    /// Loop `a` itself.
    case loop
    /// Field `b` of loop `a`.
    case loopField
  }

  let kind: Kind
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
}

/// One step down a path.
struct PathStep {
  enum Kind: UInt8 {
    case name
    case index
    /// The value of an operand is the name or the index.
    case computed
  }

  /// What a name means when the value has no such field.
  enum Command: UInt8 {
    case none, size, first, last
  }

  let kind: Kind
  var command: Command = .none
  let symbol: Symbol
  var number: Int64 = 0
}

/// What `forloop` knows.
enum LoopField: Int32, CaseIterable {
  case index, index0, rindex, rindex0, first, last, length, parentloop, name

  init?(_ name: String) {
    guard let field = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = field
  }
}

/// A filter with its arguments, which are operands in a list.
struct FilterUse {
  let filter: Filter
  let firstArgument: Int32
  let argumentCount: Int32
  /// Names and operands, two by two.
  let firstKeyword: Int32
  let keywordCount: Int32
}

/// A loop as it is written.
struct LoopPlan {
  enum Kind: UInt8 {
    case loop
    /// An `include`: once for each element of an array, or once for anything else.
    case include
  }

  var kind: Kind = .loop
  var collection: Int32
  /// Operands, or -1.
  var limit: Int32 = -1
  var offset: Int32 = -1
  var continuesOffset = false
  var isReversed = false
  /// The slot of the variable.
  var slot: Int32
  /// The slot that remembers where the loop ended.
  var offsetSlot: Int32 = -1
  var state: Int32
  var parent: Int32 = -1
  var name: Int32 = -1
  var columns: Int32 = -1
}

struct CyclePlan {
  /// An operand, or -1.
  let name: Int32
  let firstValue: Int32
  let valueCount: Int32
  /// Where the place in the cycle, or the list of places by name, is kept.
  let slot: Int32
}

struct CounterPlan {
  let slot: Int32
  /// The slot of the variable of the same name; the one after it tells whether it was assigned.
  let variable: Int32
  let step: Int64
}

/// A partial to render, with what it gets.
struct CallPlan {
  enum Binding: UInt8 { case none, with, each }

  let procedure: Int32
  let binding: Binding
  let operand: Int32
  /// Slots of the partial's frame.
  let bindingSlot: Int32
  let loopSlot: Int32
  let name: Int32
  /// Slots of the partial and operands, two by two.
  let firstArgument: Int32
  let argumentCount: Int32
}

/// A template or a partial: where it begins and what its frame holds.
struct Procedure {
  let entry: Int32
  let slotCount: Int32
  let stateCount: Int32
  let firstRoot: Int32
  let rootCount: Int32
}

/// A name that is looked up in the data, and the slot for it.
struct RootSlot {
  let symbol: Symbol
  let slot: Int32
}
