/// What is wrong with a text that says when: where in it, and what to write instead.
package struct ScheduleProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// One terse sentence without a full stop, words of the text in single quotes.
  package let message: String
  /// Where it is, in Unicode scalars from the beginning of the text.
  package let offset: Int
  /// How many scalars it covers: at least 1.
  package let length: Int
  /// What to write instead.
  package let help: String?

  package var description: String { help.map { "\(message); \($0)" } ?? message }

  init(_ message: String, at word: Word, help: String? = nil) {
    self.message = message
    offset = word.offset
    length = max(1, word.text.unicodeScalars.count)
    self.help = help
  }
}
