import Diagnostics
import Foundation
import Segmentation
import Shop
import TestSupport
import Testing

/// What is said of files that are wrong or odd: each case is a file beside what is printed.
@Suite struct ProblemTests {
  static let cases = Folder.beside(#filePath).appendingPathComponent("Cases/problems")

  private static let catalogue: Catalogue = {
    var catalogue = Catalogue()
    catalogue.categories = ["Wine", "Coffee", "Tent"]
    catalogue.brands = ["Moomin", "Old Oak"]
    catalogue.skus = ["W-1", "W-2"]
    catalogue.productNames = ["Barolo", "Two-person tent"]
    catalogue.cities = ["Göteborg", "Malmö"]
    catalogue.countries = ["SE", "NO"]
    catalogue.genders = ["female", "male"]
    catalogue.languages = ["sv", "en"]
    catalogue.customColumns = ["shoe_size"]
    return catalogue
  }()

  /// The cases about a club, and what it has; all others have none.
  private static let clubs = [
    "club": TestClub.bySpending, "club-points": TestClub.pointsOnly,
  ]

  @Test(arguments: try Folder.files(in: ProblemTests.cases, ending: ".yaml"))
  func problemsAreShownInTheirPlace(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let name = file.deletingPathExtension().lastPathComponent
    let shown = "segments/\(name).yaml"
    // Only the case about names looks at them, so that the others stay about one thing.
    let catalogue = name == "unknown-names" ? Self.catalogue : .unknown
    let club = Self.clubs[name]
    let (_, problems) = SegmentLibrary.read(
      [SegmentSource(name: name, text: text, file: shown)],
      terms: TestTerms.terms(club: club),
      catalogue: catalogue
    )
    let rendered = DiagnosticRenderer(source: { $0 == shown ? text : nil }).render(problems)
    expectGolden(rendered, at: file.deletingPathExtension().appendingPathExtension("txt"))
  }

  @Test func aCycleShowsItsPath() {
    let sources = [
      ("a", "all: [segment b]"), ("b", "any: [everyone, segment c]"), ("c", "none: [segment a]"),
      ("selfish", "all: [segment selfish]"), ("outside", "all: [segment a]"),
    ].map { SegmentSource(name: $0, text: $1, file: "segments/\($0).yaml") }
    let (library, problems) = SegmentLibrary.read(sources, terms: TestTerms.swedish)
    let told = problems.map { "\($0.location.file):\($0.location.column): \($0.message)" }
    #expect(
      told == [
        "segments/a.yaml:7: this segment refers to itself: a → b → c → a",
        "segments/selfish.yaml:7: this segment refers to itself: selfish → selfish",
      ]
    )
    #expect(library.names.isEmpty)
    #expect(library.allNames == ["a", "b", "c", "outside", "selfish"])
  }

  @Test func aSegmentThatRefersToABrokenOneIsNotUsedNorBlamed() {
    let sources = [
      SegmentSource(name: "broken", text: "all: [spend > 3]", file: "broken.yaml"),
      SegmentSource(name: "user", text: "all: [segment broken]", file: "user.yaml"),
    ]
    let (library, problems) = SegmentLibrary.read(sources, terms: TestTerms.swedish)
    #expect(problems.map(\.location.file) == ["broken.yaml"])
    #expect(library.segment(named: "user") == nil)
  }

  @Test func anUnknownSegmentIsAnErrorWithTheNearestName() {
    let sources = [
      SegmentSource(name: "newsletter", text: "all: [everyone]", file: "newsletter.yaml"),
      SegmentSource(name: "user", text: "all: [segment newsleter]", file: "user.yaml"),
    ]
    let (_, problems) = SegmentLibrary.read(sources, terms: TestTerms.swedish)
    #expect(problems.map(\.message) == ["there is no segment 'newsleter'"])
    #expect(problems.map(\.help) == ["did you mean 'newsletter'?"])
  }

  @Test func mentionsThatMultiplyAreRefused() {
    let sources = (0..<20).map { level in
      let text =
        level == 0
        ? "all: [everyone]"
        : "any: [segment s\(level - 1), not segment s\(level - 1)]"
      return SegmentSource(name: "s\(level)", text: text, file: "s\(level).yaml")
    }
    let (library, problems) = SegmentLibrary.read(sources, terms: TestTerms.swedish)
    #expect(problems.map(\.code) == ["too-large"])
    #expect(library.segment(named: "s5") != nil)
    #expect(library.segment(named: "s19") == nil)
  }

  @Test func chainsAreRefusedBeforeADatabaseChokesOnThem() async throws {
    let filters = (0..<300).map { "category c\($0)" }.joined(separator: " and ")
    for condition in [
      "everyone", "orders of category Wine >= 3", "not last order contains category Wine",
      "bought \(filters) together", "top 5 by average order of category Wine",
      "email domain is not a.se, b.se, c.se, d.se, e.se",
      "average order of category Wine is one of 1, 2, 3, 4, 5", "age not in 1, 2, 3, 4, 5",
      "not anniversary of first order of category Wine in next 9 months",
      "distinct brands of category Wine and brand Moomin in last 9 days < 5",
      "not rfm is at risk, lost", "recency score is one of 1, 2, 3", "not churn risk >= 60%",
      "top 5 by expected orders in next 9 months", "lifetime value is one of 1, 2, 3, 4",
      "not points is one of 1, 2, 3", "tier is not silver", "top 5 by points",
    ] {
      let sources = (0..<60).map { level in
        let base = level == 0 ? "everyone" : "segment s\(level - 1)"
        let limit = "limit: top 50% by average order of category Wine"
        let text = "none:\n  - any:\n      - '\(base)'\n      - '\(condition)'\n\(limit)\n"
        return SegmentSource(name: "s\(level)", text: text, file: "s\(level).yaml")
      }
      let terms = TestTerms.terms(club: TestClub.byPoints)
      let (library, problems) = SegmentLibrary.read(sources, terms: terms)
      #expect(problems.filter { $0.severity == .error }.map(\.code) == ["too-deep"], "\(condition)")
      let depth = library.names.count
      #expect(depth >= 15)
      let deepest = try #require(library.segment(named: "s\(depth - 1)"))
      try await withTemporaryFolder { folder in
        let shop = try ShopDatabase([SmallShop.anna], in: folder)
        #expect(try shop.number(deepest.countQuery(at: SmallShop.now)) >= 0, "\(condition)")
      }
    }
  }

  @Test func moreValuesThanADatabaseBindsAreRefused() {
    let values = (0..<31_000).map { "W\($0)" }.joined(separator: ", ")
    let source = SegmentSource(
      name: "many",
      text: "all:\n  - bought sku \(values)\n",
      file: "many.yaml"
    )
    let (_, problems) = SegmentLibrary.read([source], terms: TestTerms.swedish)
    #expect(problems.map(\.code) == ["too-large"])
  }
}
