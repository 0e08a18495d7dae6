/// Changes a template at its joints: whole tags, outputs and filters come, go and move.
struct TemplateEditor {
  private(set) var bytes: [UInt8]
  private var grammar: Grammar

  init(_ input: UnsafeBufferPointer<UInt8>, seed: UInt64) {
    bytes = Array(input)
    grammar = Grammar(seed: seed)
  }

  /// Makes one change; false when there was nothing to change.
  mutating func edit() -> Bool {
    let joints = self.joints()
    guard let start = joints.randomElement(using: &grammar.generator) else { return false }
    let next = joints.first { $0 > start } ?? start
    switch Int.random(in: 0..<8, using: &grammar.generator) {
    case 0: bytes.replaceSubrange(start..<next, with: [])
    case 1, 2: bytes.replaceSubrange(start..<next, with: grammar.piece().utf8)
    case 3: return addFilter()
    case 4: return move(start..<next, among: joints)
    case 5: return replaceData()
    default: bytes.insert(contentsOf: grammar.piece().utf8, at: start)
    }
    return true
  }

  /// Where text and Liquid meet, and where parts begin and end.
  private func joints() -> [Int] {
    var joints = [0, bytes.count]
    for index in bytes.indices {
      if bytes[index] == LiquidInput.separator { joints += [index, index + 1] }
      guard index + 1 < bytes.count else { break }
      switch (bytes[index], bytes[index + 1]) {
      case (0x7B, 0x7B), (0x7B, 0x25): joints.append(index)
      case (0x7D, 0x7D), (0x25, 0x7D): joints.append(index + 2)
      default: break
      }
    }
    // The first byte may be the mode.
    return joints.filter { $0 > 0 || bytes.first.map { $0 > 2 } ?? true }.sorted()
  }

  private mutating func addFilter() -> Bool {
    let ends = bytes.indices.dropLast().filter { bytes[$0] == 0x7D && bytes[$0 + 1] == 0x7D }
    guard let end = ends.randomElement(using: &grammar.generator) else { return false }
    bytes.insert(contentsOf: grammar.filter().utf8, at: end)
    return true
  }

  private mutating func move(_ range: Range<Int>, among joints: [Int]) -> Bool {
    let piece = bytes[range]
    guard let target = joints.randomElement(using: &grammar.generator) else { return false }
    bytes.insert(contentsOf: piece, at: target)
    return true
  }

  /// Puts other data in the place of the second part.
  private mutating func replaceData() -> Bool {
    var parts = bytes.split(
      separator: LiquidInput.separator,
      omittingEmptySubsequences: false
    )
    let data = Array(grammar.object().utf8)[...]
    if parts.count > 1 { parts[1] = data } else { parts.append(data) }
    bytes = Array(parts.joined(separator: [LiquidInput.separator]))
    return true
  }
}
