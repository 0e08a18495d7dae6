import Liquid
import Workspace

extension ShopWorkspace {
  /// The words for `translate`: the shop's own, then those of the components.
  ///
  /// A customer whose language the shop has neither words nor an e-mail in reads everything in the
  /// shop's language, also the words of the components.
  var words: Translations {
    let language = configuration?.language ?? "en"
    return Translations(
      translations,
      fallback: language,
      spoken: spokenLanguages.union([language])
    )
  }
}
