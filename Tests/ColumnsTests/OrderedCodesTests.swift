import Columns
import Foundation
import TestSupport
import Testing

/// Numbers come back as they went in, and windows are the same on codes as on numbers.
@Suite struct OrderedCodesTests {
  private func codes(of numbers: [Int64?], in folder: URL) throws -> ShopColumns {
    let builder = ShopColumnsBuilder(products: [])
    for (key, number) in numbers.enumerated() {
      var customer = CustomerRow(key: Int64(key))
      customer.signedUpAt = number
      builder.addCustomer(customer)
    }
    let url = folder.appendingPathComponent("columns")
    try builder.write(
      to: url,
      showing: ColumnsSource(mark: 1, revision: 0, lastCustomer: 0, lastOrder: 0)
    )
    return try ShopColumns(at: url)
  }

  private func check(_ numbers: [Int64?], bounds: [Int64], _ comment: Comment) async throws {
    try await withTemporaryFolder { folder in
      let shop = try codes(of: numbers, in: folder)
      defer { withExtendedLifetime(shop) {} }
      let column = shop.customers.signedUpAt
      #expect(numbers.indices.map { column[$0] } == numbers, comment)
      for bound in bounds {
        let code = column.code(notBelow: bound)
        let found = numbers.indices.filter { column.codes[$0] >= code }
        #expect(
          found
            == numbers.indices.filter {
              (numbers[$0] ?? .min) >= bound
                && numbers[$0] != nil
            },
          comment
        )
      }
    }
  }

  private static let day: Int64 = 86_400_000

  @Test(
    arguments: [
      [], [nil], [0], [nil, 5], [.min, .max], [.min, nil, .max, 0, -1], [.max, .max - 1],
      [-3 * day, 0, 10_000 * day], [1, 1 + day], [0, 1 << 62, 1 << 61], [0, .max],
    ] as [[Int64?]]
  )
  func extremesKeepTheirOrder(_ numbers: [Int64?]) async throws {
    let bounds: [Int64] = [.min, .min + 1, -1, 0, 1, Self.day, 1 << 61, .max - 1, .max]
    try await check(numbers, bounds: bounds, "\(numbers)")
  }

  @Test(arguments: 1...20)
  func randomNumbersKeepTheirOrder(_ seed: UInt64) async throws {
    var luck = SeededGenerator(seed: seed)
    let step = Int64.random(in: 1...100_000, using: &luck)
    let far = Int64.random(in: 1...(1 << 40), using: &luck)
    let base = Int64.random(in: -far...far, using: &luck)
    let numbers = (0..<300).map { _ -> Int64? in
      Int.random(in: 0..<5, using: &luck) == 0
        ? nil : base + step * Int64.random(in: 0...(far / step), using: &luck)
    }
    let bounds = (0..<30).map { _ in base + Int64.random(in: -step...(far + step), using: &luck) }
    try await check(numbers, bounds: bounds, "seed \(seed)")
  }
}
