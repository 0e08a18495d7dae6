/// What a mailbox does at a phase instead of answering as usual.
package indirect enum Fault: Sendable {
  /// Answers so: a 2xx or 3xx takes effect as usual, all else refuses. A refusal at the phase
  /// `body` is sent at once and stands for the dot's reply too; a 2xx there comes before it.
  case reply(SMTPReply)
  /// The same, and closes the connection when the reply is out.
  case replyThenClose(SMTPReply)
  /// Closes the connection; the command has no effect.
  case close
  /// Resets the connection (TCP RST); the command has no effect.
  case reset
  /// Never says anything again on this connection, and swallows what comes.
  case silence
  /// Sends these bytes, such as garbage or half a reply; the command has no effect.
  case bytes([UInt8], thenClose: Bool)
  /// Sends these bytes again and again for as long as the client listens; the command has no effect.
  case flood([UInt8])
  /// Answers as `reply`, each byte of it in a packet of its own.
  case replyBytewise(SMTPReply)
  /// Lets the command take effect, stores the message if it is the dot, then plays the fault where
  /// the reply would have been. `.afterAccepting(.close)` at the dot is the case in doubt.
  case afterAccepting(Fault)
  /// Waits until the gate is opened, then plays the fault, or answers as usual when it is nil.
  case wait(FaultGate, then: Fault? = nil)

  /// Sends this text as it is: `.text("25", thenClose: true)` is half a reply.
  package static func text(_ text: String, thenClose: Bool) -> Fault {
    .bytes(Array(text.utf8), thenClose: thenClose)
  }

  /// Takes effect and stores; the reply waits until the gate is opened.
  package static func acceptedButDelayed(until gate: FaultGate) -> Fault {
    .afterAccepting(.wait(gate))
  }
}
