/// One step of a message that its sender wants written down.
package enum LedgerStep: Hashable, Sendable {
  /// May it be handed over? From then on it counts as handed over.
  case mark(ClaimedMessage, Attempt)
  /// How its attempt ended; without an attempt where nothing was tried.
  case settle(ClaimedMessage, Verdict, Attempt?)

  /// What a step came to.
  package enum Answer: Hashable, Sendable {
    case handOver(HandOver)
    /// False where the claim is another's by now: nothing was written.
    case settled(Bool)
  }
}
