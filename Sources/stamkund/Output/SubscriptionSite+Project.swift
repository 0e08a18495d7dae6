import Campaigns
import Mail
import Web
import Workspace

extension SubscriptionSite {
  /// The answers of a project's shop, in the languages of its words.
  init(of project: ShopProject, secret: TokenSecret) {
    self.init(
      configuration: project.configuration,
      translations: project.workspace.translations,
      spokenLanguages: project.workspace.spokenLanguages,
      secret: secret
    )
  }
}
