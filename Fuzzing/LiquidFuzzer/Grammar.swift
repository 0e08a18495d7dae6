/// Pieces of templates that are likely to be valid, by a seed.
struct Grammar {
  var generator: Luck
  private var depth = 0

  init(seed: UInt64) { generator = Luck(state: seed) }

  private mutating func one(of choices: [String]) -> String {
    choices.randomElement(using: &generator) ?? ""
  }

  /// Text, an output, or a whole block.
  mutating func piece() -> String {
    depth += 1
    defer { depth -= 1 }
    guard depth < 4 else { return one(of: Self.texts) }
    switch Int.random(in: 0..<14, using: &generator) {
    case 0, 1: return one(of: Self.texts)
    case 2, 3, 4, 5: return "{{ \(filtered()) }}"
    case 6: return "{% if \(condition()) %}\(pieces()){% else %}\(piece()){% endif %}"
    case 7: return "{% unless \(condition()) %}\(pieces()){% endunless %}"
    case 8: return "{% for i in \(value())\(range()) %}\(pieces()){% endfor %}"
    case 9: return "{% assign \(name()) = \(filtered()) %}"
    case 10: return "{% capture \(name()) %}\(pieces()){% endcapture %}"
    case 11: return "{% case \(value()) %}{% when \(value()), \(value()) %}\(pieces()){% endcase %}"
    case 12:
      return "{% tablerow i in \(value()) cols: \(value()) %}\(pieces()){% endtablerow %}"
    default: return tag()
    }
  }

  private mutating func pieces() -> String { piece() + piece() }

  private mutating func tag() -> String {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: "{% render 'p', \(name()): \(value()) %}"
    case 1: "{% render 'pp' for \(value()) as i %}"
    case 2: "{% include \(value()) %}"
    case 3: "{% cycle \(value()): \(value()), \(value()) %}"
    case 4: "{% ifchanged %}\(piece()){% endifchanged %}"
    case 5: "{% block b %}\(piece()){% endblock %}"
    case 6: "{% skip \(value()) %}"
    case 7: "{% box title: \(value()) %}\(piece()){% endbox %}"
    case 8: "{% cell %}\(piece()){% endcell %}"
    case 9: "{% liquid assign \(name()) = \(filtered())\necho \(filtered()) %}"
    default: one(of: ["{% increment n %}", "{% decrement a %}", "{% break %}", "{% continue %}"])
    }
  }

  private mutating func range() -> String {
    one(of: ["", "", " limit: 2", " offset: continue", " reversed", " limit: \(value())"])
  }

  mutating func condition() -> String {
    let comparisons = ["==", "!=", "<", ">", "<=", ">=", "contains"]
    let first = "\(value()) \(one(of: comparisons)) \(value())"
    return one(of: [first, value(), "\(value()) and \(first)", "\(first) or \(value())"])
  }

  private mutating func filtered() -> String {
    var text = value()
    for _ in 0..<Int.random(in: 0...3, using: &generator) { text += filter() }
    return text
  }

  /// A filter with its arguments, `$` in the list standing for any value.
  mutating func filter() -> String {
    let parts = one(of: Self.filters).split(separator: "$", omittingEmptySubsequences: false)
    return " | " + parts.dropFirst().reduce(String(parts[0])) { $0 + value() + $1 }
  }

  mutating func value() -> String {
    one(of: Bool.random(using: &generator) ? Self.names : Self.literals)
  }

  private mutating func name() -> String { one(of: ["a", "b", "c", "i", "name", "list", "v"]) }

  /// Data as JSON.
  mutating func object() -> String {
    var fields: [String] = []
    for name in ["a", "b", "c", "name", "list", "x"] where Bool.random(using: &generator) {
      fields.append("\"\(name)\":\(json())")
    }
    return "{\(fields.joined(separator: ","))}"
  }

  private mutating func json() -> String {
    depth += 1
    defer { depth -= 1 }
    guard depth < 4 else { return "1" }
    return switch Int.random(in: 0..<6, using: &generator) {
    case 0: "[\(json()),\(json()),\(json())]"
    case 1: object()
    default: one(of: Self.data)
    }
  }
}

/// A small generator (SplitMix64), so that a seed gives the same pieces everywhere.
struct Luck: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
