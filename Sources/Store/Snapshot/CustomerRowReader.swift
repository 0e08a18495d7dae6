import Columns
import Database
import SQL

/// Reads customers' attributes into columns.
final class CustomerRowReader {
  /// Of customers, what `add` takes.
  static let columns: SQLQuery = """
    key, birth_date, signed_up_at, email_consent, consent_at, email_key IS NOT NULL, custom,
    id, email, first_name, last_name, gender, city, postal_code, country, language, time_zone,
    consent_source
    """

  private static let texts: [CustomerText] = [
    .id, .email, .firstName, .lastName, .gender, .city, .postalCode, .country, .language,
    .timeZone, .consentSource,
  ]

  private let builder: ShopColumnsBuilder
  private let custom: CustomTextReader

  init(into builder: ShopColumnsBuilder, on connection: any DatabaseConnection) throws {
    self.builder = builder
    custom = try CustomTextReader(on: connection)
  }

  func add(_ row: Row) throws {
    var customer = CustomerRow(key: try row.int(0))
    customer.birthDate = try row.optionalInt(1)
    customer.signedUpAt = try row.optionalInt(2)
    customer.consent = try row.optionalBool(3)
    customer.consentAt = try row.optionalInt(4)
    customer.hasAddress = try row.bool(5)
    builder.addCustomer(customer)
    for (index, field) in Self.texts.enumerated() {
      if let text = try row.optionalUTF8(7 + index) { builder.set(field, to: text) }
    }
    if let text = try row.optionalUTF8(6) {
      try custom.read(text) { builder.setCustom($0, to: $1) }
    }
  }
}
