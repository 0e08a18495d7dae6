package import Diagnostics
package import Shop
package import Store

/// What a dry run found.
package struct PreviewReport: Sendable {
  package struct Variant: Hashable, Sendable {
    /// Nil where the campaign has no variants.
    package let name: String?
    package let mailed: Int
  }

  /// Messages that fail, or are skipped, for one cause.
  package struct Problem: Hashable, Sendable {
    package let severity: Diagnostic.Severity
    package let cause: String
    package let count: Int
    /// Ids of a few customers it concerns.
    package let examples: [String]
  }

  /// Why the customer that was asked for gets no mail.
  package enum Absence: Hashable, Sendable {
    case notMatched
    case stopped(Waterfall.Step)
  }

  package let campaign: String
  package let asOf: Instant
  package let waterfall: Waterfall
  package let variants: [Variant]
  package private(set) var rendered = 0
  /// Messages whose rendering failed: they would be skipped.
  package private(set) var failed = 0
  package private(set) var problems: [Problem] = []
  package private(set) var samples: [PreviewedMessage] = []
  package var absent: Absence?
  /// What refuses the run whatever the messages are like.
  private var obstacle: String?

  init(campaign: String, asOf: Instant, waterfall: Waterfall, variants: [Variant]) {
    self.campaign = campaign
    self.asOf = asOf
    self.waterfall = waterfall
    self.variants = variants
  }

  /// Why a run with this preview may not start; nil where it may.
  ///
  /// More than one failed message in a hundred is refused unless skipping them is allowed; a
  /// problem that is no message's own always is.
  package func refusal(allowingSkips: Bool) -> String? {
    if let obstacle { return obstacle }
    if !allowingSkips, failed * 100 > waterfall.mailed {
      return "\(failed) of \(waterfall.mailed) messages cannot be written, more than 1 %"
    }
    return nil
  }

  /// Adds problems that are no message's own: any error among them refuses the run.
  mutating func add(_ found: [Problem]) {
    problems += found
    obstacle = obstacle ?? found.first { $0.severity == .error }?.cause
  }

  /// Adds what writing the messages showed, the largest problems first.
  mutating func merge(_ tally: PreviewTally) {
    rendered += tally.rendered
    failed += tally.failed
    problems += tally.groups.map { cause, group in
      Problem(
        severity: cause.kind == .failure ? .error : .warning,
        cause: cause.text,
        count: group.count,
        examples: group.examples.sorted().prefix(3).map { $0 }
      )
    }
    problems.sort {
      ($0.severity.rawValue, -$0.count, $0.cause) < ($1.severity.rawValue, -$1.count, $1.cause)
    }
    samples = (samples + tally.samples).sorted { $0.customer < $1.customer }
  }
}

/// What one part of the walk found.
struct PreviewTally: Sendable {
  enum Kind: Hashable, Sendable {
    /// The message cannot be written.
    case failure
    /// The template leaves the customer out.
    case skip
    /// A variable is empty, and nothing in the template stands in for it.
    case hole
  }

  struct Cause: Hashable, Sendable {
    let kind: Kind
    let text: String
  }

  struct Group: Sendable {
    var count = 0
    var examples: [String] = []
  }

  var rendered = 0
  var failed = 0
  var groups: [Cause: Group] = [:]
  var samples: [PreviewedMessage] = []

  mutating func note(_ cause: Cause, customer: String) {
    groups[cause, default: Group()].count += 1
    if groups[cause, default: Group()].examples.count < 3 {
      groups[cause, default: Group()].examples.append(customer)
    }
    if cause.kind == .failure { failed += 1 }
  }

  mutating func merge(_ other: PreviewTally) {
    rendered += other.rendered
    failed += other.failed
    samples += other.samples
    for (cause, group) in other.groups {
      groups[cause, default: Group()].count += group.count
      groups[cause, default: Group()].examples += group.examples
    }
  }
}
