import CSV
import Shop

/// The columns of customers that an import writes, each with a slot for its value.
///
/// Slot 0 is the id. An address has its key beside it and a birth date its month and day.
struct CustomerSlots {
  /// The columns of the table, by slot.
  private(set) var names = ["id"]
  private var slots: [String: Int] = ["id": 0]

  /// - Parameters:
  ///   - columns: Our names of the columns that are read, without `custom` ones.
  ///   - hasCustom: Whether there are others as well.
  init(columns: Set<String>, hasCustom: Bool) {
    for (name, _) in CustomerFields.kinds where columns.contains(name) {
      add(name)
      if name == "email" { add("email_key") }
      if name == "birth_date" { add("birth_month_day") }
    }
    if hasCustom { add("custom") }
  }

  subscript(name: String) -> Int? { slots[name] }

  private mutating func add(_ name: String) {
    slots[name] = names.count
    names.append(name)
  }
}

/// Where the values of a customer go as they are read.
protocol CustomerSink {
  func setText(_ text: UnsafeBufferPointer<UInt8>, _ slot: Int)
  func setInt(_ value: Int64, _ slot: Int)
  func setNothing(_ slot: Int)
}

/// Reads the customer of a row, the id apart.
///
/// The bytes that it gives to a sink are valid until the next row.
final class CustomerFields {
  enum Kind {
    case text
    case address
    case day
    case time
    case truth
  }

  /// What is in each column, in the table's order.
  static let kinds: [(name: String, kind: Kind)] = [
    ("email", .address), ("first_name", .text), ("last_name", .text), ("gender", .text),
    ("birth_date", .day), ("city", .text), ("postal_code", .text), ("country", .text),
    ("language", .text), ("time_zone", .text), ("signed_up_at", .time), ("email_consent", .truth),
    ("consent_at", .time), ("consent_source", .text),
  ]

  /// What is done with one column; plain numbers, since it is done for each row.
  private struct Field {
    let kind: Kind
    let slot: Int
    /// The field whose text is the value, or -1 where the column has more to do.
    let plainField: Int
    /// Which of `columns` it is.
    let index: Int
  }

  private let fields: [Field]
  private let columns: [ImportColumn]
  /// Slots that this file has no values for.
  private let absent: [Int]
  private let custom: CustomColumns
  private let customSlot: Int?
  private let values: ImportValues
  private let emailKeys = EmailKeys()

  init(_ columns: ImportColumns, slots: CustomerSlots, values: ImportValues, prefix: String = "") {
    var fields: [Field] = []
    var used: [ImportColumn] = []
    var absent: [Int] = []
    for (name, kind) in Self.kinds {
      guard let slot = slots[name] else { continue }
      if let column = columns[prefix + name] {
        let plainField = column.plainField ?? -1
        fields.append(Field(kind: kind, slot: slot, plainField: plainField, index: used.count))
        used.append(column)
      } else {
        absent.append(slot)
        if kind == .address || kind == .day { absent.append(slot + 1) }
      }
    }
    self.fields = fields
    self.columns = used
    self.absent = absent
    self.values = values
    custom = CustomColumns(columns.custom)
    customSlot = slots["custom"]
  }

  func read(_ row: CSVRow, into sink: some CustomerSink) throws(RowProblem) {
    for field in fields {
      let text =
        field.plainField >= 0
        ? ImportColumn.plainText(field.plainField, in: row) : columns[field.index].text(in: row)
      if let text {
        try set(text, field, sink)
      } else {
        setNothing(field, sink)
      }
    }
    for slot in absent { sink.setNothing(slot) }
    if let customSlot { sink.setText(custom.json(of: row), customSlot) }
  }

  /// The entry's defaults, in the same slots.
  func readFallbacks(into sink: some CustomerSink) throws(RowProblem) {
    for field in fields {
      if let fallback = columns[field.index].fallback {
        try set(fallback.bytes, field, sink)
      } else {
        setNothing(field, sink)
      }
    }
    for slot in absent { sink.setNothing(slot) }
    if let customSlot {
      if let fallbacks = custom.jsonOfFallbacks() {
        sink.setText(fallbacks, customSlot)
      } else {
        sink.setNothing(customSlot)
      }
    }
  }

  private func set(
    _ text: UnsafeBufferPointer<UInt8>,
    _ field: Field,
    _ sink: some CustomerSink
  ) throws(RowProblem) {
    switch field.kind {
    case .text: sink.setText(text, field.slot)
    case .address:
      sink.setText(text, field.slot)
      if let key = emailKeys.key(of: text) {
        sink.setText(key, field.slot + 1)
      } else {
        sink.setNothing(field.slot + 1)
      }
    case .day:
      let day = try values.birthDay(text, columns[field.index].name)
      let (_, month, dayOfMonth) = day.components
      sink.setInt(Int64(day.daysSince1970), field.slot)
      sink.setInt(Int64(month * 100 + dayOfMonth), field.slot + 1)
    case .time: sink.setInt(try values.instant(text, columns[field.index].name), field.slot)
    case .truth:
      sink.setInt(try values.yesOrNo(text, columns[field.index].name) ? 1 : 0, field.slot)
    }
  }

  private func setNothing(_ field: Field, _ sink: some CustomerSink) {
    sink.setNothing(field.slot)
    if field.kind == .address || field.kind == .day { sink.setNothing(field.slot + 1) }
  }
}
