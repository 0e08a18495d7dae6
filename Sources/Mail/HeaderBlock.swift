/// The header of a message while it is written: folded at 78 octets where there is white space to fold
/// at, never longer than 998 (RFC 5322 section 2.1.1).
struct HeaderBlock {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(1024) }

  /// A field of free text, encoded where it is not plain ASCII (RFC 2047 section 5 (1)).
  mutating func appendText(_ name: String, _ value: String) throws(CompositionError) {
    guard HeaderText.isClean(value) else { throw .controlCharacter(header: name) }
    if let words = Self.plainWords(value) {
      try append(name, words: words)
    } else {
      // The first word stands on the field's first line unless the name leaves too little room.
      let room = Self.foldAt - name.utf8.count - 2
      let firstLimit = room < 40 ? EncodedWord.longest : min(EncodedWord.longest, room)
      try append(name, words: EncodedWord.words(for: value, firstLimit: firstLimit))
    }
  }

  /// A display name, then a word that is never divided: an address or a list's name in brackets.
  mutating func append(_ name: String, phrase: String, then word: String) throws(CompositionError) {
    guard HeaderText.isClean(phrase) else { throw .controlCharacter(header: name) }
    let firstLimit = min(EncodedWord.longest, Self.foldAt - name.utf8.count - 2)
    try append(name, words: Self.phraseWords(phrase, firstLimit: firstLimit) + [word])
  }

  /// A field of words that are never divided.
  mutating func append(_ name: String, words: [String]) throws(CompositionError) {
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ":"))
    var column = name.utf8.count + 1
    for word in words {
      let length = word.utf8.count + 1
      // A word too long for any line stays where it is: a fold would not help it.
      if column + length > Self.foldAt && length <= Self.foldAt {
        bytes.append(0x0D)
        bytes.append(0x0A)
        column = 0
      }
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: word.utf8)
      column += length
      guard column <= Self.longestLine else { throw .lineTooLong(header: name) }
    }
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  private static let foldAt = 78
  private static let longestLine = 998

  /// The words of a text that can stand as it is: ASCII, single spaces, nothing that looks encoded.
  private static func plainWords(_ text: String) -> [String]? {
    guard text.utf8.allSatisfy({ $0 < 0x80 }), !text.contains("=?") else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.allSatisfy({ (1..<foldAt).contains($0.utf8.count) }) else { return nil }
    return words.map(String.init)
  }

  /// RFC 5322 section 3.2.5: atoms, else a quoted string, else encoded words.
  private static func phraseWords(_ phrase: String, firstLimit: Int) -> [String] {
    guard let words = plainWords(phrase) else {
      return EncodedWord.words(for: phrase, firstLimit: firstLimit)
    }
    if words.allSatisfy({ $0.utf8.allSatisfy(HeaderText.isAtomText) }) { return words }
    let escaped = phrase.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    let quoted = "\"\(escaped)\"".split(separator: " ").map(String.init)
    guard quoted.allSatisfy({ $0.utf8.count < foldAt }) else {
      return EncodedWord.words(for: phrase, firstLimit: firstLimit)
    }
    return quoted
  }
}
