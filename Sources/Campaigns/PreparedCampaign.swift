package import Diagnostics
import Documents
import Liquid
import Loyalty
import Mail
import SQL
import Segmentation
package import Shop
package import Store
package import Workspace

/// A campaign with everything it names found and read: ready to be previewed, planned and sent.
package struct PreparedCampaign: Sendable {
  package let campaign: Campaign
  package let configuration: ShopConfiguration
  let folder: WorkspaceFolder
  let content: CampaignContent
  let translations: Translations
  private let signer: DKIMSigner?
  private let included: [Segment]
  private let excluded: [Segment]
  private let eligible: [Segment]
  /// The text of each file that it was made from, by path.
  package let files: [String: String]

  /// Finds what the campaign names; nil where something is missing or has errors, with why.
  package static func prepare(
    _ campaign: Campaign,
    in project: ShopProject
  ) -> (PreparedCampaign?, [Diagnostic]) {
    let workspace = project.workspace
    let (content, contentProblems) = CampaignContent.read(
      campaign,
      in: ContentSetting(workspace),
      offers: workspace.offers
    )
    let keys = project.readSigningKeys()
    var problems = contentProblems + project.problems(touching: campaign) + keys.problems
    let offers = Set(campaign.variants.compactMap { $0.offer?.value }).sorted()
      .compactMap { workspace.offers[$0] }
    var segments: [String: [Segment]] = [:]
    let wanted = [
      ("included", campaign.audience.include), ("excluded", campaign.audience.exclude),
      ("eligible", offers.compactMap(\.eligible)),
    ]
    for (role, names) in wanted {
      for name in names {
        if let segment = project.library.segment(named: name.value) {
          segments[role, default: []].append(segment)
        } else if !project.library.allNames.contains(name.value) {
          problems.append(
            .error(
              "unknown-segment",
              "there is no segment '\(name.value)'",
              at: name.location,
              help: NearestName.suggestion(for: name.value, among: project.library.allNames)
            )
          )
        }
      }
    }
    problems = Array(Set(problems)).sortedByPlace()
    guard let content, !problems.hasErrors else { return (nil, problems) }
    let prepared = PreparedCampaign(
      campaign: campaign,
      configuration: project.configuration,
      folder: workspace.folder,
      content: content,
      translations: project.translations,
      signer: keys.signer,
      included: segments["included"] ?? [],
      excluded: segments["excluded"] ?? [],
      eligible: segments["eligible"] ?? [],
      files: RunContent.files(of: workspace, for: campaign, offers: offers)
    )
    return (prepared, problems)
  }

  /// Who may be mailed, as a question to the store.
  ///
  /// What its segments want predicted, and the points they ask for, are made ready first where that
  /// has to be done anew, which may take some seconds.
  package func audience(
    from store: ShopStore,
    asOf: Instant,
    clock: Instant
  ) throws -> AudienceQuery {
    let search = MemberSearch(store: store, terms: configuration.shopTerms, now: asOf)
    let keys = try search.keys(ofAny: [included, excluded] + eligible.map { [$0] })
    return AudienceQuery(
      included: keys[0],
      excluded: excluded.isEmpty ? nil : keys[1],
      eligible: Array(keys[2...]),
      consent: configuration.consent,
      caps: [configuration.perCustomer, campaign.limits.perCustomer].compactMap { $0 },
      sendOnce: campaign.limits.sendOnce,
      rules: configuration.orders,
      calendar: configuration.calendar,
      asOf: asOf,
      clock: clock
    )
  }

  /// The segments that decide who is mailed.
  var segments: [Segment] { included + excluded + eligible }

  /// Which variant a member gets, or that they are held out.
  ///
  /// A stable hash of campaign and customer decides: asking again gives the same answer, and
  /// holdout and variants are independent of each other.
  package func assignment(of member: AudienceMember) -> Assignment {
    if let holdout = campaign.audience.holdout {
      let bucket = StableHash.bucket(seed: "holdout/\(campaign.name)", id: member.id)
      if bucket < Int64(holdout.millionths) { return .holdout }
    }
    let variant = content.variants[variantIndex(of: member)]
    return .mailed(variant: variant.name, code: variant.offer.flatMap(Self.source))
  }

  /// The frame of its messages at a moment, with what they need of the store.
  func frame(
    at now: Instant,
    secret: TokenSecret,
    store: ShopStore
  ) async throws -> MessageFrame {
    var frame = MessageFrame(
      configuration: configuration,
      campaign: campaign,
      now: now,
      secret: secret,
      translations: translations
    )
    frame.signer = signer
    frame.recommender = try await content.recommender(from: store, rules: configuration.orders)
    frame.shopFigures = try await content.shopFigures(
      from: store,
      terms: configuration.shopTerms,
      at: now
    )
    return frame
  }

  func variantIndex(named name: String?) -> Int {
    content.variants.firstIndex { $0.name == name } ?? 0
  }

  /// A fresh unique code of an offer.
  func makeCode(offer name: String) -> String {
    for variant in content.variants {
      guard let offer = variant.offer, offer.name == name,
        case .unique(let prefix, let length)? = offer.code
      else { continue }
      var random = SystemRandomNumberGenerator()
      return OfferCode.unique(prefix: prefix, length: length, using: &random)
    }
    preconditionFailure("a code is asked for an offer that makes none")
  }

  /// Offers whose codes come from a list, with the list's path.
  var pools: [(offer: String, path: String)] {
    var seen: Set<String> = []
    return content.variants.compactMap { variant in
      guard let offer = variant.offer, case .pool(let path)? = offer.code,
        seen.insert(offer.name).inserted
      else { return nil }
      return (offer.name, path.value)
    }
  }

  private func variantIndex(of member: AudienceMember) -> Int {
    let weights = content.variants.map { Int64($0.weight) }
    let bucket = StableHash.bucket(seed: "variant/\(campaign.name)", id: member.id)
    var point = bucket * weights.reduce(0, +) / StableHash.buckets
    for (index, weight) in weights.enumerated() {
      if point < weight { return index }
      point -= weight
    }
    return weights.count - 1
  }

  private static func source(of offer: Offer) -> CodeSource? {
    switch offer.code {
    case .shared(let code): .shared(code)
    case .unique: .unique(offer: offer.name)
    case .pool: .pool(offer: offer.name)
    case nil: nil
    }
  }
}
