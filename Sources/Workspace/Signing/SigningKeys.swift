package import Diagnostics
import Documents
package import Mail

/// The keys of `dkim` with their files read.
package struct SigningKeys: Sendable {
  /// What signs every e-mail; nil where there is no key, or one of no use.
  package let signer: DKIMSigner?
  /// Files that are missing or wrong, which are errors, and keys that are weak or open to all.
  package let problems: [Diagnostic]

  /// Reads the files; relative paths begin at the folder.
  package static func read(_ settings: [DKIMSettings], in folder: WorkspaceFolder) -> SigningKeys {
    var identities: [DKIMIdentity] = []
    var problems: [Diagnostic] = []
    for setting in settings {
      let path = setting.keyFile
      do {
        let file = try DKIMKeyFile(at: folder.url(path.value), called: path.value)
        problems += warnings(about: file, at: path)
        identities.append(
          try DKIMIdentity(
            domain: setting.domain.value,
            selector: setting.selector.value,
            key: file.key
          )
        )
      } catch let fault as UnusableDKIMKeyFile {
        problems.append(.error("bad-key-file", "\(fault)", at: path.location, help: fault.remedy))
      } catch {
        problems.append(.error("bad-value", "\(error)", at: setting.selector.location))
      }
    }
    return SigningKeys(
      signer: problems.hasErrors ? nil : DKIMSigner(identities),
      problems: problems
    )
  }

  private static func warnings(about file: DKIMKeyFile, at path: Located<String>) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if file.isOpenToAll {
      warnings.append(
        .warning(
          "open-key-file",
          "every account of this machine can open the key file '\(path.value)'",
          at: path.location,
          help: "'chmod 600 \(path.value)', and think of the key as known to them"
        )
      )
    }
    if case .rsa(let bits) = file.key.algorithm, bits < 2_048 {
      warnings.append(
        .warning(
          "weak-key",
          "the RSA key in '\(path.value)' has \(bits) bits, too few by today's measure",
          at: path.location,
          help: "'stamkund dkim new' makes one with 2048 bits"
        )
      )
    }
    return warnings
  }
}
