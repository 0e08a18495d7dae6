/// Notices that ids come in ascending order, so that none can come twice.
final class AscendingIDs {
  private let previous = RowBuffer()
  private var isAscendingText = true
  private var isAscendingNumber = true

  /// Whether the id is above all before it, as a text or as a number.
  func accept(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    let isAbove = isAbove(id)
    if isAscendingNumber {
      let isLonger = id.count > previous.bytes.count
      isAscendingNumber =
        Self.isNumber(id) && (isLonger || (id.count == previous.bytes.count && isAbove))
    }
    if isAscendingText { isAscendingText = isAbove }
    previous.clear()
    previous.append(id)
    return isAscendingNumber || isAscendingText
  }

  /// Digits without a zero before them.
  private static func isNumber(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    if id[0] == UInt8(ascii: "0") { return false }
    for byte in id where !(0x30...0x39).contains(byte) { return false }
    return true
  }

  /// Whether the bytes sort behind the previous ones.
  private func isAbove(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = previous.bytes
    for index in 0..<min(before.count, id.count) where before[index] != id[index] {
      return before[index] < id[index]
    }
    return before.count < id.count
  }
}
