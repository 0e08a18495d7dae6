import Columns
import SQL

/// Which of the shop's products pass a filter.
struct ProductMarks {
  /// By the product's place in the columns.
  let marks: [UInt8]

  init(_ filter: LineFilter, in columns: ShopColumns) {
    let tests = filter.tests.map { test in
      let column = columns.products.text(of: test.attribute)
      let values = Set(test.values.map(TextFolding.casefold))
      let passes = [false] + column.texts.map { values.contains(TextFolding.casefold($0)) }
      return (column: column, passes: passes)
    }
    marks = (0..<columns.products.count).map { product in
      tests.allSatisfy { $0.passes[Int($0.column.codes[product])] } ? 1 : 0
    }
  }
}

/// What makes products different ones, as a number each.
struct ProductNames {
  /// By the product's place in the columns; 0 where it has no name.
  let numbers: [Int32]
  /// The greatest number.
  let count: Int

  init(_ attribute: ProductAttribute, in columns: ShopColumns) {
    // Products are told apart by their numbers, not by their names.
    let column = columns.products.text(of: attribute == .product ? .sku : attribute)
    var numbersByName: [String: Int32] = [:]
    let numbersByCode =
      [0]
      + column.texts.map { text -> Int32 in
        if text.isEmpty { return 0 }
        let next = Int32(numbersByName.count + 1)
        let name = TextFolding.casefold(text)
        if let number = numbersByName[name] { return number }
        numbersByName[name] = next
        return next
      }
    numbers = (0..<columns.products.count).map { numbersByCode[Int(column.codes[$0])] }
    count = numbersByName.count
  }
}

extension ProductColumns {
  fileprivate func text(of attribute: ProductAttribute) -> TextColumn {
    switch attribute {
    case .category: categories
    case .brand: brands
    case .sku: skus
    case .product: names
    }
  }
}
