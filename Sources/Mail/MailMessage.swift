package import Foundation

/// One message to one person, before it is bytes.
package struct MailMessage: Sendable {
  package var from: MailAddress
  package var replyTo: MailAddress?
  package var to: MailAddress
  package var subject: String
  /// The language that the parts are written in (RFC 5646), such as `sv`; nil where it is not known.
  package var language: String?
  /// When it is handed over, by the clock; written in UTC.
  package var date: Date
  package var messageID: MessageID
  /// The plain part; any line ends.
  package var text: String
  /// The part that most readers see; any line ends.
  package var html: String
  package var unsubscribe: ListUnsubscribe?
  package var listID: ListID?
  /// The sender's own names for its statistics at a mailbox provider, `a:b:c:sender`.
  package var feedbackID: String?
  /// Further fields of free text, in their order.
  package var extraHeaders: [HeaderField]

  package init(
    from: MailAddress,
    replyTo: MailAddress? = nil,
    to: MailAddress,
    subject: String,
    language: String? = nil,
    date: Date,
    messageID: MessageID,
    text: String,
    html: String,
    unsubscribe: ListUnsubscribe? = nil,
    listID: ListID? = nil,
    feedbackID: String? = nil,
    extraHeaders: [HeaderField] = []
  ) {
    self.from = from
    self.replyTo = replyTo
    self.to = to
    self.subject = subject
    self.language = language
    self.date = date
    self.messageID = messageID
    self.text = text
    self.html = html
    self.unsubscribe = unsubscribe
    self.listID = listID
    self.feedbackID = feedbackID
    self.extraHeaders = extraHeaders
  }
}

/// How a person leaves without opening the message: List-Unsubscribe (RFC 2369).
package enum ListUnsubscribe: Hashable, Sendable {
  /// A `mailto:` URL.
  case mailto(String)
  /// An `https:` URL that takes a POST and asks nothing back (RFC 8058), and perhaps a `mailto:` URL.
  case oneClick(https: String, mailto: String?)
}

/// What tells the shop's mail from all other lists' (RFC 2919).
package struct ListID: Hashable, Sendable {
  /// For people; nil for none.
  package let name: String?
  /// A domain name of the sender's own, such as `kunder.bokhandeln.example`.
  package let id: String

  package init(name: String?, id: String) {
    self.name = name
    self.id = id
  }
}

/// A header field of free text.
package struct HeaderField: Hashable, Sendable {
  package let name: String
  /// Not encoded and not folded.
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A message as it travels: lines of at most 998 octets that end with CRLF, and no other CR, LF or NUL.
package struct ComposedMessage: Hashable, Sendable {
  package let bytes: [UInt8]
  /// Whether a header holds an address outside ASCII (RFC 6532), which only SMTPUTF8 may carry.
  package let needsSMTPUTF8: Bool

  package init(bytes: [UInt8], needsSMTPUTF8: Bool) {
    self.bytes = bytes
    self.needsSMTPUTF8 = needsSMTPUTF8
  }
}
