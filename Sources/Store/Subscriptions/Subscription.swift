package import Shop

/// Whether and how a customer gets e-mails, as far as they decide it themselves.
package struct Subscription: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case active
    /// Wants none until then.
    case paused(until: Instant)
    /// Gets none; whether the customer may change that alone: not where an address was suppressed
    /// because mail to it failed, or by the shop.
    case stopped(mayReturn: Bool)
  }

  /// The address as it was imported.
  package let address: String?
  package let language: String?
  package let state: State

  package init(address: String?, language: String?, state: State) {
    self.address = address
    self.language = language
    self.state = state
  }
}

/// What a customer asks for by a link in a message, and which message that was.
package struct SubscriptionChange: Hashable, Sendable {
  package enum Wish: Hashable, Sendable {
    /// No e-mails, from now on.
    case unsubscribe
    /// All e-mails: an end of a pause, or a new consent.
    case subscribe
    case pause(until: Instant)
    /// E-mails in this language, whatever an import says.
    case language(String)
  }

  package let wish: Wish
  /// The customer's key.
  package let customer: Int64
  /// The run's random number; the run may be gone.
  package let run: Int64
  package let at: Instant

  package init(_ wish: Wish, customer: Int64, run: Int64, at: Instant) {
    self.wish = wish
    self.customer = customer
    self.run = run
    self.at = at
  }
}
