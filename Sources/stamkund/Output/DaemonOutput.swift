import Campaigns
import Diagnostics
import Foundation
import Shop
import Store

/// What the daemon says, one line a notice with the time in front.
enum DaemonOutput {
  static func text(_ notice: Daemon.Notice) -> String {
    switch notice {
    case .problems(let problems, let workspace): return workspace.rendered(problems)
    case .started(let campaigns):
      return line("started: \(campaigns) campaigns have a schedule")
    case .planned(let run):
      return line("\(run.campaign): run \(run.name) begins, \(run.waterfall.mailed) messages")
    case .refused(let campaign, let words): return line("\(campaign): not sent: \(words)")
    case .tooLate(let occurrence):
      return line(
        "\(occurrence.campaign): missed its time by more than it allows; "
          + "'stamkund send \(occurrence.campaign)' sends it now"
      )
    case .trouble(let run, let words?):
      return line("\(run.campaign): the mail server fails: \(words); it is tried again")
    case .trouble(let run, nil): return line("\(run.campaign): the mail servers are well again")
    case .ended(let end): return line("\(end.run.campaign): \(words(end))")
    case .failed(let campaign, let words):
      return line(campaign.map { "\($0): \(words)" } ?? words)
    }
  }

  private static func words(_ end: DispatchEnd) -> String {
    var words = "run \(end.run.name) \(end.run.state.rawValue): \(end.counts.summary)"
    if let reason = end.run.reason {
      words += "; \(reason); 'stamkund resume \(end.run.campaign)' lets it go on"
    } else if let problem = end.serverProblem {
      words += "; the mail server failed: \(problem)"
    }
    if end.warmUpUntil != nil { words += "; the servers have sent their number of the day" }
    return words
  }

  private static func line(_ words: String) -> String {
    let now = Date().formatted(.iso8601)
    return "\(now) \(TerminalText.withoutControls(words))\n"
  }
}
