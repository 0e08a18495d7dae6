/// A stretch of one line of a file.
package struct SourceLocation: Hashable, Sendable {
  /// The path as the user would type it: relative to the workspace where there is one.
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int
  /// How many scalars the problem covers: at least 1, for the caret.
  package let length: Int

  package init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = max(1, line)
    self.column = max(1, column)
    self.length = max(1, length)
  }

  /// The beginning of a file, for what concerns the whole of it.
  package static func start(of file: String) -> SourceLocation {
    SourceLocation(file: file, line: 1, column: 1)
  }

  /// The place `scalars` to the right on the same line.
  package func advanced(by scalars: Int, length: Int = 1) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column + scalars, length: length)
  }
}
