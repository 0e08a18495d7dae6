/// How far a loop has come.
struct LoopState {
  enum Kind: UInt8 {
    case values
    case entries
    case range
    case single
  }

  var kind = Kind.values
  var isReversed = false
  var items: Value = .null
  /// The first item's index, or a range's first number.
  var start: Int64 = 0
  var length = 0
  var index = 0
  var name: Value = .null
  var parent: UnsafePointer<LoopState>?
  /// For rows, from 1.
  var columns = 0
  var column = 1
  var row = 1

  /// Where the current item is among all.
  var position: Int { isReversed ? length - 1 - index : index }

  var isLast: Bool { index == length - 1 }

  func field(_ field: LoopField) -> Value {
    switch field {
    case .index: Value(Int64(index + 1))
    case .index0: Value(Int64(index))
    case .rindex: Value(Int64(length - index))
    case .rindex0: Value(Int64(length - index - 1))
    case .first: Value(index == 0)
    case .last: Value(isLast)
    case .length: Value(Int64(length))
    case .name: name
    case .parentloop:
      parent.map { Value(bits: UInt64(UInt(bitPattern: $0)), tag: .loop) } ?? .null
    }
  }

  /// A field of `forloop` or `tablerowloop` by name.
  func field(named name: Symbol, isRow: Bool) -> Value {
    if !isRow { return LoopField(name.name).map(field) ?? .null }
    switch name.name {
    case "col": return Value(Int64(column))
    case "col0": return Value(Int64(column - 1))
    case "col_first": return Value(column == 1)
    case "col_last": return Value(column == columns)
    case "row": return Value(Int64(row))
    case "parentloop", "name": return .null
    default: return LoopField(name.name).map(field) ?? .null
    }
  }
}
