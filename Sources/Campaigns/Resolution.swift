package import Foundation
package import Shop
package import Store

/// Settling what is in doubt, by a person's word or a mail server's log.
package struct Resolution: Sendable {
  private let ledger: DeliveryLedger
  private let run: Run

  package init(project: ShopProject, run: Run) {
    ledger = project.store.delivery
    self.run = run
  }

  /// Settles all messages in doubt, or one customer's; answers how many.
  package func settle(asSent: Bool, customer: Int64?, at clock: Instant) throws -> Int {
    try ledger.resolve(run, asSent: asSent, among: customer.map { [$0] }, at: clock)
  }

  /// Counts those as sent whose Message-ID stands anywhere in the file; answers how many.
  package func settle(fromLog file: URL, at clock: Instant) throws -> Int {
    let log: Data
    do {
      log = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw LogUnreadable(path: file.path)
    }
    var found: Set<Int64> = []
    try ledger.forEachMessage(of: run, LogFilter(state: .inDoubt)) { message in
      if let id = message.messageID, log.range(of: Data(id.utf8)) != nil {
        found.insert(message.customerKey)
      }
    }
    return try ledger.resolve(run, asSent: true, among: found, at: clock)
  }
}

/// A mail server's log that cannot be read.
package struct LogUnreadable: Error, CustomStringConvertible {
  let path: String

  package var description: String { "cannot read the log '\(path)'" }
}
