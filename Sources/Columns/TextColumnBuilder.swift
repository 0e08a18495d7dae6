/// Collects a column of texts.
package final class TextColumnBuilder {
  let codes = NumbersBuffer()
  let ends = NumbersBuffer()
  private(set) var bytes = ByteBuffer()
  /// Nil where each row has a text of its own.
  private var index: TextIndex?
  /// By code of the column that was copied from last, the code here; -1 for those not met yet.
  private var translation: [Int64] = []

  /// Keeps equal texts once, or else a text for each row.
  package init(isDistinct: Bool = true) { index = isDistinct ? TextIndex() : nil }

  package func append(_ text: UnsafeBufferPointer<UInt8>) { codes.append(code(of: text)) }

  /// Appends a row that is unknown.
  package func appendNothing() { codes.append(0) }

  /// Appends rows of another column; all calls are to name the same one.
  func append(contentsOf old: TextColumn, _ range: Range<Int>) {
    if translation.isEmpty {
      translation = [Int64](repeating: -1, count: old.textCount + 1)
      translation[0] = 0
    }
    for row in range {
      let code = Int(old.codes[row])
      if translation[code] < 0 { translation[code] = self.code(of: old.utf8(ofCode: code)) }
      codes.append(translation[code])
    }
  }

  /// The code that a text has or gets; adds no row.
  package func code(of text: UnsafeBufferPointer<UInt8>) -> Int64 {
    guard let index else { return add(text) }
    return index.code(of: text, in: self) { add(text) }
  }

  private func add(_ text: UnsafeBufferPointer<UInt8>) -> Int64 {
    bytes.append(text)
    ends.append(Int64(bytes.count))
    return Int64(ends.count)
  }

  /// The text of a code, valid until the next new text comes.
  package func utf8(ofCode code: Int) -> UnsafeBufferPointer<UInt8> {
    let ends = ends.numbers
    let start = code == 1 ? 0 : Int(ends[code - 2])
    return UnsafeBufferPointer(
      start: bytes.start + start,
      count: Int(ends[code - 1]) - start
    )
  }
}

/// Finds the code of a text: a table of codes that is open to the next free place.
private final class TextIndex {
  private var slots: [(hash: UInt32, code: Int32)] = Array(repeating: (0, 0), count: 64)
  private var used = 0

  func code(
    of text: UnsafeBufferPointer<UInt8>,
    in column: TextColumnBuilder,
    orAdd add: () -> Int64
  ) -> Int64 {
    let hash = TextHash.of(text)
    var place = Int(hash) & (slots.count - 1)
    while slots[place].code != 0 {
      if slots[place].hash == hash,
        TextHash.isSame(column.utf8(ofCode: Int(slots[place].code)), text)
      {
        return Int64(slots[place].code)
      }
      place = (place + 1) & (slots.count - 1)
    }
    let code = add()
    slots[place] = (hash, Int32(code))
    used += 1
    if used * 2 > slots.count { grow() }
    return code
  }

  private func grow() {
    var wider = [(hash: UInt32, code: Int32)](repeating: (0, 0), count: slots.count * 4)
    for slot in slots where slot.code != 0 {
      var place = Int(slot.hash) & (wider.count - 1)
      while wider[place].code != 0 { place = (place + 1) & (wider.count - 1) }
      wider[place] = slot
    }
    slots = wider
  }
}

/// A quick hash of short texts.
private enum TextHash {
  static func of(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var hash = UInt64(text.count) &* factor
    guard let base = text.baseAddress else { return UInt32(truncatingIfNeeded: hash >> 32) }
    let raw = UnsafeRawPointer(base)
    var offset = 0
    while offset + 8 <= text.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* factor
      hash ^= hash >> 32
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < text.count {
      rest = rest << 8 | UInt64(text[offset])
      offset += 1
    }
    hash = (hash ^ rest) &* factor
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  static func isSame(
    _ left: UnsafeBufferPointer<UInt8>,
    _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }
}
