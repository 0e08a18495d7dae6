/// Where the customers whom a campaign's segments matched went, one step after the other.
///
/// Each matched customer counts once, at the first reason that applies; the steps and `mailed`
/// add up to `matched`.
package struct Waterfall: Hashable, Sendable, Codable {
  /// Why a matched customer is not mailed, in the order in which reasons are tried.
  package enum Step: String, Hashable, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    /// In a segment that the campaign excludes, or not eligible for its offer.
    case excluded
    case noConsent = "no_consent"
    case suppressed
    /// Asked for no mail for a time.
    case paused
    case invalidAddress = "invalid_address"
    /// Another customer with the same address, who ordered later, gets the mail.
    case duplicateAddress = "duplicate_address"
    case capped
    /// Mailed before under the campaign's `send_once` key.
    case alreadySent = "already_sent"
    case holdout
  }

  package private(set) var matched = 0
  package private(set) var mailed = 0
  private var steps: [Step: Int] = [:]

  package init() {}

  /// How many stopped at the step.
  package subscript(step: Step) -> Int { steps[step, default: 0] }

  /// Counts one matched customer; nil is one who is mailed.
  package mutating func count(_ step: Step?) {
    matched += 1
    if let step { steps[step, default: 0] += 1 } else { mailed += 1 }
  }
}
