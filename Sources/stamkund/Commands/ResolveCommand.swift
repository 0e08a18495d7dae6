import ArgumentParser
import Campaigns
import Foundation
import Shop
import Store

struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Settle messages in doubt: handed over to a server that never answered.",
    discussion: """
      Look in the mail server's log for the Message-ID that 'stamkund log CAMPAIGN --state \
      in_doubt --json' shows. --log does that for you: messages whose Message-ID stands in the \
      file count as sent, the others stay in doubt. --sent and --resend settle all, or one \
      customer's; what is sent again bears the same Message-ID.
      """
  )

  @OptionGroup var chosen: RunOptions
  @Flag(help: "They were sent.") var sent = false
  @Flag(help: "They were not sent: send them again.") var resend = false
  @Option(help: ArgumentHelp("A mail server's log to look in.", valueName: "file"))
  var log: String?
  @Option(help: ArgumentHelp("Only this customer's message.", valueName: "id-or-address"))
  var customer: String?
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if [sent, resend, log != nil].filter({ $0 }).count != 1 {
      throw ValidationError("choose one of --sent, --resend and --log")
    }
  }

  func run() throws {
    let project = try workspace.project()
    let run = try chosen.run(in: project)
    if resend && run.state == .cancelled {
      throw CommandFailure.problem("run \(run.name) is cancelled: nothing of it is sent again")
    }
    let resolution = Resolution(project: project, run: run)
    let customer = try customer.map { try project.customer($0).key }
    let settled =
      if let log {
        try resolution.settle(fromLog: URL(fileURLWithPath: log), at: Instant(Date()))
      } else {
        try resolution.settle(asSent: sent, customer: customer, at: Instant(Date()))
      }
    let left = try project.store.delivery.counts(of: run)[.inDoubt]
    Terminal.note(
      "\(Figures.number(settled)) messages settled, \(Figures.number(left)) still in doubt\n"
    )
    if resend && settled > 0 {
      Terminal.note("'stamkund send \(chosen.campaign)' sends them again\n")
    }
  }
}
