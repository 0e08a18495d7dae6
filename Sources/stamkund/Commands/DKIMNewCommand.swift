import ArgumentParser
import Foundation
import Mail
import Shop
import Workspace

struct DKIMNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a key, and print its DNS record and the lines for stamkund.yaml.",
    discussion: """
      The private key goes to keys/SELECTOR.pem, which only you can read; no file is ever written \
      over. Publish the record first, and add the lines to stamkund.yaml once the DNS answers with \
      it. With --kind both, the Ed25519 key's selector ends with -ed25519.
      """
  )

  @Option(help: "The key's name in the DNS; without it s and this month, such as s202611.")
  var selector: String?
  @Option(help: "The domain that signs; without it the domain of brand.sender.") var domain: String?
  @Option(help: "rsa, which all receivers know; ed25519, which some do; or both.")
  var kind = KeyKind.rsa
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  enum KeyKind: String, CaseIterable, ExpressibleByArgument {
    case rsa
    case ed25519
    case both
  }

  func run() throws {
    let workspace = try workspace.load()
    let shop = try workspace.soundConfiguration()
    let keys: [NewSigningKey]
    do {
      keys = try NewSigningKey.make(
        kind == .both ? [.rsa, .ed25519] : kind == .rsa ? [.rsa] : [.ed25519],
        domain: domain ?? shop.brand.sender.domain,
        selector: selector ?? usualSelector(shop),
        in: workspace.folder
      )
    } catch let fault as InvalidDKIMName {
      throw ValidationError("\(fault)")
    } catch let failure as NewSigningKeyFailure {
      throw failure.isOfFiles ? CommandFailure.problem("\(failure)") : .world("\(failure)")
    }
    let described = keys.map { DKIMOutput.Key(identity: $0.identity, path: $0.path) }
    Terminal.print(
      output.json
        ? DKIMOutput.json(described).document
        : DKIMOutput.text(ofNew: described, besides: shop.dkim)
    )
  }

  /// A new key every year or so is good practice, and its name tells its age.
  private func usualSelector(_ shop: ShopConfiguration) -> String {
    let today = shop.calendar.day(of: Instant(Date()))
    return "s" + "\(today)".prefix(7).filter(\.isNumber)
  }
}

extension NewSigningKeyFailure {
  /// Whether another name would do, and not another disk.
  fileprivate var isOfFiles: Bool {
    switch self {
    case .exists: true
    case .cannotWrite: false
    }
  }
}
