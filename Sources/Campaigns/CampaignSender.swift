package import Diagnostics
import Foundation
import Liquid
package import Mail
package import Shop
package import Store
import Workspace

/// Plans and sends runs: what `send` and the daemon share.
package struct CampaignSender: Sendable {
  package let project: ShopProject
  private let secret: TokenSecret
  private let lanes: @Sendable () throws -> [Dispatcher.Lane]
  private let clock: @Sendable () -> Instant
  /// Which boot of the machine it is; nil asks the system.
  private let boot: String?

  /// A sender whose ways out are made by `lanes` when they are first needed.
  package init(
    project: ShopProject,
    secret: TokenSecret,
    clock: @escaping @Sendable () -> Instant,
    lanes: @escaping @Sendable () throws -> [Dispatcher.Lane],
    boot: String? = nil
  ) {
    self.project = project
    self.secret = secret
    self.clock = clock
    self.lanes = lanes
    self.boot = boot
  }

  /// Freezes the audience of an occurrence; nil where it has been planned already, or is being
  /// planned by another process.
  package func plan(
    _ campaign: PreparedCampaign,
    occurrence: String,
    asOf: Instant
  ) throws -> Run? {
    let folder = project.workspace.folder.stateFolder
    guard let lock = try PlanLock(campaign: campaign.campaign.name, in: folder) else { return nil }
    defer { extendLifetime(lock) }
    for pool in campaign.pools {
      try project.store.delivery.stock(try campaign.poolCodes(at: pool.path), of: pool.offer)
    }
    let run = NewRun(
      campaign: campaign.campaign.name,
      occurrence: occurrence,
      content: campaign.files,
      audience: try campaign.audience(from: project.store, asOf: asOf, clock: clock())
    )
    let times = campaign.campaign.schedule?.recipientTimes(
      at: clock(),
      shop: campaign.configuration.calendar
    )
    return try project.store.delivery.plan(
      run,
      PlanningRules(
        assign: campaign.assignment(of:),
        notBefore: { times?.time(in: $0.timeZone) },
        makeCode: campaign.makeCode(offer:)
      )
    )
  }

  /// Sends what can be sent of a run now; nil where another process is sending it.
  ///
  /// The messages are written from the files as they were when the run was planned; servers, keys,
  /// consent and caps are as they are now.
  package func dispatch(
    _ run: Run,
    hastened: Bool,
    patience: PatienceTerms = .short,
    stop: StopSignal,
    progress: @escaping @Sendable (DispatchProgress) -> Void
  ) async throws -> DispatchEnd? {
    let folder = project.workspace.folder.stateFolder
    guard let lock = try RunLock(run: run, in: folder) else { return nil }
    let claimant = Claimant.thisProcess(boot: boot)
    let life = try SenderLock(claimant, in: folder)
    let frozen = try frozenCampaign(of: run)
    let now = project.configuration
    let limits = frozen.campaign.limits
    var frame = MessageFrame(
      configuration: frozen.configuration,
      campaign: frozen.campaign,
      now: run.asOf,
      secret: secret,
      translations: frozen.translations
    )
    frame.recommender = try await frozen.content.recommender(
      from: project.store,
      rules: now.orders
    )
    frame.shopFigures = try await frozen.content.shopFigures(
      from: project.store,
      terms: now.shopTerms,
      at: run.asOf
    )
    frame.signer = try project.signer()
    let dispatcher = Dispatcher(
      run: run,
      content: frozen.content,
      frame: frame,
      rules: HandOverRules(
        consent: now.consent,
        caps: [now.perCustomer, limits.perCustomer].compactMap { $0 },
        sendOnce: limits.sendOnce,
        orders: now.orders,
        calendar: now.calendar
      ),
      now: now,
      store: project.store,
      lanes: try lanes(),
      patience: patience,
      claimant: claimant,
      clock: clock
    )
    let end = try await dispatcher.dispatch(hastened: hastened, stop: stop, progress: progress)
    extendLifetime(lock)
    extendLifetime(life)
    return end
  }

  private func frozenCampaign(of run: Run) throws -> FrozenCampaign {
    let workspace = try RunContent.workspace(
      of: run,
      files: try project.store.delivery.content(of: run),
      in: project.workspace.folder.stateFolder
    )
    guard let campaign = workspace.campaigns[run.campaign],
      let configuration = workspace.configuration
    else {
      throw FrozenContentUnreadable(run: run.name, problems: workspace.problems)
    }
    let (content, problems) = CampaignContent.read(
      campaign,
      in: ContentSetting(workspace),
      offers: workspace.offers
    )
    guard let content else {
      throw FrozenContentUnreadable(run: run.name, problems: problems)
    }
    return FrozenCampaign(
      configuration: configuration,
      campaign: campaign,
      content: content,
      translations: workspace.words
    )
  }
}

/// A campaign as it was when its run was planned.
private struct FrozenCampaign {
  let configuration: ShopConfiguration
  let campaign: Campaign
  let content: CampaignContent
  let translations: Translations
}

/// What a run was planned from can no longer be read: this version understands the files otherwise.
package struct FrozenContentUnreadable: Error, CustomStringConvertible {
  package let run: String
  package let problems: [Diagnostic]

  package var description: String {
    "run \(run) was planned from files that this version cannot read: "
      + (problems.first?.message ?? "unknown")
  }
}
