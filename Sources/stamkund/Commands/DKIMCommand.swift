import ArgumentParser

struct DKIMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dkim",
    abstract: "Keys that sign the shop's e-mails, and what to publish in the DNS.",
    subcommands: [DKIMNewCommand.self, DKIMShowCommand.self]
  )
}
