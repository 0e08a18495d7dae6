/// A piece of a text and its place, in Unicode scalars from the beginning of the text.
struct Word: Hashable {
  let text: String
  let offset: Int

  var lowercased: String { text.lowercased() }

  /// The words between spaces; where `separator` is given it is a word of its own.
  static func split(_ text: String, separator: Unicode.Scalar? = nil) -> [Word] {
    var words: [Word] = []
    var current = String.UnicodeScalarView()
    var start = 0
    func finish() {
      if !current.isEmpty { words.append(Word(text: String(current), offset: start)) }
      current = String.UnicodeScalarView()
    }
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      if scalar.properties.isWhitespace || scalar == separator {
        finish()
        if scalar == separator { words.append(Word(text: String(scalar), offset: offset)) }
      } else {
        if current.isEmpty { start = offset }
        current.append(scalar)
      }
    }
    finish()
    return words
  }

  /// The parts between separators, empty ones too.
  func parts(separatedBy separator: Character) -> [Word] {
    var offset = offset
    return text.split(separator: separator, omittingEmptySubsequences: false).map { part in
      defer { offset += part.unicodeScalars.count + 1 }
      return Word(text: String(part), offset: offset)
    }
  }

  /// The place right after the last of the words: for what is missing there.
  static func end(of text: String) -> Word {
    Word(text: "", offset: text.unicodeScalars.count)
  }

  /// The number, if the word is one to four digits and nothing else.
  var number: Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}
