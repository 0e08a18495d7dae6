/// Whole numbers side by side, each in as few bytes as the greatest of its column needs.
///
/// A view of a `ShopColumns`, which the user keeps alive for as long as it is read. An inner loop
/// switches once and reads the typed buffer; the subscript is for a number here and there.
package enum WholeNumbers: @unchecked Sendable {  // The bytes never change while they are mapped.
  /// 0...255
  case bytes(UnsafeBufferPointer<UInt8>)
  /// 0...65,535
  case shorts(UnsafeBufferPointer<UInt16>)
  case words(UnsafeBufferPointer<Int32>)
  case longs(UnsafeBufferPointer<Int64>)

  @inlinable package var count: Int {
    switch self {
    case .bytes(let numbers): numbers.count
    case .shorts(let numbers): numbers.count
    case .words(let numbers): numbers.count
    case .longs(let numbers): numbers.count
    }
  }

  @inlinable package subscript(index: Int) -> Int64 {
    switch self {
    case .bytes(let numbers): Int64(numbers[index])
    case .shorts(let numbers): Int64(numbers[index])
    case .words(let numbers): Int64(numbers[index])
    case .longs(let numbers): numbers[index]
    }
  }

  /// Where a number stands in numbers that rise, or would have to be put in.
  package func firstIndex(notBelow number: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// In how many bytes the numbers of a column are kept.
enum NumberWidth: UInt8 {
  case byte = 0
  case short = 1
  case word = 2
  case long = 3

  var bytes: Int { 1 << Int(rawValue) }

  init(of number: Int64) {
    self =
      if UInt64(bitPattern: number) <= 0xFF {
        .byte
      } else if UInt64(bitPattern: number) <= 0xFFFF {
        .short
      } else if Int32(exactly: number) != nil {
        .word
      } else {
        .long
      }
  }
}

extension NumberWidth: Comparable {
  static func < (left: NumberWidth, right: NumberWidth) -> Bool { left.rawValue < right.rawValue }
}
