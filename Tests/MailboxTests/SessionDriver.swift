import NIOCore

@testable import Mailbox

/// Runs a session without sockets: stores at once, opens gates when told, notes how it ended.
struct SessionDriver {
  private(set) var session: SMTPServerSession
  private(set) var stored: [IncomingMessage] = []
  /// The close, finish or reset that the session asked for.
  private(set) var ending: String?
  private(set) var gate: FaultGate?
  /// What went out a byte at a time, in the order of that.
  private(set) var bytewise = ""
  private let canStore: Bool

  init(_ options: MailboxOptions = MailboxOptions(), connection: Int = 1, canStore: Bool = true) {
    self.init(
      options,
      faults: ScriptedFaults(options.faults),
      connection: connection,
      canStore: canStore
    )
  }

  init(
    _ options: MailboxOptions,
    faults: ScriptedFaults,
    connection: Int,
    canStore: Bool = true
  ) {
    session = SMTPServerSession(options, connection: connection, faults: faults)
    self.canStore = canStore
  }

  /// A session past EHLO, its output so far thrown away.
  static func greeted(_ options: MailboxOptions = MailboxOptions()) -> SessionDriver {
    var driver = SessionDriver(options)
    _ = driver.start()
    _ = driver.send("EHLO test\r\n")
    return driver
  }

  mutating func start() -> String {
    let first = session.start()
    return run(first)
  }

  /// Sends the text and gives what comes back.
  mutating func send(_ text: String) -> String {
    session.receive(ByteBuffer(string: text))
    return run(nil)
  }

  mutating func openGate() -> String {
    let first = session.gateOpened()
    return run(first)
  }

  private mutating func run(_ first: SMTPServerSession.Action?) -> String {
    var action = first
    while action != nil || !session.isSuspended {
      switch action ?? session.next() {
      case .read: return output
      case .store(let message):
        action = store(message)
      case .wait(let gate):
        self.gate = gate
        return output
      case .sendBytewise(let bytes):
        bytewise += String(decoding: bytes, as: UTF8.self)
        action = nil
      case .flood: return end("flood")
      case .close: return end("close")
      case .finish: return end("finish")
      case .reset: return end("reset")
      }
    }
    return output
  }

  private mutating func store(_ message: IncomingMessage) -> SMTPServerSession.Action? {
    guard canStore else {
      session.storingFailed()
      return nil
    }
    stored.append(message)
    return session.stored(as: stored.count)
  }

  private mutating func end(_ how: String) -> String {
    ending = how
    return output
  }

  private var output: String {
    mutating get { session.takeOutput().map { String(buffer: $0) } ?? "" }
  }
}
