import Mail

/// Appends the commands that ask the server to take a message, one to a line.
enum SMTPWire {
  static let reset = Array("RSET\r\n".utf8)
  /// What ends a message, and is a message without a line by itself.
  static let dot = Array(".\r\n".utf8)

  static func append(
    envelopeOf message: OutgoingMessage,
    for capabilities: SMTPCapabilities,
    to output: inout [UInt8]
  ) {
    output += "MAIL FROM:<".utf8
    append(message.envelope.sender, to: &output)
    output += ">".utf8
    if capabilities.hasSize { output += " SIZE=\(message.bytes.count)".utf8 }
    if message.needsSMTPUTF8 { output += " SMTPUTF8".utf8 }
    output += "\r\nRCPT TO:<".utf8
    append(message.envelope.recipient, to: &output)
    output += ">\r\nDATA\r\n".utf8
  }

  /// Appends a message with its leading dots doubled and its final dot (RFC 5321 section 4.5.2).
  static func append(_ message: OutgoingMessage, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + message.bytes.count + message.leadingDots.count + 512)
    var start = 0
    for index in message.leadingDots {
      // A run ends with the dot that the next one begins with.
      output += message.bytes[start...index]
      start = index
    }
    output += message.bytes[start...]
    output += dot
  }

  private static func append(_ address: MailAddress, to output: inout [UInt8]) {
    output += address.localPart.utf8
    output.append(UInt8(ascii: "@"))
    output += address.domain.utf8
  }
}
