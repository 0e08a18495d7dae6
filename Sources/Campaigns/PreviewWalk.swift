import Foundation
import Mail
import Shop
import Store
import Synchronization

/// Writes all messages of an audience, some parts of it at a time side by side.
struct PreviewWalk: Sendable {
  private static let partSize = 250
  private static let lanes = 4

  let preview: Preview
  let wanted: Set<Int64>
  let each: (@Sendable (PreviewedMessage) throws -> Void)?
  let progress: @Sendable (Int, Int) -> Void

  func write(_ targets: [Preview.Target]) async throws -> PreviewTally {
    let parts = stride(from: 0, to: targets.count, by: Self.partSize).map {
      targets[$0..<min($0 + Self.partSize, targets.count)]
    }
    var done = 0
    return try await withThrowingTaskGroup(of: (PreviewTally, Int).self) { group in
      var waiting = parts.makeIterator()
      for _ in 0..<Self.lanes {
        guard let part = waiting.next() else { break }
        group.addTask { (try await writePart(part), part.count) }
      }
      var total = PreviewTally()
      while let (tally, count) = try await group.next() {
        total.merge(tally)
        done += count
        progress(done, targets.count)
        if let part = waiting.next() {
          group.addTask { (try await writePart(part), part.count) }
        }
      }
      return total
    }
  }

  @concurrent private func writePart(
    _ targets: ArraySlice<Preview.Target>
  ) async throws -> PreviewTally {
    try Task.checkCancellation()
    let histories = try await preview.store.histories(of: targets.map(\.key))
    let byKey = Dictionary(uniqueKeysWithValues: histories.map { ($0.key, $0) })
    let campaign = preview.campaign
    let writer = MessageWriter(
      content: campaign.content,
      frame: campaign.frame(at: preview.asOf, secret: preview.secret),
      notesHoles: true
    )
    var tally = PreviewTally()
    for target in targets {
      guard let history = byKey[target.key] else {
        tally.note(
          .init(kind: .failure, text: "the customer is not there any more"),
          customer: target.id
        )
        continue
      }
      let variant = campaign.content.variants[target.variant]
      let code = campaign.exampleCode(of: variant, for: target.id)
      let recipient = Recipient(
        history: history,
        email: target.email,
        variant: target.variant,
        offerCode: code,
        run: .none,
        date: preview.clock.date
      )
      switch writer.write(recipient) {
      case .message(let message):
        tally.rendered += 1
        for path in writer.emptyVariables {
          tally.note(.init(kind: .hole, text: "'\(path)' is empty"), customer: target.id)
        }
        let shown = PreviewedMessage(
          customer: target.id,
          email: target.email,
          variant: variant.name,
          offerCode: code,
          message: message
        )
        try each?(shown)
        if wanted.contains(target.key) { tally.samples.append(shown) }
      case .skipped(let reason):
        tally.note(.init(kind: .skip, text: "the template skips: \(reason)"), customer: target.id)
      case .failed(let cause):
        tally.note(.init(kind: .failure, text: cause), customer: target.id)
      }
    }
    return tally
  }
}
