/// A page of which the literal text is known, and not yet what is written between.
struct Draft {
  let text: [UInt8]
  private let branches: [Int]
  /// What is not for everybody: the insides of conditions and loops.
  let conditions: [Range<Int>]

  /// - Parameters:
  ///   - text: UTF-8; each value that will be written is a mark.
  ///   - branches: where the template has a branch or a loop boundary, as offsets of the text.
  ///   - conditions: from where to where its conditions and loops are.
  init(text: [UInt8], branches: [Int], conditions: [Range<Int>]) {
    self.text = text
    self.branches = branches.sorted()
    self.conditions = conditions
  }

  /// The branch boundaries in a part, those at its two ends as well.
  func branches(touching part: Range<Int>) -> ArraySlice<Int> {
    branches[firstBranch(from: part.lowerBound)..<firstBranch(from: part.upperBound + 1)]
  }

  /// Whether a value will stand in a part.
  func hasMark(in part: Range<Int>) -> Bool { Mark.isIn(text[part]) }

  /// The index of the first branch boundary at an offset or beyond it.
  private func firstBranch(from offset: Int) -> Int {
    var low = 0
    var high = branches.count
    while low < high {
      let middle = (low + high) / 2
      if branches[middle] < offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// What stands in a draft for a value: U+FDD0, digits, U+FDD1.
///
/// Both signs are noncharacters, which no text that people write has.
enum Mark {
  static func isIn(_ text: ArraySlice<UInt8>) -> Bool {
    // Both signs begin with these two bytes, and as good as nothing else does.
    var before: UInt8 = 0
    var last: UInt8 = 0
    for byte in text {
      if before == 0xEF, last == 0xB7, byte == 0x90 || byte == 0x91 { return true }
      before = last
      last = byte
    }
    return false
  }
}
