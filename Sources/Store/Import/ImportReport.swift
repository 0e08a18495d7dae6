package import Diagnostics
package import Workspace

/// What an import did.
package struct ImportReport: Hashable, Sendable {
  /// In the order of the entries, and of names within one.
  package var files: [ImportedFile] = []
  /// Where the rows that could not be imported are, with their reasons; nil when there are none.
  package var rejectFile: String?
  /// Files that are missing or lack a column: where there are errors nothing was imported.
  package var problems: [Diagnostic] = []

  package var rejected: Int { files.reduce(0) { $0 + $1.rejected } }
}

/// What became of the rows of one file.
///
/// `read` is the sum of the four others. A line of an order counts as what its order's lines were:
/// inserted where the order had none, unchanged where it had the same, updated otherwise.
package struct ImportedFile: Hashable, Sendable {
  /// Relative to the workspace's root.
  package let file: String
  package let kind: ImportSource.Kind
  package internal(set) var inserted = 0
  package internal(set) var updated = 0
  package internal(set) var unchanged = 0
  package internal(set) var rejected = 0

  package var read: Int { inserted + updated + unchanged + rejected }

  init(file: String, kind: ImportSource.Kind) {
    self.file = file
    self.kind = kind
  }

  mutating func count(_ change: Change, _ rows: Int = 1) {
    switch change {
    case .inserted: inserted += rows
    case .updated: updated += rows
    case .unchanged: unchanged += rows
    }
  }
}

/// What a row did to the store.
enum Change: Hashable, Sendable {
  case inserted
  case updated
  case unchanged
}
