/// What templates may mention: the names in the data and what is below them.
package indirect enum VariableSchema: Hashable, Sendable {
  /// Nothing is known of it: everything below is allowed.
  case any
  /// Text, a number, a date or a flag: nothing is below it.
  case scalar
  case array(VariableSchema)
  /// An open object may have other fields than these.
  case object([String: VariableSchema], open: Bool)

  /// What stands below a name, or nil when nothing does.
  func property(_ name: String) -> VariableSchema? {
    switch self {
    case .any: return .any
    case .scalar: return ["size", "first", "last"].contains(name) ? .scalar : nil
    case .array(let element):
      switch name {
      case "size": return .scalar
      case "first", "last": return element
      default: return nil
      }
    case .object(let fields, let isOpen):
      return fields[name] ?? (isOpen ? .any : name == "size" ? .scalar : nil)
    }
  }

  /// What an element is, when this is looped over or indexed.
  var element: VariableSchema {
    if case .array(let element) = self { return element }
    return .any
  }

  var names: [String] {
    switch self {
    case .any, .scalar: []
    case .array: ["size", "first", "last"]
    case .object(let fields, _): Array(fields.keys)
    }
  }
}
