/// Where the parts of each row begin in another table, and at the end where the last part ends.
///
/// A view, as `WholeNumbers`.
package struct Offsets: @unchecked Sendable {  // The numbers never change while they are mapped.
  package let numbers: UnsafeBufferPointer<UInt32>

  /// The rows that belong to a row.
  @inlinable package subscript(row: Int) -> Range<Int> {
    Int(numbers[row])..<Int(numbers[row + 1])
  }

  /// The rows that belong to any of a range of rows.
  package subscript(rows: Range<Int>) -> Range<Int> {
    Int(numbers[rows.lowerBound])..<Int(numbers[rows.upperBound])
  }
}
