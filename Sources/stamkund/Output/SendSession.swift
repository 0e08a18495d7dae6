import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Mail
import Rainbow
import Shop
import Store
import Workspace

/// What the command `send` does, from the first look to the last word.
struct SendSession {
  let project: ShopProject
  let campaign: String
  let asOf: Instant
  let allowSkips: Bool
  let asksFirst: Bool

  /// Sends, or tells that there is nothing to send; nil where the answer to the question was no.
  func send() async throws -> SendResult? {
    let sender = CampaignSender(
      project: project,
      secret: try project.tokenSecret(),
      clock: { Instant(Date()) },
      lanes: { try MailLanes.lanes(of: project) }
    )
    let occurrence = try project.occurrence(of: campaign, at: asOf)
    if let run = try project.store.delivery.run(campaign: campaign, occurrence: occurrence) {
      return try await goOn(with: run, sender: sender)
    }
    let prepared = try project.prepared(campaign)
    let report = try await previewed(prepared)
    guard report.waterfall.mailed > 0 else {
      throw CommandFailure.problem("nobody would be mailed: see 'stamkund preview \(campaign)'")
    }
    if asksFirst, try !confirms(report.waterfall.mailed) { return nil }
    guard let run = try sender.plan(prepared, occurrence: occurrence, asOf: asOf) else {
      throw CommandFailure.world("another process has just planned this run: try again")
    }
    return try await dispatch(run, sender: sender, hastened: false)
  }

  /// Sends one customer's message to another address, outside any run.
  func sendProof(to address: String, of customer: String) async throws -> String {
    let prepared = try project.prepared(campaign)
    let proof = Proof(
      campaign: prepared,
      history: try project.customer(customer),
      address: address,
      asOf: asOf,
      secret: try project.tokenSecret(),
      store: project.store,
      lanes: try MailLanes.lanes(of: project)
    )
    switch try await proof.send(at: Instant(Date())) {
    case .accepted(let words): return "\("✓".green) the proof was accepted: \(words)\n"
    case .notWritten(let cause): throw CommandFailure.problem(cause)
    case .notSent(let words): throw CommandFailure.world("the proof was not sent: \(words)")
    }
  }

  private func goOn(with run: Run, sender: CampaignSender) async throws -> SendResult {
    switch run.state {
    case .running:
      return try await dispatch(run, sender: sender, hastened: true)
    case .paused:
      throw CommandFailure.problem(
        "this run is paused\(run.reason.map { ": \($0)" } ?? ""); 'stamkund resume \(campaign)' lets it go on"
      )
    case .cancelled, .finished:
      Terminal.note(
        "run \(run.name)\(run.occurrence.isEmpty ? "" : " of \(run.occurrence)") "
          + "is \(run.state.rawValue) already: nothing is sent\n"
      )
      return SendResult(
        run: run,
        counts: try project.store.delivery.counts(of: run),
        seconds: 0,
        failure: nil,
        recovered: 0
      )
    }
  }

  private func previewed(_ prepared: PreparedCampaign) async throws -> PreviewReport {
    let preview = Preview(
      prepared,
      store: project.store,
      secret: try project.tokenSecret(),
      asOf: asOf,
      clock: Instant(Date())
    )
    let progress = ProgressLine("writing")
    let report = try await preview.run(progress: { progress.show($0, of: $1) })
    progress.clear()
    Terminal.note(
      PreviewOutput.text(
        report,
        title: prepared.campaign.title,
        calendar: project.configuration.calendar,
        width: Terminal.width
      )
    )
    if let refusal = report.refusal(allowingSkips: allowSkips) {
      throw CommandFailure.problem("nothing is sent: \(refusal)")
    }
    return report
  }

  private func confirms(_ mailed: Int) throws -> Bool {
    guard Terminal.canAsk else {
      throw ValidationError("there is nobody to ask here: send with --yes")
    }
    return Terminal.confirms("Send \(Figures.number(mailed)) messages?")
  }

  private func dispatch(
    _ run: Run,
    sender: CampaignSender,
    hastened: Bool
  ) async throws -> SendResult {
    let started = ContinuousClock.now
    let progress = ProgressLine("sending")
    let end = try await StopSignal.fromTheTerminal { stop in
      try await sender.dispatch(run, hastened: hastened, stop: stop) {
        let counts = $0.counts
        progress.show(counts.audience - counts.open, of: counts.audience, trouble: $0.trouble)
      }
    }
    progress.clear()
    guard let end else {
      throw CommandFailure.world(
        "another process is sending this run: see 'stamkund log \(campaign)'"
      )
    }
    return SendResult(
      run: end.run,
      counts: end.counts,
      seconds: started.duration(to: .now).seconds,
      failure: failure(of: end),
      recovered: end.recovered
    )
  }

  /// Why the work is not done, in one sentence; nil where it is.
  private func failure(of end: DispatchEnd) -> String? {
    let goOn = "'stamkund send \(campaign)' goes on"
    if let problem = end.serverProblem { return "the mail server failed: \(problem); \(goOn)" }
    if let time = end.warmUpUntil {
      return "the mail servers have sent what their warm-up allows today; 'stamkund run' goes on "
        + "from \(Figures.time(time, project.configuration.calendar))"
    }
    if end.run.state == .paused { return "paused; 'stamkund resume \(campaign)' lets it go on" }
    if end.wasStopped, end.counts.open > 0 { return "stopped; \(goOn)" }
    let next = end.nextAttempt.map { Figures.time($0, project.configuration.calendar) } ?? "later"
    if end.counts[.planned] > 0 {
      return
        "\(Figures.number(end.counts[.planned])) messages wait for their time, from \(next) on:"
        + " 'stamkund run' sends them then"
    }
    if end.counts[.deferred] > 0 {
      return
        "\(Figures.number(end.counts[.deferred])) messages are deferred until \(next) or after:"
        + " 'stamkund run' sends them when they are due, \(goOn) at once"
    }
    return nil
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
