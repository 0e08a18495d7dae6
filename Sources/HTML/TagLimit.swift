/// Keeps a page's nesting within what Gumbo can free, which it does by recursion.
enum TagLimit {
  /// More than any e-mail has: mail programs cut messages off at some 100 KB.
  static let tags = 20_000

  /// Whether a page has no more tags than that.
  static func holds(_ html: [UInt8]) -> Bool {
    html.count <= 3 * tags || firstTagBeyond(html) == nil
  }

  /// The same bytes, or, where there are more tags than the limit, with a space for each that is
  /// beyond it: the text stays.
  static func limited(_ html: [UInt8]) -> [UInt8] {
    guard html.count > 3 * tags, let start = firstTagBeyond(html) else { return html }
    var result = Array(html[..<start])
    var isTag = false
    for byte in html[start...] {
      if byte == UInt8(ascii: "<") { isTag = true }
      if !isTag { result.append(byte) }
      if byte == UInt8(ascii: ">"), isTag {
        isTag = false
        result.append(UInt8(ascii: " "))
      }
    }
    return result
  }

  private static func firstTagBeyond(_ html: [UInt8]) -> Int? {
    var count = 0
    for index in html.indices where html[index] == UInt8(ascii: "<") {
      count += 1
      if count > tags { return index }
    }
    return nil
  }
}
