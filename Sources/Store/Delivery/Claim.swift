package import Shop

/// Who holds messages that are on their way: a process on one boot of one machine.
///
/// After a power failure marks and verdicts may be lost though claims are not, so that a claim of
/// another boot says nothing about whether its message was handed over.
package struct Claimant: Hashable, Sendable {
  package let bootID: String
  package let process: String

  package init(bootID: String, process: String) {
    self.bootID = bootID
    self.process = process
  }

  /// As the log keeps it.
  var text: String { "\(bootID) \(process)" }
}

/// One message that this process has claimed.
package struct ClaimedMessage: Hashable, Sendable {
  package let customer: Int64
  package let email: String
  package let variant: String?
  package let offerCode: String?
  /// The recipient's domain, as A-labels.
  package let domain: String
  /// How often it was handed over before.
  package let attempts: Int
  /// Whether a server had asked to come back later.
  package let wasDeferred: Bool
  /// When it was first tried; nil where it never was.
  package let firstTriedAt: Instant?
}

/// One try at handing a message over.
package struct Attempt: Hashable, Sendable {
  package let server: String
  package let messageID: String

  package init(server: String, messageID: String) {
    self.server = server
    self.messageID = messageID
  }
}

/// Whether a message may be handed over, decided and written down in one transaction.
package enum HandOver: Hashable, Sendable {
  /// Marked: from here on only the server's answer, or a person, can settle it.
  case marked
  /// The customer may not be mailed any more, for this reason.
  case refused(SkipReason)
  /// The run was paused, cancelled or taken over.
  case stopped
}

/// Why a message is skipped.
package enum SkipReason: Hashable, Sendable {
  case noConsent
  case unsubscribed
  case suppressed
  case paused
  case capped
  case alreadySent
  case addressChanged
  case cancelled
  case renderError(String)
  case template(String)

  /// The word or words in the log.
  package var text: String {
    switch self {
    case .noConsent: "no_consent"
    case .unsubscribed: "unsubscribed"
    case .suppressed: "suppressed"
    case .paused: "paused"
    case .capped: "capped"
    case .alreadySent: "already_sent"
    case .addressChanged: "address_changed"
    case .cancelled: "cancelled"
    case .renderError(let cause): "render_error: \(cause)"
    case .template(let reason): "template: \(reason)"
    }
  }
}

/// A server's words as the log keeps them.
package struct LoggedReply: Hashable, Sendable {
  package let code: Int?
  package let enhancedCode: String?
  package let text: String

  package init(code: Int?, enhancedCode: String?, text: String) {
    self.code = code
    self.enhancedCode = enhancedCode
    self.text = text
  }
}

/// How one attempt ended.
package enum Verdict: Hashable, Sendable {
  case accepted(LoggedReply)
  case rejected(LoggedReply)
  /// To be tried again at that time.
  case deferred(LoggedReply, until: Instant)
  /// Deferred too long.
  case gaveUp(LoggedReply)
  case inDoubt(LoggedReply)
  case skipped(SkipReason)
  /// Rejected because nobody is there: the address is suppressed with the same stroke.
  case bounced(LoggedReply)
  /// Nothing was accepted and nothing is known against the message: it waits again, and the
  /// attempt does not count.
  case returned
  /// Not to be tried before that time; nothing was tried.
  case putAside(until: Instant)
}

extension Verdict {
  /// The state that the message is in after it.
  package var state: MessageState {
    switch self {
    case .accepted: .accepted
    case .rejected, .gaveUp, .bounced: .rejected
    case .deferred: .deferred
    case .inDoubt: .inDoubt
    case .skipped: .skipped
    case .returned, .putAside: .planned
    }
  }
}
