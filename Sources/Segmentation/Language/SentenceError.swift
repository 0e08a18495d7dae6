import Diagnostics

/// Ends the reading of one sentence; it becomes the sentence's diagnostic.
struct SentenceError: Error {
  let diagnostic: Diagnostic

  init(_ code: String, _ message: String, at location: SourceLocation, help: String? = nil) {
    diagnostic = .error(code, message, at: location, help: help)
  }
}
