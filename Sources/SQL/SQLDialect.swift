/// How a database writes what databases write differently.
package enum SQLDialect: Hashable, Sendable, CaseIterable {
  case sqlite
  case postgresql

  /// The placeholder of the nth value, counted from 1.
  func placeholder(_ number: Int) -> String {
    switch self {
    case .sqlite: "?"
    case .postgresql: "$\(number)"
    }
  }

  /// A name of a table or column in double quotes, as standard SQL has it.
  func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
