import Foundation
import Mail
import Shop
import Store

/// Writes all messages of an audience, some parts of it at a time side by side.
struct PreviewWalk: Sendable {
  private static let partSize = 250
  private static let lanes = 4

  let preview: Preview
  let targets: [Preview.Target]
  let frame: MessageFrame
  let inventory: PreviewInventory

  /// Writes every message; `each` gets them one at a time, in no particular order.
  func write(
    each: (@Sendable (PreviewedMessage) throws -> Void)?,
    progress: @Sendable (Int, Int) -> Void
  ) async throws -> PreviewTally {
    let parts = Self.parts(of: targets.indices)
    var done = 0
    return try await withThrowingTaskGroup(of: (PreviewTally, Int).self) { group in
      var waiting = parts.makeIterator()
      for _ in 0..<Self.lanes {
        guard let part = waiting.next() else { break }
        group.addTask { (try await tally(part, each: each), part.count) }
      }
      var total = PreviewTally(inventory)
      while let (tally, count) = try await group.next() {
        total.merge(tally)
        done += count
        progress(done, targets.count)
        if let part = waiting.next() {
          group.addTask { (try await self.tally(part, each: each), part.count) }
        }
      }
      return total
    }
  }

  /// The messages of a few, once more, in the order of the positions.
  func messages(at positions: [Int]) async throws -> [Int: PreviewedMessage] {
    var messages: [Int: PreviewedMessage] = [:]
    for part in Self.parts(of: positions.indices) {
      try await write(positions[part], noting: nil) { position, writing in
        if case .message(let message) = writing {
          messages[position] = shown(message, to: targets[position])
        }
      }
    }
    return messages
  }

  @concurrent private func tally(
    _ positions: Range<Int>,
    each: (@Sendable (PreviewedMessage) throws -> Void)?
  ) async throws -> PreviewTally {
    try Task.checkCancellation()
    let watch = PreviewWatch(inventory)
    var tally = PreviewTally(inventory)
    try await write(positions, noting: watch) { position, writing in
      let customer = targets[position].id
      switch writing {
      case .message(let message):
        tally.count(message, of: customer, at: position, watch)
        try each?(shown(message.signed(by: frame.signer), to: targets[position]))
      case .skipped(let reason):
        let cause = PreviewTally.Cause(kind: .skip, text: "the template skips: \(reason)")
        tally.count(cause, of: customer, at: position, watch)
      case .failed(let cause):
        tally.count(.init(kind: .failure, text: cause), of: customer, at: position, watch)
      }
    }
    return tally
  }

  /// Writes the messages at these positions with one writer.
  private func write(
    _ positions: some RandomAccessCollection<Int>,
    noting watch: PreviewWatch?,
    _ body: (Int, Writing) throws -> Void
  ) async throws {
    let keys = positions.map { targets[$0].key }
    let histories = try await preview.store.histories(of: keys)
    let standings = try await preview.store.standings(of: keys, shown: frame)
    let byKey = Dictionary(uniqueKeysWithValues: histories.map { ($0.key, $0) })
    let writer = MessageWriter(content: preview.campaign.content, frame: frame, watch: watch)
    for position in positions {
      let target = targets[position]
      guard let history = byKey[target.key] else {
        watch?.begin()
        try body(position, .failed(cause: "the customer is not there any more"))
        continue
      }
      let recipient = Recipient(
        history: history,
        standing: standings[target.key],
        email: target.email,
        variant: target.variant,
        offerCode: code(of: target),
        run: .none,
        date: preview.clock.date
      )
      try body(position, writer.write(recipient))
    }
  }

  private func shown(_ message: WrittenMessage, to target: Preview.Target) -> PreviewedMessage {
    PreviewedMessage(
      customer: target.id,
      email: target.email,
      variant: preview.campaign.content.variants[target.variant].name,
      offerCode: code(of: target),
      message: message
    )
  }

  private func code(of target: Preview.Target) -> String? {
    let variant = preview.campaign.content.variants[target.variant]
    return preview.campaign.exampleCode(of: variant, for: target.id)
  }

  private static func parts(of indices: Range<Int>) -> [Range<Int>] {
    stride(from: 0, to: indices.count, by: partSize).map {
      $0..<min($0 + partSize, indices.count)
    }
  }
}
