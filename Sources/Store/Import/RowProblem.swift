/// Why a row cannot be imported; names columns, never what is in them.
enum RowProblem: Error, Hashable, CustomStringConvertible {
  case missing(column: String)
  case notADate(column: String)
  case notANumber(column: String)
  case notWhole(column: String)
  case notYesOrNo(column: String)
  case otherCurrency(shop: String)
  case amountTooLarge
  case unknownOrder
  case twoCustomers

  var description: String {
    switch self {
    case .missing(let column): "\(column) is missing"
    case .notADate(let column): "\(column) is not a date that the import understands"
    case .notANumber(let column): "\(column) is not a number"
    case .notWhole(let column): "\(column) is not a whole number that could be true"
    case .notYesOrNo(let column): "\(column) is neither yes nor no"
    case .amountTooLarge: "quantity times price is too large to be true"
    case .otherCurrency(let shop): "the amount is not in \(shop)"
    case .unknownOrder: "the order is not known and its lines do not say when it was placed"
    case .twoCustomers: "the order's lines name two customers"
    }
  }
}
