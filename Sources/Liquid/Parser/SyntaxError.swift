/// What is wrong in one tag: caught by the reader, which reports it and goes on after the tag.
struct SyntaxError: Error {
  let code: String
  let message: String
  let span: Span
  let help: String?

  init(_ message: String, at span: Span, code: String = "syntax", help: String? = nil) {
    self.code = code
    self.message = message
    self.span = span
    self.help = help
  }
}
