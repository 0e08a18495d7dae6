import CSV
import Shop

/// Reads what a row says about an order.
struct OrderFields {
  /// Bytes are valid as long as the row.
  struct Order {
    var customerID: UnsafeBufferPointer<UInt8>?
    var placedAt: Int64?
    var total: Int64?
    var status: UnsafeBufferPointer<UInt8>?
    var coupon: UnsafeBufferPointer<UInt8>?
  }

  private let values: ImportValues

  init(_ columns: ImportColumns, _ values: ImportValues) {
    self.values = values
    customerID = columns["customer_id"]
    placedAt = columns["placed_at"]
    total = columns["total"]
    currency = columns["currency"]
    status = columns["status"]
    coupon = columns["coupon"]
  }

  private let customerID: ImportColumn?
  private let placedAt: ImportColumn?
  private let total: ImportColumn?
  private let currency: ImportColumn?
  private let status: ImportColumn?
  private let coupon: ImportColumn?

  func read(_ row: CSVRow) throws(RowProblem) -> Order {
    var order = Order()
    order.customerID = customerID?.textOrFallback(in: row)
    if let text = placedAt?.textOrFallback(in: row) {
      order.placedAt = try values.instant(text, "placed_at")
    }
    if let text = total?.textOrFallback(in: row) { order.total = try values.money(text, "total") }
    if let text = currency?.textOrFallback(in: row) {
      let code = String(decoding: text, as: UTF8.self).uppercased()
      if code != values.currency.code { throw .otherCurrency(shop: values.currency.code) }
    }
    order.status = status?.text(in: row)
    order.coupon = coupon?.text(in: row)
    return order
  }
}
