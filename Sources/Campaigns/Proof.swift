import Foundation
package import Mail
package import Shop
package import Store

/// One customer's message sent to someone else to look at: in no run and in no log.
package struct Proof: Sendable {
  private let campaign: PreparedCampaign
  private let history: CustomerHistory
  private let address: String
  private let asOf: Instant
  private let secret: TokenSecret
  private let store: ShopStore
  private let lanes: [Dispatcher.Lane]

  package init(
    campaign: PreparedCampaign,
    history: CustomerHistory,
    address: String,
    asOf: Instant,
    secret: TokenSecret,
    store: ShopStore,
    lanes: [Dispatcher.Lane]
  ) {
    self.campaign = campaign
    self.history = history
    self.address = address
    self.asOf = asOf
    self.secret = secret
    self.store = store
    self.lanes = lanes
  }

  package enum Result: Sendable {
    case accepted(String)
    /// The template or the address is at fault.
    case notWritten(String)
    /// The server is.
    case notSent(String)
  }

  /// Writes and sends it over the first server.
  package func send(at clock: Instant) async throws -> Result {
    let variant = campaign.content.variants[0]
    let frame = try await campaign.frame(at: asOf, secret: secret, store: store)
    let writer = MessageWriter(content: campaign.content, frame: frame)
    let standings = try await store.standings(of: [history.key], shown: frame)
    let recipient = Recipient(
      history: history,
      standing: standings[history.key],
      email: address,
      variant: 0,
      offerCode: campaign.exampleCode(of: variant, for: history.customer.id),
      run: .none,
      date: clock.date
    )
    switch writer.write(recipient) {
    case .skipped(let reason): return .notWritten("the template skips this customer: \(reason)")
    case .failed(let cause): return .notWritten(cause)
    case .message(let message): return try await hand(message.signed(by: frame.signer))
    }
  }

  private func hand(_ message: WrittenMessage) async throws -> Result {
    guard let transport = lanes.first?.transport else { return .notSent("there is no server") }
    switch await transport.openSession() {
    case .refused(let refusal): return .notSent("\(refusal)")
    case .failed(let words): return .notSent(words)
    case .opened(let session):
      let outcome: DeliveryOutcome
      do {
        let outgoing = try OutgoingMessage(message.composed, in: message.envelope)
        outcome = try await session.deliver(outgoing) { true }
      } catch {
        await session.close()
        return .notWritten("\(error)")
      }
      await session.close()
      switch outcome {
      case .accepted(let reply): return .accepted("\(reply)")
      case .deferred(let reply), .rejected(let reply): return .notSent("\(reply)")
      case .serverRefused(let refusal): return .notSent("\(refusal)")
      case .connectionFailed(let words), .inDoubt(let words): return .notSent(words)
      case .withdrawn: return .notSent("withdrawn")
      }
    }
  }
}
