import Mail
package import Shop
package import Store

/// Suppresses addresses that people type, and lifts that.
package struct SuppressionDesk: Sendable {
  private let store: ShopStore

  package init(store: ShopStore) { self.store = store }

  /// What became of one address.
  package struct Outcome: Hashable, Sendable {
    package enum Change: String, Hashable, Sendable, CaseIterable {
      case suppressed
      /// It was before, and keeps its first reason.
      case alreadySuppressed = "already_suppressed"
      case lifted
      case notSuppressed = "not_suppressed"
      /// No address: nothing was done.
      case invalid
    }

    /// As it was typed.
    package let address: String
    package let change: Change
  }

  /// Never mails the addresses again; outcomes in the order of the addresses, each once.
  package func suppress(
    _ addresses: [String],
    note: String?,
    at instant: Instant
  ) throws -> [Outcome] {
    try outcomes(of: addresses, .suppressed, otherwise: .alreadySuppressed) {
      try store.suppress(byHand: $0, note: note, at: instant)
    }
  }

  /// Lets the addresses be mailed again; outcomes in the order of the addresses, each once.
  package func lift(_ addresses: [String]) throws -> [Outcome] {
    try outcomes(of: addresses, .lifted, otherwise: .notSuppressed) {
      try store.liftSuppressions(of: $0)
    }
  }

  private func outcomes(
    of addresses: [String],
    _ change: Outcome.Change,
    otherwise: Outcome.Change,
    _ act: ([String]) throws -> Set<String>
  ) throws -> [Outcome] {
    var seen: Set<String> = []
    let keyed = addresses.compactMap { text -> (text: String, key: String?)? in
      // Why it is no address is seen by whoever typed it.
      let key = (try? MailAddress(name: nil, address: text))?.mailboxKey
      return seen.insert(key ?? text).inserted ? (text, key) : nil
    }
    let changed = try act(keyed.compactMap(\.key))
    return keyed.map { text, key in
      guard let key else { return Outcome(address: text, change: .invalid) }
      return Outcome(address: text, change: changed.contains(key) ? change : otherwise)
    }
  }
}
