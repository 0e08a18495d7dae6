package import Diagnostics
import Documents
import Liquid
package import Segmentation
package import Shop
package import Store
package import Workspace

/// A workspace with its segments read and its store open: what every command begins with.
package struct ShopProject: Sendable {
  package let workspace: ShopWorkspace
  package let configuration: ShopConfiguration
  package let library: SegmentLibrary
  package let store: ShopStore
  let translations: Translations
  /// Everything found in the workspace's files, templates excepted.
  package let problems: [Diagnostic]

  /// Reads the segments of a workspace whose configuration is sound, and opens its store unless it
  /// is open already.
  ///
  /// With `checksNames`, names in segments that the shop's data do not have are warned about; that
  /// reads all customers and products, so only who shows the warnings asks for it. `announce` is
  /// told of work that may take long.
  package init(
    _ workspace: ShopWorkspace,
    configuration: ShopConfiguration,
    store opened: ShopStore? = nil,
    checksNames: Bool = false,
    announce: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    self.workspace = workspace
    self.configuration = configuration
    store = try opened ?? ShopStore(in: workspace.folder.stateFolder, announce: announce)
    let (library, problems) = Self.segments(
      of: workspace,
      configuration: configuration,
      catalogue: checksNames ? try Self.catalogue(of: store) : .unknown
    )
    self.library = library
    translations = workspace.words
    self.problems =
      (workspace.problems + problems + Self.offersOfNoClub(workspace, configuration))
      .sortedByPlace()
  }

  /// Every problem of every file, templates and the way they fit together included.
  package var allProblems: [Diagnostic] {
    var found = problems + readSigningKeys().problems
    found += CampaignContent.problems(in: ContentSetting(workspace))
    for campaign in workspace.campaigns.values {
      found += PreparedCampaign.prepare(campaign, in: self).1
    }
    return Array(Set(found)).sortedByPlace()
  }

  /// The moment a command's `--as-of` means: a date is its midnight in the shop's zone.
  package func instant(_ text: String) -> Instant? { configuration.calendar.instant(iso: text) }

  /// Problems in the files that a campaign is made of; of the segments all, since they name each
  /// other.
  func problems(touching campaign: Campaign) -> [Diagnostic] {
    let offers = Set(
      campaign.variants.compactMap { $0.offer.flatMap { workspace.offers[$0.value]?.path } }
    )
    let segments = Set(workspace.files.segments.map(\.path))
    return problems.filter { problem in
      let file = problem.location.file
      return file == workspace.files.configuration?.path || file == campaign.path
        || offers.contains(file) || segments.contains(file)
    }
  }

  /// Offers of points by a shop that has none.
  private static func offersOfNoClub(
    _ workspace: ShopWorkspace,
    _ configuration: ShopConfiguration
  ) -> [Diagnostic] {
    guard configuration.loyalty.club == nil else { return [] }
    return workspace.offers.values.filter { $0.kind == "points" }.map { offer in
      .warning(
        "no-club",
        "this offer promises points, but the shop has no customer club",
        at: .start(of: offer.path),
        help: "say under 'loyalty:' in stamkund.yaml how the club works: docs/club.md"
      )
    }
  }

  private static func segments(
    of workspace: ShopWorkspace,
    configuration: ShopConfiguration,
    catalogue: Catalogue
  ) -> (SegmentLibrary, [Diagnostic]) {
    let sources = workspace.files.segments.map {
      SegmentSource(name: $0.name, text: $0.text, file: $0.path)
    }
    let (library, problems) = SegmentLibrary.read(
      sources,
      terms: configuration.shopTerms,
      catalogue: catalogue
    )
    return (library, problems)
  }

  /// What the shop's data hold; before the first import nothing is known and nothing is checked.
  private static func catalogue(of store: ShopStore) throws -> Catalogue {
    var catalogue = Catalogue()
    let names = try store.catalogueNames()
    guard !names.isEmpty else { return catalogue }
    catalogue.categories = names.categories
    catalogue.brands = names.brands
    catalogue.skus = names.skus
    catalogue.productNames = names.productNames
    catalogue.cities = names.cities
    catalogue.countries = names.countries
    catalogue.genders = names.genders
    catalogue.languages = names.languages
    catalogue.customColumns = names.customColumns
    return catalogue
  }
}
