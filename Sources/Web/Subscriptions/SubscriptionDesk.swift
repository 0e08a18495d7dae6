import Mail
package import Shop
package import Store

/// Answers the unsubscribe links of a shop from its store.
///
/// An answer of 2xx to a change means that it is written down and survives a power failure.
package struct SubscriptionDesk: Sendable {
  private let site: SubscriptionSite
  private let readings: GroupedWork<Int64, Subscription?>
  private let changes: GroupedWork<SubscriptionChange, Subscription?>
  private let clock: @Sendable () -> Instant
  /// Is told what failed, without addresses, tokens or keys.
  private let notice: @Sendable (String) -> Void

  package init(
    site: SubscriptionSite,
    store: ShopStore,
    clock: @escaping @Sendable () -> Instant,
    notice: @escaping @Sendable (String) -> Void
  ) {
    self.site = site
    self.clock = clock
    self.notice = notice
    readings = GroupedWork { try await store.subscriptions(ofCustomers: $0, at: clock()) }
    changes = GroupedWork { try await store.apply($0) }
  }

  /// Reads and writes the store, until the task is cancelled: nothing is answered without it.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await readings.run() }
      group.addTask { await changes.run() }
    }
  }

  package func respond(to request: WebRequest) async -> WebResponse {
    let now = clock()
    do {
      switch site.intent(of: request, at: now) {
      case .refuse(let refusal): return site.page(refusing: refusal, request)
      case .show(let token):
        let subscription = try await readings.output(for: token.customer)
        return site.page(for: token, subscription, request)
      // Proofs and previews carry links that look like any other and bind nobody.
      case .change(let token, _) where token.run == 0:
        let subscription = try await readings.output(for: token.customer)
        return site.page(for: token, subscription, request)
      case .change(let token, let wish):
        let (customer, run) = (token.customer, token.run)
        let subscription = try await changes.output(
          for: SubscriptionChange(wish, customer: customer, run: run, at: now)
        )
        return site.page(for: token, subscription, after: wish, request)
      }
    } catch {
      notice("a request could not be answered: \(error)")
      return site.page(refusing: .busy, request)
    }
  }
}
