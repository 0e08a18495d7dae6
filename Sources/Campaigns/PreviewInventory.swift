import Diagnostics
import Liquid
import Workspace

/// What the templates of a campaign read and where they branch, numbered over all of them.
///
/// Templates in several languages and of several variants share names and files: a variable is one
/// by its name, a branch by its place.
struct PreviewInventory: Sendable {
  struct Variable: Sendable {
    let path: String
    /// Whether no template shows it without something that stands in where it is empty.
    var hasDefault: Bool
  }

  /// One template's variables and branches by their numbers.
  struct Part: Sendable {
    let variables: [(number: Int, variable: TemplateVariable)]
    /// By the branch's position in the template.
    let branches: [(number: Int, position: Int)]
  }

  /// By name.
  let variables: [Variable]
  /// By place.
  let branches: [TemplateBranch]
  private let parts: [ObjectIdentifier: Part]

  init(of content: CampaignContent) {
    let templates = content.variants.flatMap(\.templates)
    let mayBeEmpty = Dictionary(
      templates.flatMap(\.variables).map { ($0.path, $0.mayBeEmpty) },
      uniquingKeysWith: { $0 && $1 }
    )
    let names = mayBeEmpty.keys.sorted()
    let places = Set(templates.flatMap(\.branches).filter(\.isOfTheShop).map(Place.init)).sorted()
    let variableNumbers = Self.numbers(of: names)
    let branchNumbers = Self.numbers(of: places)
    variables = names.map { Variable(path: $0, hasDefault: mayBeEmpty[$0] ?? true) }
    branches = places.map(\.branch)
    parts = Dictionary(
      templates.map { template in
        let part = Part(
          variables: template.variables.compactMap { variable in
            variableNumbers[variable.path].map { ($0, variable) }
          },
          branches: template.branches.enumerated().compactMap { position, branch in
            branchNumbers[Place(branch)].map { ($0, position) }
          }
        )
        return (ObjectIdentifier(template), part)
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What is known of one of the campaign's templates.
  func part(of template: Template) -> Part? { parts[ObjectIdentifier(template)] }

  private static func numbers<Key>(of keys: [Key]) -> [Key: Int] {
    Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }
}

/// A branch that is one with all others at its place.
private struct Place: Hashable, Comparable {
  let branch: TemplateBranch

  init(_ branch: TemplateBranch) { self.branch = branch }

  private var key: (String, Int, Int) {
    (branch.location.file, branch.location.line, branch.location.column)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(branch.location.file)
    hasher.combine(branch.location.line)
    hasher.combine(branch.location.column)
  }

  static func == (one: Place, other: Place) -> Bool { one.key == other.key }

  static func < (one: Place, other: Place) -> Bool { one.key < other.key }
}

extension TemplateBranch {
  /// Whether it stands in a file of the workspace; components that ship with the program branch
  /// too, and nobody here can change them.
  fileprivate var isOfTheShop: Bool {
    ["Templates/", "campaigns/"].contains { location.file.hasPrefix($0) }
  }
}

extension CampaignContent.Variant {
  /// All its templates, in every language.
  var templates: [Template] {
    var all = subject.all.map(\.value) + html.all.map(\.value)
    all += preheader?.all.map(\.value) ?? []
    return all + text.all.compactMap(\.value)
  }
}
