import Database
import Segmentation
import Shop
import Store

extension Reach {
  /// Those who may be mailed and have a valid address.
  func reachable(
    by engine: ColumnEngine,
    on connection: any DatabaseConnection,
    at now: Instant
  ) throws -> CustomerSet {
    var reachable = engine.mailableCustomers(ownSince: ownCustomersSince(now))
    for key in try barredCustomers(on: connection, at: now) {
      engine.remove(key: key, from: &reachable)
    }
    return reachable
  }
}
