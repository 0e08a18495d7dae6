package import Diagnostics

/// A workspace with its files read and checked, and how they name each other.
///
/// What is inside segments and templates is for others to check: their texts are in `files`.
package struct ShopWorkspace: Sendable {
  package let folder: WorkspaceFolder
  package let files: WorkspaceFiles
  /// Nil where `stamkund.yaml` has errors.
  package let configuration: ShopConfiguration?
  /// By the file's name; those without errors.
  package let offers: [String: Offer]
  /// By the file's name; those without errors.
  package let campaigns: [String: Campaign]
  /// The texts of `Templates/locales`, by language and by key; deeper keys are joined by dots.
  package let translations: [String: [String: String]]
  /// All that was found, by file and place.
  package let problems: [Diagnostic]

  package static func load(_ folder: WorkspaceFolder) -> ShopWorkspace {
    let files = WorkspaceFiles.read(folder)
    var problems = files.problems
    var configuration: ShopConfiguration?
    var shop = ShopConfiguration.Essentials()
    if let file = files.configuration {
      let found: [Diagnostic]
      (configuration, shop, found) = ShopConfiguration.read(file)
      problems += found
    }
    let references = References(files)
    let offers = valid(files.offers, &problems) {
      Offer.read($0, currency: shop.currency, folder: folder, references: references)
    }
    let campaigns = valid(files.campaigns, &problems) {
      Campaign.read($0, shop: shop, references: references)
    }
    let translations = TranslationFile.readAll(files.templates.translations, &problems)
      .merging(ShippedComponents.words) { own, shipped in
        own.merging(shipped) { own, _ in own }
      }
    return ShopWorkspace(
      folder: folder,
      files: files,
      configuration: configuration,
      offers: offers,
      campaigns: campaigns,
      translations: translations,
      problems: problems.sortedByPlace()
    )
  }

  /// The languages that the shop writes e-mails or words in, as codes in lower case; nothing where
  /// `stamkund.yaml` has errors.
  package var spokenLanguages: Set<String> {
    guard let configuration else { return [] }
    let variants = files.templates.templates.values.flatMap(\.variants.keys)
    return Set([configuration.language] + files.templates.translations.keys + variants)
  }

  private static func valid<Value>(
    _ files: [SourceFile],
    _ problems: inout [Diagnostic],
    read: (SourceFile) -> (Value?, [Diagnostic])
  ) -> [String: Value] {
    var values: [String: Value] = [:]
    for file in files {
      let (value, found) = read(file)
      values[file.name] = value
      problems += found
    }
    return values
  }
}
