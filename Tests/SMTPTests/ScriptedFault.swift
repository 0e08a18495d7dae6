import Mailbox

/// A way for a server to fail, or to be odd, in place of an answer.
enum ScriptedFault: CaseIterable {
  /// 421, and closes.
  case farewell
  /// 4xx.
  case temporary
  /// 5xx.
  case permanent
  case close
  case reset
  case garbage
  /// Half a line, and closes.
  case half
  /// A reply of lines without end.
  case endlessLines
  /// A line without end.
  case endlessLine
  /// What was to be said, in single bytes.
  case bytewise
  /// What was to be said, and one reply more in the same packet.
  case twice

  /// For the mailbox, at a command whose good answer has this code.
  func fault(insteadOf code: Int) -> Fault {
    switch self {
    case .farewell: .replyThenClose(SMTPReply(421, "4.3.2 closing"))
    case .temporary: .reply(SMTPReply(450, "4.7.1 no"))
    case .permanent: .reply(SMTPReply(550, "5.7.1 no"))
    case .close: .close
    case .reset: .reset
    case .garbage: .text("what?\r\n", thenClose: false)
    case .half: .text("\(code / 10)", thenClose: true)
    case .endlessLines: .flood(Array("\(code)-x\r\n".utf8))
    case .endlessLine: .flood(Array("\(code) x".utf8))
    case .bytewise: .replyBytewise(SMTPReply(code, "2.0.0 fine"))
    case .twice: .afterAccepting(.text("\(code) fine\r\n250 more\r\n", thenClose: false))
    }
  }
}
