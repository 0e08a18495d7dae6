import Database
import Diagnostics
import Foundation
import Loyalty
package import Mail
import Segmentation
package import Shop
package import Store
import Workspace

/// The dry run of a campaign: its audience, every message written by the code that sends, and what
/// would go wrong.
package struct Preview: Sendable {
  package let campaign: PreparedCampaign
  package let store: ShopStore
  package let secret: TokenSecret
  /// The moment of segments, templates and offers.
  package let asOf: Instant
  package let clock: Instant

  package init(
    _ campaign: PreparedCampaign,
    store: ShopStore,
    secret: TokenSecret,
    asOf: Instant,
    clock: Instant
  ) {
    self.campaign = campaign
    self.store = store
    self.secret = secret
    self.asOf = asOf
    self.clock = clock
  }

  /// Which messages to show.
  package enum Samples: Hashable, Sendable {
    /// At least so many: those that show each branch of the templates, then some spread evenly over
    /// the audience. 0 is none.
    case some(Int)
    case customer(String)
  }

  /// Walks the whole audience.
  ///
  /// With `rendering` false the messages are not written, and only the audience is known. `each`
  /// gets every written message, one at a time in no particular order.
  package func run(
    samples: Samples = .some(0),
    rendering: Bool = true,
    each: (@Sendable (PreviewedMessage) throws -> Void)? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> PreviewReport {
    let forecast = try await store.prepare(
      for: campaign.segments,
      terms: campaign.configuration.shopTerms,
      at: asOf
    )
    let (waterfall, members, recipients) = try await audience()
    var report = PreviewReport(
      campaign: campaign.campaign.name,
      asOf: asOf,
      waterfall: waterfall,
      variants: campaign.content.variants.enumerated().map { index, variant in
        PreviewReport.Variant(
          name: variant.name,
          mailed: recipients.filter { $0.variant == index }.count
        )
      }
    )
    report.add(try await supplyProblems(mailed: recipients))
    report.add(expiredOffers(mailed: recipients))
    report.add(unknownPredictions(in: forecast))
    if rendering {
      let inventory = PreviewInventory(of: campaign.content)
      let walk = PreviewWalk(
        preview: self,
        targets: recipients,
        frame: try await campaign.frame(at: asOf, secret: secret, store: store),
        inventory: inventory
      )
      let tally = try await walk.write(each: each, progress: progress)
      report.merge(tally, of: inventory)
      let sampling = sampling(samples, of: recipients, tally: tally)
      let messages = try await walk.messages(at: sampling.choices.map(\.position))
      report.show(messages, chosenBy: sampling)
    }
    if case .customer(let id) = samples, !recipients.contains(where: { $0.id == id }) {
      report.absent = members[id] ?? .notMatched
    }
    return report
  }

  /// A member who would be mailed.
  struct Target: Hashable, Sendable {
    let key: Int64
    let id: String
    let email: String
    let variant: Int
  }

  private func audience() async throws -> (
    Waterfall, [String: PreviewReport.Absence], [Target]
  ) {
    let query = try campaign.audience(from: store, asOf: asOf, clock: clock)
    return try await store.database.read { connection in
      var waterfall = Waterfall()
      var stopped: [String: PreviewReport.Absence] = [:]
      var targets: [Target] = []
      try query.forEachMember(in: connection) { member in
        var step = member.step
        if step == nil {
          switch campaign.assignment(of: member) {
          case .holdout: step = .holdout
          case .mailed(let variant, _):
            targets.append(
              Target(
                key: member.key,
                id: member.id,
                email: member.email ?? "",
                variant: campaign.variantIndex(named: variant)
              )
            )
          }
        }
        if let step { stopped[member.id] = .stopped(step) }
        waterfall.count(step)
      }
      return (waterfall, stopped, targets)
    }
  }

  /// Lists of codes that would run dry.
  private func supplyProblems(mailed: [Target]) async throws -> [PreviewReport.Problem] {
    var problems: [PreviewReport.Problem] = []
    for pool in campaign.pools {
      let needed = mailed.filter { campaign.content.variants[$0.variant].offer?.name == pool.offer }
      let codes = try campaign.poolCodes(at: pool.path)
      let free = try store.delivery.freeCodes(of: pool.offer, listed: codes)
      if free < needed.count {
        problems.append(
          PreviewReport.Problem(
            severity: .error,
            cause: "the offer '\(pool.offer)' has \(free) codes left for \(needed.count) messages",
            count: needed.count - free,
            examples: needed.dropFirst(free).prefix(3).map(\.id)
          )
        )
      }
    }
    return problems
  }

  /// Offers whose last day has passed.
  private func expiredOffers(mailed: [Target]) -> [PreviewReport.Problem] {
    let today = campaign.configuration.calendar.day(of: asOf)
    return campaign.content.variants.enumerated().compactMap { index, variant in
      guard let offer = variant.offer, case .until(let last) = offer.validity, last < today
      else { return nil }
      let concerned = mailed.filter { $0.variant == index }
      return PreviewReport.Problem(
        severity: .error,
        cause: "the offer '\(offer.name)' ended on \(last)",
        count: concerned.count,
        examples: concerned.prefix(3).map(\.id)
      )
    }
  }

  /// Sentences of the segments that are false of everyone, since too little is known of the shop.
  private func unknownPredictions(in forecast: ShopForecast?) -> [PreviewReport.Problem] {
    guard let forecast else { return [] }
    let found = Set(campaign.segments.flatMap { $0.unknownPredictions(in: forecast) })
    return Array(found).sortedByPlace().map { problem in
      PreviewReport.Problem(
        severity: problem.severity,
        cause: "\(problem.location.file):\(problem.location.line): \(problem.message)",
        count: 0,
        examples: []
      )
    }
  }

  private func sampling(
    _ samples: Samples,
    of targets: [Target],
    tally: PreviewTally
  ) -> PreviewSampling {
    switch samples {
    case .customer(let id): PreviewSampling(only: targets.firstIndex { $0.id == id })
    case .some(let count): PreviewSampling(count, of: targets.count, tally: tally)
    }
  }
}

/// One message as the preview wrote it.
package struct PreviewedMessage: Sendable {
  package let customer: String
  package let email: String
  package let variant: String?
  package let offerCode: String?
  package let message: WrittenMessage
}
