import Rainbow
import Shop
import Store

/// How a run stands after `send`.
struct SendResult {
  let run: Run
  let counts: MessageCounts
  let seconds: Double
  /// Why it is not done; nil where it is.
  let failure: String?
  /// Messages that an earlier sender, which died, had left in doubt.
  let recovered: Int

  var json: JSONValue {
    [
      "campaign": .text(run.campaign), "run": .text(run.name),
      "audience": JSONValue(counts.audience), "accepted": JSONValue(counts[.accepted]),
      "rejected": JSONValue(counts[.rejected]), "deferred": JSONValue(counts[.deferred]),
      "in_doubt": JSONValue(counts[.inDoubt]), "skipped": JSONValue(counts[.skipped]),
      "planned": JSONValue(counts[.planned]), "sending": JSONValue(counts[.sending]),
      "seconds": .real((seconds * 1_000).rounded() / 1_000),
    ]
  }

  var text: String {
    let mark = failure == nil && counts[.inDoubt] == 0 ? "✓".green : "!".yellow
    var text = "\(mark) run \(run.name): \(Figures.number(counts.audience)) messages, "
    text += counts.summary
    text += seconds > 0 ? " in \(Int(seconds.rounded())) s\n" : "\n"
    if recovered > 0 {
      text += "  \(Figures.number(recovered)) of them were left in doubt by a sender that died\n"
    }
    if counts[.inDoubt] > 0 {
      text += "  in doubt: handed over without an answer, and not sent again by itself; "
      text += "see 'stamkund log \(run.campaign) --state in_doubt' and 'stamkund resolve'\n"
    }
    return text
  }
}
