/// What the shop's data hold, for warnings about names that nobody and nothing has.
///
/// A field that is nil is not checked, as before the first import.
package struct Catalogue: Hashable, Sendable {
  package var categories: [String]?
  package var brands: [String]?
  package var skus: [String]?
  package var productNames: [String]?
  package var cities: [String]?
  package var countries: [String]?
  package var genders: [String]?
  package var languages: [String]?
  /// Names of customers' own columns, without `custom.`.
  package var customColumns: [String]?

  /// Checks nothing.
  package static let unknown = Catalogue()

  package init() {}
}
