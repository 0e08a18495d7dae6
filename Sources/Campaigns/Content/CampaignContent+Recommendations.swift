import Liquid
import Loyalty
import Shop
import Store
import Workspace

extension CampaignContent {
  /// What chooses products for the campaign's messages; nil where no template shows any, so that
  /// other campaigns do not pay for it.
  func recommender(from store: ShopStore, rules: OrderRules) async throws -> Recommender? {
    guard shows("recommendations") else { return nil }
    return try await store.recommender(rules: rules)
  }

  /// Whether some template reads that field of `customer`, or the customer as a whole.
  func shows(_ field: String) -> Bool {
    variants.flatMap(\.templates).flatMap(\.variables).contains { variable in
      let names = variable.path.split(separator: ".")
      return names.first == "customer" && (names.count == 1 || names[1] == field)
    }
  }
}
