import Diagnostics
package import Mail
package import Workspace

extension ShopProject {
  /// The keys that `dkim` names, read anew: a file may have come or gone without any other changing.
  package func readSigningKeys() -> SigningKeys {
    SigningKeys.read(configuration.dkim, in: workspace.folder)
  }

  /// What signs the shop's messages now; nil where `dkim` names no key.
  ///
  /// Throws `UnusableSigningKeys` where one is of no use: what should be signed does not go out
  /// without.
  package func signer() throws -> DKIMSigner? {
    let keys = readSigningKeys()
    if let problem = keys.problems.first(where: { $0.severity == .error }) {
      throw UnusableSigningKeys(problem: problem.message, remedy: problem.help)
    }
    return keys.signer
  }
}

/// A key that should sign the messages is missing or wrong.
package struct UnusableSigningKeys: Error, CustomStringConvertible {
  let problem: String
  let remedy: String?

  package var description: String {
    "no message is sent unsigned: \([problem, remedy].compactMap { $0 }.joined(separator: "; "))"
  }
}
