/// A message that the mailbox has accepted: its envelope, its bytes and where it came in.
package struct ReceivedMessage: Hashable, Sendable {
  /// The place in the order of arrival over all connections, from 1; an `.eml` file bears it.
  package let number: Int
  /// The connection it came over, counted from 1.
  package let connection: Int
  /// The address of MAIL FROM, empty for the null sender.
  package let sender: String
  /// What followed the address of MAIL FROM, such as `SIZE=1200` and `SMTPUTF8`.
  package let senderParameters: [String]
  /// The addresses of the accepted RCPT TO, in order.
  package let recipients: [String]
  /// The Message-ID field's value with its angle brackets, or nil when the header has none.
  package let messageID: String?
  /// The length of the message in bytes, without dot-stuffing and without the final dot.
  package let size: Int
  /// The message exactly as it was sent, without dot-stuffing; empty where only envelopes are kept.
  package let bytes: [UInt8]

  /// The bytes as text, each wrong byte replaced by U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  init(number: Int, _ incoming: IncomingMessage, keepsBytes: Bool) {
    self.number = number
    connection = incoming.connection
    sender = incoming.sender
    senderParameters = incoming.senderParameters
    recipients = incoming.recipients
    messageID = incoming.messageID
    size = incoming.size
    bytes = keepsBytes ? incoming.bytes : []
  }
}

/// A message whose final dot has come and that is not stored yet.
struct IncomingMessage: Hashable, Sendable {
  let connection: Int
  let sender: String
  let senderParameters: [String]
  let recipients: [String]
  let messageID: String?
  let size: Int
  /// All of it, or its beginning where only the envelope will be kept.
  let bytes: [UInt8]
}

/// A line that a client sent outside a message's body.
package struct ReceivedCommand: Hashable, Sendable {
  /// The connection it came over, counted from 1.
  package let connection: Int
  /// The line without its end.
  package let line: String
}

/// What has come in so far.
package struct MailboxTally: Hashable, Sendable {
  /// Connections opened, closed ones included.
  package var connections = 0
  package var openConnections = 0
  /// Messages stored.
  package var messages = 0
  /// The bytes of these messages.
  package var bytes = 0
}
