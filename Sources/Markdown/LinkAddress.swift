/// A link's URL with the values in it as they are.
struct LinkAddress {
  private(set) var bytes: [UInt8] = []
  private var hasValue = false

  /// The URL of a link or an image, unless it is refused.
  ///
  /// Values often have spaces around them; a URL has none.
  init(_ url: UnsafeBufferPointer<UInt8>) throws(MarkdownFailure) {
    bytes.reserveCapacity(url.count)
    var index = 0
    while index < url.count {
      if let value = ValueByte.read(url, at: index) {
        hasValue = true
        if value != 0 { bytes.append(value) }
        index += ValueByte.length
      } else {
        bytes.append(url[index])
        index += 1
      }
    }
    guard hasValue else {
      try LinkScheme.check(literal: bytes)
      return
    }
    try LinkScheme.check(valued: bytes)
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    bytes.removeFirst(bytes.prefix { $0 <= 0x20 }.count)
  }
}
