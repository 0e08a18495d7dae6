import Foundation
import Liquid

/// For each customer what the template is rendered with: they themselves, with the products that
/// were picked for them, and the campaign.
struct BenchData {
  let customers: [[TemplateData]]

  init(file: String) throws {
    let json = try LiquidValue(json: String(contentsOfFile: file, encoding: .utf8))
    let products = try json.elements("products").map { TemplateData($0) }
    let fields = try json.field("campaign")
    let campaign = TemplateData.build { $0.set("campaign", fields) }
    customers = try json.elements("customers").map { [try Self.customer($0, products), campaign] }
  }

  /// Recommendations are numbers of products, which all customers share.
  private static func customer(
    _ value: LiquidValue,
    _ products: [TemplateData]
  ) throws -> TemplateData {
    guard case .object(let fields) = value else { throw BenchError.data("a customer") }
    let picked = try value.elements("recommendations").map { number in
      guard case .integer(let index) = number, products.indices.contains(Int(index)) else {
        throw BenchError.data("a recommendation")
      }
      return products[Int(index)]
    }
    return TemplateData.build { data in
      data.object("customer") { customer in
        for field in fields where field.name != "recommendations" {
          customer.set(Symbol(field.name), field.value)
        }
        customer.array("recommendations") { list in
          for product in picked { list.append(shared: product) }
        }
      }
    }
  }
}

extension LiquidValue {
  fileprivate func field(_ name: String) throws -> LiquidValue {
    guard case .object(let fields) = self,
      let field = fields.first(where: { $0.name == name })
    else { throw BenchError.data("no \(name)") }
    return field.value
  }

  fileprivate func elements(_ name: String) throws -> [LiquidValue] {
    guard case .array(let elements) = try field(name) else { throw BenchError.data(name) }
    return elements
  }
}
