/// What a mailbox listens on, offers, keeps and allows.
package struct MailboxOptions: Sendable {
  /// What stays in memory of an accepted message.
  package enum Memory: Hashable, Sendable {
    /// All of it: for tests.
    case messages
    /// Envelope, Message-ID and size.
    case envelopes
    /// Nothing but the counts, so that memory stays flat however much comes in.
    case nothing
  }

  /// What the reply to EHLO offers; a test takes away what a poorer server would lack.
  package enum Extension: Hashable, Sendable, CaseIterable {
    /// RFC 2920.
    case pipelining
    /// RFC 1870.
    case size
    /// RFC 6152.
    case eightBitMIME
    /// RFC 6531.
    case smtpUTF8
    /// RFC 2034.
    case enhancedStatusCodes
  }

  /// Whether clients may or must log in; any name and password are taken.
  package enum Authentication: Hashable, Sendable {
    case absent
    case offered
    case required
  }

  /// An address of this machine.
  package var host = "127.0.0.1"
  /// Zero takes any free port.
  package var port = 0
  /// The name in the greeting.
  package var name = "mailbox.localhost"
  package var extensions = Set(Extension.allCases)
  package var authentication = Authentication.absent
  package var memory = Memory.messages
  /// A folder that gets every message as `NUMBER.eml`, on the disk before it is accepted.
  ///
  /// It is made when it is missing. One mailbox at a time may use it.
  package var folder: String?
  /// Whether `commands` fills; credentials stand in it.
  package var recordsCommands = false
  /// The longest command line in bytes, line end included; the body's lines are not limited.
  package var maximumLineLength = 12_288
  package var maximumMessageSize = 50 * 1024 * 1024
  package var maximumRecipients = 1000
  /// A connection above this is greeted with 421 and closed.
  package var maximumConnections = 1000
  /// Faults to play; see ``FaultScript``.
  package var faults = FaultScript()
  /// Called with every message that is stored, before its reply goes out.
  ///
  /// It must be quick, for the connection waits for it. The message has its bytes only where
  /// `memory` keeps them.
  package var onMessage: (@Sendable (ReceivedMessage) -> Void)?

  package init() {}
}
