/// A text in each row, as a code: 0 where the store has NULL, else a text's number from 1 on.
///
/// The empty text is a text. A view of a `ShopColumns`, as `WholeNumbers`.
package struct TextColumn: @unchecked Sendable {  // The bytes never change while they are mapped.
  package let codes: WholeNumbers
  /// Where each text ends in `bytes`.
  private let ends: WholeNumbers
  private let bytes: UnsafeBufferPointer<UInt8>

  init(codes: WholeNumbers, ends: WholeNumbers, bytes: UnsafeBufferPointer<UInt8>) {
    self.codes = codes
    self.ends = ends
    self.bytes = bytes
  }

  /// The greatest code: there is a text of each from 1 to this, and each stands in some row.
  ///
  /// No two are the same, except in the columns of ids and addresses: there each row has a text of
  /// its own.
  package var textCount: Int { ends.count }

  /// A text in UTF-8; the code is 1...textCount.
  package func utf8(ofCode code: Int) -> UnsafeBufferPointer<UInt8> {
    let start = code == 1 ? 0 : Int(ends[code - 2])
    return UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[code - 1])])
  }

  package func text(ofCode code: Int) -> String {
    String(decoding: utf8(ofCode: code), as: UTF8.self)
  }

  /// The text of a row; nil where it is unknown.
  package subscript(row: Int) -> String? {
    let code = Int(codes[row])
    return code == 0 ? nil : text(ofCode: code)
  }

  /// All texts, in the order of their codes.
  package var texts: [String] { (0..<textCount).map { text(ofCode: $0 + 1) } }
}
