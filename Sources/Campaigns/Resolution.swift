package import Foundation
import Mail
package import Shop
package import Store
import Workspace

/// Settling what is in doubt, by a person's word or a mail server's log.
package struct Resolution: Sendable {
  private let project: ShopProject
  private let ledger: DeliveryLedger
  private let run: Run

  package init(project: ShopProject, run: Run) {
    self.project = project
    ledger = project.store.delivery
    self.run = run
  }

  /// Settles all messages in doubt, or one customer's; answers how many.
  package func settle(asSent: Bool, customer: Int64?, at clock: Instant) throws -> Int {
    try ledger.resolve(run, asSent: asSent, among: customer.map { [$0] }, at: clock)
  }

  /// Counts those as sent whose Message-ID stands in the file; answers how many.
  package func settle(fromLog file: URL, at clock: Instant) throws -> Int {
    var doubtful: [String: Int64] = [:]
    let secret = try project.tokenSecret()
    let domain = project.configuration.brand.sender.domain
    try ledger.forEachMessage(of: run, LogFilter(state: .inDoubt)) { message in
      // A power failure may have taken the note of the Message-ID; it can be computed again.
      let id =
        message.messageID
        ?? MessageID(run: run.id, customer: message.customerKey, domain: domain, secret: secret)
        .value
      doubtful[id] = message.customerKey
    }
    let found = try Self.words(in: file).compactMap { doubtful[$0] }
    return try ledger.resolve(run, asSent: true, among: Set(found), at: clock)
  }

  /// The words of a log that could be Message-IDs.
  private static func words(in file: URL) throws -> [String] {
    let log: Data
    do {
      log = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw LogUnreadable(path: file.path)
    }
    let isSeparator = { (byte: UInt8) in
      byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
        || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
    }
    return log.split(whereSeparator: isSeparator).lazy
      .filter { $0.contains(UInt8(ascii: "@")) }
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

/// A mail server's log that cannot be read.
package struct LogUnreadable: Error, CustomStringConvertible {
  let path: String

  package var description: String { "cannot read the log '\(path)'" }
}
