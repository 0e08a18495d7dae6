import Documents
import Foundation
package import Mail
import Store
import Workspace

extension ShopProject {
  /// What signs the links and Message-IDs of the shop's messages.
  ///
  /// The secret that `web:` names, where it names one; else one that is drawn once and kept in the
  /// store. Throws where the named one cannot be read or is too short.
  package func tokenSecret() throws -> TokenSecret {
    if let named = configuration.web?.secret {
      let text = try named.value.read(
        in: workspace.folder,
        environment: ProcessInfo.processInfo.environment
      )
      return try TokenSecret(Array(text.utf8))
    }
    return try TokenSecret(try store.secret(named: "token-secret", length: 32))
  }
}
