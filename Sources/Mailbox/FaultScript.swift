/// The faults that a mailbox plays, and when.
///
///     var options = MailboxOptions()
///     options.faults = [
///       FaultRule(.recipient("gone@"), at: .rcpt, .reply(SMTPReply(550, "5.1.1 No such user"))),
///       FaultRule(.message(3), at: .dot, .afterAccepting(.close)),
///       FaultRule(.everyConnection(10), at: .connect, .silence),
///     ]
///
/// At each phase the first rule that matches, and has not been used up, is played.
package struct FaultScript: Sendable, ExpressibleByArrayLiteral {
  package var rules: [FaultRule]

  package init(_ rules: [FaultRule] = []) {
    self.rules = rules
  }

  package init(arrayLiteral rules: FaultRule...) {
    self.init(rules)
  }
}

/// One fault, the phase it comes at and what it is for.
package struct FaultRule: Sendable {
  package let trigger: FaultTrigger
  package let phase: SMTPPhase
  package let fault: Fault
  /// How often it is played at most; nil has no limit.
  package let times: Int?

  package init(_ trigger: FaultTrigger, at phase: SMTPPhase, _ fault: Fault, times: Int? = nil) {
    self.trigger = trigger
    self.phase = phase
    self.fault = fault
    self.times = times
  }
}

/// Whom a fault is for; all numbers are from 1.
package enum FaultTrigger: Hashable, Sendable {
  case always
  /// The nth connection of the mailbox.
  case connection(Int)
  /// Every nth connection.
  case everyConnection(Int)
  /// The nth MAIL command of the mailbox, over all connections.
  case message(Int)
  /// Every nth MAIL command.
  case everyMessage(Int)
  /// The nth MAIL command of its connection.
  case messageOfConnection(Int)
  /// A recipient that contains this text: the one named at the phase `rcpt`, any accepted one later.
  case recipient(String)
}

/// Where in a session a fault comes.
package enum SMTPPhase: Hashable, Sendable, CaseIterable {
  /// Instead of the greeting.
  case connect
  case ehlo
  case helo
  /// After the credentials have come.
  case auth
  case mail
  case rcpt
  case data
  /// When the first bytes of the message have come.
  case body
  /// When the final dot has come.
  case dot
  case rset
  case quit
}
