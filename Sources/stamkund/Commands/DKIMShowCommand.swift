import ArgumentParser
import Diagnostics
import Documents
import Mail
import Workspace

struct DKIMShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the DNS records of the keys that stamkund.yaml names.",
    discussion: """
      The records are made from the key files. Compare them with what the DNS answers: \
      dig +short TXT NAME.
      """
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let workspace = try workspace.load()
    let settings = try workspace.soundConfiguration().dkim
    guard !settings.isEmpty else {
      throw CommandFailure.problem("'dkim' names no key: 'stamkund dkim new' makes one")
    }
    let keys = SigningKeys.read(settings, in: workspace.folder)
    Terminal.note(workspace.rendered(keys.problems))
    guard let signer = keys.signer else { throw ExitCode(1) }
    let described = zip(signer.identities, settings).map {
      DKIMOutput.Key(identity: $0, path: $1.keyFile.value)
    }
    Terminal.print(
      output.json ? DKIMOutput.json(described).document : DKIMOutput.text(of: described)
    )
  }
}
