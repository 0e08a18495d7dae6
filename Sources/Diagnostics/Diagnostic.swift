/// A problem in a file that a person wrote: where it is, what it is and what to write instead.
///
/// Diagnostics are collected and returned as a list, never thrown one at a time, so that a file's
/// problems are all seen at once. A diagnostic never quotes a customer's data or a secret.
package struct Diagnostic: Hashable, Sendable {
  /// What a problem does: an error refuses the file, a warning is only told.
  package enum Severity: String, Hashable, Sendable, CaseIterable {
    case error
    case warning
  }

  package let severity: Severity
  /// A stable name for the kind of problem, in kebab-case: `unknown-key`, `syntax`.
  package let code: String
  /// One terse sentence without a full stop, names in single quotes.
  package let message: String
  package let location: SourceLocation
  /// What to write instead, such as `did you mean 'spent'?`.
  package let help: String?

  package init(
    _ severity: Severity,
    code: String,
    _ message: String,
    at location: SourceLocation,
    help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.help = help
  }

  /// An error at a place in a file.
  package static func error(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    help: String? = nil
  ) -> Diagnostic {
    Diagnostic(.error, code: code, message, at: location, help: help)
  }

  /// A warning at a place in a file.
  package static func warning(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    help: String? = nil
  ) -> Diagnostic {
    Diagnostic(.warning, code: code, message, at: location, help: help)
  }
}

extension Sequence<Diagnostic> {
  /// Whether any of these is an error.
  package var hasErrors: Bool { contains { $0.severity == .error } }

  /// By file, then by place, so that a report reads from top to bottom.
  package func sortedByPlace() -> [Diagnostic] {
    sorted {
      ($0.location.file, $0.location.line, $0.location.column, $0.message)
        < ($1.location.file, $1.location.line, $1.location.column, $1.message)
    }
  }
}
