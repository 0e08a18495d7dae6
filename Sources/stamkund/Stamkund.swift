import ArgumentParser
import CSV
import Campaigns
import Diagnostics
import Foundation
import Mail
import Rainbow
import SMTP
import Store
import Workspace

/// The tool: one verb a command.
@main struct Stamkund: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stamkund",
    abstract: "Segmented e-mail campaigns from text files: never twice, never lost.",
    discussion: """
      Run it in a workspace, a folder with a stamkund.yaml, or below one. Results go to standard \
      output, everything else to standard error.

      Exit codes: 0 done; 1 the files or the data have problems, which are listed; 2 a server, a \
      disk or the like failed and the work can be continued; 64 the command was misused.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Setting up",
        subcommands: [
          InitCommand.self, ImportCommand.self, CheckCommand.self, DKIMCommand.self,
        ]
      ),
      CommandGroup(
        name: "Customers",
        subcommands: [
          SegmentsCommand.self, WhyCommand.self, CustomerCommand.self, ReportCommand.self,
          SuppressCommand.self,
        ]
      ),
      CommandGroup(
        name: "Campaigns",
        subcommands: [
          PreviewCommand.self, SendCommand.self, PauseCommand.self, ResumeCommand.self,
          CancelCommand.self, ScheduleCommand.self, RunCommand.self, LogCommand.self,
          ResolveCommand.self, ServeCommand.self,
        ]
      ),
      CommandGroup(
        name: "Trying things out",
        subcommands: [RenderCommand.self, MailboxCommand.self]
      ),
    ]
  )

  static func main() async {
    // A reader that goes away, as `| head` does, is seen where it is written to.
    signal(SIGPIPE, SIG_IGN)
    Terminal.chooseColours()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      Terminal.note("\("error:".red.bold) \(TerminalText.withoutControls("\(failure)"))\n")
      Foundation.exit(failure.exitCode)
    } catch  where Self.isParsers(error) {
      exit(withError: error)
    } catch {
      Terminal.note("\("error:".red.bold) \(TerminalText.withoutControls("\(error)"))\n")
      Foundation.exit(Self.isOfFilesOrData(error) ? 1 : 2)
    }
  }

  /// Whether what people wrote or gave is at fault, and not the world.
  private static func isOfFilesOrData(_ error: any Error) -> Bool {
    switch error {
    case is CSVFailure, is LogUnreadable, is SecretUnavailable, is WeakTokenSecret,
      is SMTPConfigurationError, is DeliveryError, is UnusableSigningKeys:
      true
    case StoreFailure.notImported, StoreFailure.badDefault: true
    default: false
    }
  }

  /// Misuse, help and exit codes are the argument parser's to show.
  private static func isParsers(_ error: any Error) -> Bool {
    error is ExitCode || error is CleanExit || error is ValidationError
      || exitCode(for: error) != .failure
  }
}
