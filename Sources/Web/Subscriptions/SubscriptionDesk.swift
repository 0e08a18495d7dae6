import Mail
package import Shop
package import Store

/// Answers the unsubscribe links of a shop from its store.
///
/// An answer of 2xx to a change means that it is written down and survives a power failure.
package struct SubscriptionDesk: Sendable {
  private let site: SubscriptionSite
  private let store: ShopStore
  private let changes: ChangeWriter
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
    self.store = store
    self.clock = clock
    self.notice = notice
    changes = ChangeWriter { try await store.apply($0) }
  }

  /// Writes what is changed, until the task is cancelled: nothing is answered without it.
  package func run() async { await changes.run() }

  package func respond(to request: WebRequest) async -> WebResponse {
    let now = clock()
    do {
      switch site.intent(of: request, at: now) {
      case .refuse(let refusal): return site.page(refusing: refusal, request)
      case .show(let token):
        let subscription = try await store.subscription(ofCustomer: token.customer, at: now)
        return site.page(for: token, subscription, request)
      case .change(let token, let wish):
        // Proofs and previews carry links that look like any other and bind nobody.
        let isTest = token.run == 0
        if !isTest {
          let (customer, run) = (token.customer, token.run)
          try await changes.apply(SubscriptionChange(wish, customer: customer, run: run, at: now))
        }
        let subscription = try await store.subscription(ofCustomer: token.customer, at: now)
        return site.page(for: token, subscription, after: isTest ? nil : wish, request)
      }
    } catch {
      notice("a request could not be answered: \(error)")
      return site.page(refusing: .busy, request)
    }
  }
}
