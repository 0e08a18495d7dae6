/// Some of a shop's customers: a bit for each row of its columns.
package struct CustomerSet: Hashable, Sendable {
  /// 64 rows each, the first row in the lowest bit; the bits past the last row are zero.
  private var words: [UInt64]
  /// How many customers the shop has; the rows are numbered from 0.
  package let customerCount: Int

  private init(words: [UInt64], customerCount: Int) {
    self.words = words
    self.customerCount = customerCount
  }

  package static func none(of customerCount: Int) -> CustomerSet {
    let words = [UInt64](repeating: 0, count: (customerCount + 63) / 64)
    return CustomerSet(words: words, customerCount: customerCount)
  }

  package static func all(of customerCount: Int) -> CustomerSet {
    none(of: customerCount).complement()
  }

  /// How many customers are in it.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  package func contains(row: Int) -> Bool { words[row / 64] >> (row % 64) & 1 == 1 }

  package mutating func insert(row: Int) { words[row / 64] |= 1 << (row % 64) }

  package mutating func remove(row: Int) { words[row / 64] &= ~(1 << (row % 64)) }

  // MARK: Algebra

  package mutating func formUnion(_ other: CustomerSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  package mutating func formIntersection(_ other: CustomerSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  package mutating func subtract(_ other: CustomerSet) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  package func union(_ other: CustomerSet) -> CustomerSet {
    var result = self
    result.formUnion(other)
    return result
  }

  package func intersection(_ other: CustomerSet) -> CustomerSet {
    var result = self
    result.formIntersection(other)
    return result
  }

  package func subtracting(_ other: CustomerSet) -> CustomerSet {
    var result = self
    result.subtract(other)
    return result
  }

  /// Everyone else.
  package func complement() -> CustomerSet {
    var words = words.map { ~$0 }
    if customerCount % 64 != 0 { words[words.count - 1] &= 1 << (customerCount % 64) - 1 }
    return CustomerSet(words: words, customerCount: customerCount)
  }
}

extension CustomerSet {
  /// The rows of those in it, rising.
  package var rows: Rows { Rows(words: words) }

  package struct Rows: Sequence, IteratorProtocol {
    private let words: [UInt64]
    private var index = 0
    /// What is left of the word at `index`.
    private var word: UInt64

    fileprivate init(words: [UInt64]) {
      self.words = words
      word = words.first ?? 0
    }

    package mutating func next() -> Int? {
      while word == 0 {
        index += 1
        guard index < words.count else { return nil }
        word = words[index]
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return index * 64 + bit
    }
  }
}

// MARK: Marks

extension CustomerSet {
  /// Those whom `mark` marks: it is called for pieces of the rows, on all cores at once, with a
  /// byte of 0 for each row of the piece, and sets those of the members to 1.
  static func marked(
    of customerCount: Int,
    by mark: (Range<Int>, UnsafeMutableBufferPointer<UInt8>) -> Void
  ) -> CustomerSet {
    let wordCount = (customerCount + 63) / 64
    let words = [UInt64](unsafeUninitializedCapacity: wordCount) { words, initializedCount in
      RowChunks(count: customerCount).perform { rows in
        // Whole words of bytes, so that those past the last row are zero.
        let padded = (rows.count + 63) / 64 * 64
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: padded) { marks in
          marks.initialize(repeating: 0)
          mark(rows, UnsafeMutableBufferPointer(rebasing: marks[..<rows.count]))
          let bytes = UnsafeRawPointer(marks.baseAddress)
          for word in 0..<padded / 64 {
            words[rows.lowerBound / 64 + word] = bytes.map { packed($0 + 64 * word) } ?? 0
          }
        }
      }
      initializedCount = wordCount
    }
    return CustomerSet(words: words, customerCount: customerCount)
  }

  /// 64 bytes of 0 or 1 as one word.
  private static func packed(_ bytes: UnsafeRawPointer) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 {
      let eight = bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
      // The product moves the byte i, counted from the lowest, to the bit 56 + i, without carries.
      let bits = (UInt64(littleEndian: eight) &* 0x0102_0408_1020_4080) >> 56
      word |= bits << (8 * index)
    }
    return word
  }
}
