import Concurrency
import Mail
import Shop
import Store

/// Writes messages, on the cores: takes claimed ones, gives ready ones.
///
/// A message that cannot be written is skipped with its reason.
struct MessageMill: Sendable {
  let run: Run
  let content: CampaignContent
  let frame: MessageFrame
  let clock: @Sendable () -> Instant
  let channel: BoundedChannel<[ClaimedItem]>
  let queue: OutgoingQueue
  let recorder: DeliveryRecorder

  /// How many are written before they are handed on.
  private static let portion = 16

  /// Writes until nothing more comes; several may run side by side.
  ///
  /// Throws where messages cannot be signed.
  @concurrent func run() async throws {
    let writer = MessageWriter(content: content, frame: frame)
    while let items = await channel.receive() {
      for start in stride(from: 0, to: items.count, by: Self.portion) {
        guard await queue.waitForRoom() else { return channel.close() }
        let portion = items[start..<min(start + Self.portion, items.count)]
        queue.push(try portion.compactMap { try written($0, by: writer) })
      }
    }
  }

  private func written(_ item: ClaimedItem, by writer: MessageWriter) throws -> ReadyMessage? {
    switch writer.write(recipient(item)) {
    case .skipped(let reason):
      recorder.settle(item.message, .skipped(.template(reason)), attempt: nil)
    case .failed(let cause):
      recorder.settle(item.message, .skipped(.renderError(cause)), attempt: nil)
    case .message(let message):
      let signed = try message.signed(by: frame.signer)
      do {
        return ReadyMessage(
          message: item.message,
          messageID: signed.messageID,
          outgoing: try OutgoingMessage(signed.composed, in: signed.envelope)
        )
      } catch {
        // Bytes that must not go out are the message's fault.
        recorder.settle(item.message, .skipped(.renderError("\(error)")), attempt: nil)
      }
    }
    return nil
  }

  private func recipient(_ item: ClaimedItem) -> Recipient {
    let variant = content.variants.firstIndex { $0.name == item.message.variant } ?? 0
    return Recipient(
      history: item.history,
      standing: item.standing,
      email: item.message.email,
      variant: variant,
      offerCode: item.message.offerCode,
      run: RunIdentity(id: run.id),
      date: clock().date
    )
  }
}
