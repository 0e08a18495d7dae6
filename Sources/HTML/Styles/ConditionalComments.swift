/// Parts of a page for some mail programs only, of the kind that the others show as well:
/// `<!--[if !mso]><!--> … <!--<![endif]-->` and `<![if !mso]> … <![endif]>`.
enum ConditionalComments {
  /// From the start of each condition to its end, in order.
  static func shown(in text: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    while let start = find("[if", in: text, from: index),
      let close = find("]>", in: text, from: start)
    {
      index = close + 2
      let opening = text[..<start]
      let isShown =
        opening.ends(with: "<!") || opening.ends(with: "<!--") && isAt(index, "<!--", in: text)
      guard isShown else { continue }
      let end = find("<![endif]", in: text, from: index) ?? text.count
      result.append(start..<end)
      index = end
    }
    return result
  }

  private static func find(_ word: String, in text: [UInt8], from start: Int) -> Int? {
    let first = word.utf8.first
    return text[start...].indices.first { text[$0] == first && isAt($0, word, in: text) }
  }

  private static func isAt(_ index: Int, _ word: String, in text: [UInt8]) -> Bool {
    text[index...].starts(with: word.utf8)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with word: String) -> Bool {
    suffix(word.utf8.count).elementsEqual(word.utf8)
  }
}
