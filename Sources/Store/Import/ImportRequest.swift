package import Foundation
package import Loyalty
package import Shop
package import Workspace

/// What to import.
package struct ImportRequest: Sendable {
  package let sources: [ImportSource]
  /// The workspace's root, which paths of files are relative to.
  package let root: URL
  /// Only these files of the entries; all of them where it is empty.
  package let only: [URL]
  /// What amounts are in.
  package let currency: Currency
  /// Which orders recommendations are made from.
  package let orders: OrderRules
  /// Whose points are brought up to date; nil where the shop has none.
  package let club: Club?
  package let now: Instant
  /// How many rows of a file one transaction holds.
  var batch = 20_000

  package init(
    sources: [ImportSource],
    root: URL,
    only: [URL] = [],
    currency: Currency,
    orders: OrderRules = .usual,
    club: Club? = nil,
    now: Instant
  ) {
    self.sources = sources
    self.root = root
    self.only = only
    self.currency = currency
    self.orders = orders
    self.club = club
    self.now = now
  }
}

/// How far an import has come.
package struct ImportProgress: Hashable, Sendable {
  /// As in `ImportedFile`; `recommendations` while the lines of all orders are counted for them,
  /// `points` while those of customers are, `columns for segments` while they are read for those.
  package let file: String
  /// How many of its rows have been read.
  package let rows: Int
}
