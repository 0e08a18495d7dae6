import Diagnostics
import SQL

/// Looks values up among those that the shop's data hold.
struct CheckedNames: Sendable {
  private struct Names: Sendable {
    let all: [String]
    let folded: Set<String>

    init?(_ names: [String]?) {
      guard let names else { return nil }
      all = names
      folded = Set(names.map(TextFolding.casefold))
    }
  }

  private let attributes: [TextAttribute: Names]
  private let products: [ProductAttribute: Names]
  private let columns: [String]?

  init(_ catalogue: Catalogue) {
    attributes = [
      .city: Names(catalogue.cities), .country: Names(catalogue.countries),
      .gender: Names(catalogue.genders), .language: Names(catalogue.languages),
    ].compactMapValues { $0 }
    products = [
      .category: Names(catalogue.categories), .brand: Names(catalogue.brands),
      .sku: Names(catalogue.skus), .product: Names(catalogue.productNames),
    ].compactMapValues { $0 }
    columns = catalogue.customColumns
  }

  /// A warning where no customer has the value.
  func problem(_ value: String, of attribute: TextAttribute, at place: SourceLocation)
    -> Diagnostic?
  {
    attributes[attribute].flatMap {
      problem(value, among: $0, "no customer has \(attribute.rawValue)", at: place)
    }
  }

  /// A warning where no product has the value.
  func problem(
    _ value: String,
    of attribute: ProductAttribute,
    at place: SourceLocation
  ) -> Diagnostic? {
    let nobody =
      attribute == .product ? "no product is called" : "no product has \(attribute.rawValue)"
    return products[attribute].flatMap { problem(value, among: $0, nobody, at: place) }
  }

  /// A warning where no customer has the column.
  func problem(column: String, at place: SourceLocation) -> Diagnostic? {
    guard let columns, !columns.contains(column) else { return nil }
    return .warning(
      "unknown-name",
      "no customer has 'custom.\(column)'",
      at: place,
      help: NearestName.of(column, among: columns).map { "did you mean 'custom.\($0)'?" }
    )
  }

  private func problem(
    _ value: String,
    among names: Names,
    _ nobody: String,
    at place: SourceLocation
  ) -> Diagnostic? {
    guard !names.folded.contains(TextFolding.casefold(value)) else { return nil }
    return .warning(
      "unknown-name",
      "\(nobody) '\(value)'",
      at: place,
      help: NearestName.suggestion(for: value, among: names.all)
    )
  }
}
