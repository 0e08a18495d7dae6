package import Diagnostics
import Liquid
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

  /// A variable of the data that the campaign's templates read.
  package struct Variable: Hashable, Sendable {
    package let name: String
    /// Messages whose templates read it.
    package let used: Int
    /// Messages among these in which it was empty.
    package let empty: Int
    /// Whether no template shows it without something that stands in where it is empty: `default`,
    /// or a condition.
    package let hasDefault: Bool
  }

  /// A part of the campaign's templates that is shown to some and not to others.
  package struct Branch: Hashable, Sendable {
    package let location: SourceLocation
    /// The tag that begins it, as it is written.
    package let tag: String
    /// Messages that show it.
    package let shown: Int
    /// Customers for whom a template took it and then skipped them, or failed.
    package let skipped: Int
  }

  /// A message that is worth looking at.
  package struct Sample: Sendable {
    package let message: PreviewedMessage
    /// The branches that it shows and the samples before it do not.
    package let shows: [Branch]
  }

  /// Why the customer that was asked for gets no mail.
  package enum Absence: Hashable, Sendable {
    case notMatched
    case stopped(Waterfall.Step)
  }

  /// Bytes of HTML beyond which Gmail cuts a message off: 102 KB.
  static let mostHTML = 102 * 1_024

  package let campaign: String
  package let asOf: Instant
  package let waterfall: Waterfall
  package let variants: [Variant]
  package private(set) var rendered = 0
  /// Messages whose rendering failed: they would be skipped.
  package private(set) var failed = 0
  package private(set) var problems: [Problem] = []
  /// By name.
  package private(set) var variables: [Variable] = []
  /// By place.
  package private(set) var branches: [Branch] = []
  package private(set) var samples: [Sample] = []
  package private(set) var samplesAskedFor = 0
  /// How many samples show every branch that somebody's message takes.
  package private(set) var samplesForAllBranches = 0
  /// How many of these branches are in no sample, for lack of room.
  package private(set) var branchesLeftOut = 0
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
  mutating func merge(_ tally: PreviewTally, of inventory: PreviewInventory) {
    rendered += tally.rendered
    failed += tally.failed
    problems += tally.groups.map { cause, group in
      Problem(
        severity: cause.kind == .failure ? .error : .warning,
        cause: cause.text,
        count: group.count,
        examples: group.examples.sorted()
      )
    }
    problems.sort {
      ($0.severity.rawValue, -$0.count, $0.cause) < ($1.severity.rawValue, -$1.count, $1.cause)
    }
    variables = zip(inventory.variables, tally.variables).map { variable, count in
      Variable(
        name: variable.path,
        used: count.used,
        empty: count.empty,
        hasDefault: variable.hasDefault
      )
    }
    branches = zip(inventory.branches, tally.branches).map { branch, count in
      Branch(
        location: branch.location,
        tag: branch.tag,
        shown: count.shown,
        skipped: count.skipped
      )
    }
  }

  /// Adds the messages that were chosen, by their positions, in the order of the choice.
  mutating func show(_ messages: [Int: PreviewedMessage], chosenBy sampling: PreviewSampling) {
    samples = sampling.choices.compactMap { choice in
      messages[choice.position].map { message in
        Sample(message: message, shows: choice.shows.map { branches[$0] })
      }
    }
    samplesAskedFor = sampling.wanted
    samplesForAllBranches = sampling.sizeOfCover
    branchesLeftOut = sampling.branchesLeftOut
  }
}
