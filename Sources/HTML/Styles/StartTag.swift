/// A start tag as it is written in a draft.
struct StartTag {
  /// The value of an attribute as it is written.
  struct Value {
    /// Without quotes.
    let range: Range<Int>
    let quote: UInt8?
    /// Whether there is a `=`.
    let hasSign: Bool
  }

  let draft: Draft
  let range: Range<Int>
  /// After the name of the element.
  let nameEnd: Int
  private let branches: ArraySlice<Int>

  /// nil if it is no start tag.
  init?(_ draft: Draft, _ range: Range<Int>) {
    let text = draft.text
    guard range.count > 2, text[range.lowerBound] == UInt8(ascii: "<"),
      text[range.lowerBound + 1].isASCIILetter
    else { return nil }
    self.draft = draft
    self.range = range
    let name = text[range].dropFirst().prefix { !$0.isCSSSpace && !Self.nameStops.contains($0) }
    nameEnd = name.endIndex
    branches = draft.branches(touching: range.lowerBound + 1..<range.upperBound - 1)
  }

  /// Whether some of it may be written or not.
  var hasBranches: Bool { !branches.isEmpty }

  /// The element's name as it is written; nil if a value is a part of it.
  var name: String? {
    let range = range.lowerBound + 1..<nameEnd
    guard isCertain(range), !draft.hasMark(in: range) else { return nil }
    return draft.text[range].lowercased()
  }

  /// Whether a part of it is written whatever the values are.
  func isCertain(_ part: Range<Int>) -> Bool {
    guard let first = branches.first, let last = branches.last else { return true }
    return part.upperBound <= first || part.lowerBound >= last
  }

  /// The classes that the element has whatever the values are, by where they are written.
  func certainClasses(in part: Range<Int>) -> [String] {
    let tokens = draft.text[part].split(whereSeparator: \.isCSSSpace)
    return tokens.filter(isCertainToken).map(\.string)
  }

  /// Whether a word is written, and nothing right before or after it that makes another of it.
  private func isCertainToken(_ token: ArraySlice<UInt8>) -> Bool {
    let range = token.startIndex..<token.endIndex
    guard isCertain(range), !Mark.isIn(token), !token.contains(UInt8(ascii: "&")) else {
      return false
    }
    let text = draft.text
    if range.upperBound == branches.first {
      return branches.allSatisfy { text[$0].isCSSSpace || Self.valueEnds.contains(text[$0]) }
    }
    if range.lowerBound == branches.last {
      return branches.allSatisfy {
        text[$0 - 1].isCSSSpace || Self.valueEnds.contains(text[$0 - 1])
      }
    }
    return true
  }

  /// What an attribute is set to, by where its name is.
  func value(of name: Range<Int>) -> Value {
    let text = draft.text
    let end = range.upperBound - 1
    func skipSpace(_ index: Int) -> Int {
      text[index..<end].firstIndex { !$0.isCSSSpace } ?? end
    }
    let sign = skipSpace(name.upperBound)
    guard sign < end, text[sign] == UInt8(ascii: "=") else {
      return Value(range: name.upperBound..<name.upperBound, quote: nil, hasSign: false)
    }
    let start = skipSpace(sign + 1)
    let first = text[start]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      let close = text[(start + 1)..<range.upperBound].firstIndex(of: first) ?? end
      return Value(range: start + 1..<max(start + 1, close), quote: first, hasSign: true)
    }
    let close = text[start..<end].firstIndex(where: \.isCSSSpace) ?? end
    if start == close { return Value(range: sign + 1..<sign + 1, quote: nil, hasSign: true) }
    return Value(range: start..<close, quote: nil, hasSign: true)
  }

  private static let valueEnds = Array("\"'=>".utf8)
  private static let nameStops = Array("/>".utf8)
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) && self < 0x80 }
}
