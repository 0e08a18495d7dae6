import Foundation

/// A message as a session takes it: with its envelope, and found fit for the wire.
///
/// The check reads the whole message, so it belongs where the message is made and not on the
/// session's thread. The bytes are not copied.
package struct OutgoingMessage: Sendable {
  package let envelope: Envelope
  /// From the first header to the last line's CRLF, without the stuffing of SMTP.
  package let bytes: [UInt8]
  /// Where lines begin with a dot, which SMTP doubles (RFC 5321 section 4.5.2); mostly nowhere.
  package let leadingDots: [Int]
  /// Whether only SMTPUTF8 may carry it (RFC 6531): for an address in a header or in the envelope.
  package let needsSMTPUTF8: Bool

  /// Refuses bytes that a server could read as two messages: a line end is CRLF and nothing else.
  package init(_ message: ComposedMessage, in envelope: Envelope) throws(MessageFault) {
    self.envelope = envelope
    bytes = message.bytes
    leadingDots = try Self.leadingDots(of: message.bytes)
    needsSMTPUTF8 =
      message.needsSMTPUTF8 || envelope.sender.needsSMTPUTF8 || envelope.recipient.needsSMTPUTF8
  }
}

/// From whom and to whom a server is asked to take a message.
package struct Envelope: Hashable, Sendable {
  /// Where bounces go.
  package let sender: MailAddress
  package let recipient: MailAddress

  package init(sender: MailAddress, recipient: MailAddress) {
    self.sender = sender
    self.recipient = recipient
  }
}

/// Bytes that are no message and could pass for two (SMTP smuggling) or for none.
package enum MessageFault: Error, Hashable, CustomStringConvertible {
  case empty
  case bareCarriageReturn
  case bareLineFeed
  case nul
  case lineTooLong
  case noFinalLineEnd

  package var description: String {
    let reason =
      switch self {
      case .empty: "it is empty"
      case .bareCarriageReturn: "it has a CR without LF"
      case .bareLineFeed: "it has a LF without CR"
      case .nul: "it has a NUL"
      case .lineTooLong: "it has a line of more than 998 octets"
      case .noFinalLineEnd: "it does not end with CRLF"
      }
    return "cannot send the message: \(reason)"
  }
}

extension OutgoingMessage {
  private static let longestLine = 998

  private static func leadingDots(of message: [UInt8]) throws(MessageFault) -> [Int] {
    guard !message.isEmpty else { throw .empty }
    return try message.withUnsafeBufferPointer { buffer throws(MessageFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      guard firstIndex(of: 0, in: bytes) == nil else { throw .nul }
      var dots: [Int] = []
      var start = 0
      while start < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        let length = firstIndex(of: 0x0A, in: rest).map { $0 + 1 } ?? rest.count
        let line = UnsafeRawBufferPointer(rebasing: rest[..<length])
        if let fault = fault(of: line) { throw fault }
        if line.first == UInt8(ascii: ".") { dots.append(start) }
        start += length
      }
      return dots
    }
  }

  /// What is wrong with a line that reaches to its LF, or to the end of the message.
  private static func fault(of line: UnsafeRawBufferPointer) -> MessageFault? {
    let firstReturn = firstIndex(of: 0x0D, in: line)
    guard line.last == 0x0A else {
      return firstReturn == nil ? .noFinalLineEnd : .bareCarriageReturn
    }
    guard let firstReturn else { return .bareLineFeed }
    guard firstReturn == line.count - 2 else { return .bareCarriageReturn }
    return line.count - 2 > longestLine ? .lineTooLong : nil
  }

  private static func firstIndex(of byte: Int32, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, byte, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }
}
