import NIOCore

/// One client's session as a state machine: bytes in, replies and actions out, no sockets.
///
/// Give it bytes with `receive`, then call `next` until it says `read`, performing each action.
/// Replies gather in `output`, so that those to pipelined commands go out together.
struct SMTPServerSession {
  /// What its owner has to do.
  enum Action: Sendable {
    /// Send the output and wait for bytes.
    case read
    /// Store the message, then call `stored(as:)` or `storingFailed()`. Nothing else goes on.
    case store(IncomingMessage)
    /// Send the output, and call `gateOpened()` when the gate lets it through.
    case wait(FaultGate)
    /// Send the output, then these bytes, each in a packet of its own, and go on.
    case sendBytewise([UInt8])
    /// Send the output, then these bytes again and again until the connection is closed.
    case flood([UInt8])
    /// Send the output and close the connection.
    case close
    /// Send the output, close our side only, and read on until the client closes its own, so that
    /// bytes of the client's which nobody read cannot reset the connection under the reply.
    case finish
    /// Reset the connection.
    case reset
  }

  enum State {
    case commands
    case authenticating(AuthenticationExchange)
    case body
    /// The dot's reply is out already.
    case ignoredBody
    /// The next byte of the body is the first.
    case bodyStart
    case silent
    case closing(Action)
  }

  /// A command whose answer has to wait.
  enum Suspended {
    case storing(Exchange)
    case waiting(Exchange)
  }

  /// A command that is being answered.
  struct Exchange {
    /// What it does; nil when that is done.
    var effect: Effect?
    /// Nil where nothing is said unless there is a fault.
    var reply: SMTPReply?
    /// What happens instead of the reply.
    var fault: Fault?
  }

  enum Effect {
    case greet
    case hello
    case authenticate
    case begin(Transaction)
    case addRecipient(String)
    case startBody
    case takeBody
    case keepMessage(Transaction)
    case resetTransaction
    case quit
  }

  /// What has been said since MAIL.
  struct Transaction {
    let sender: SMTPPath
    let number: ScriptedFaults.MessageNumber
    let allowsUTF8: Bool
    var recipients: [String] = []
  }

  let options: MailboxOptions
  let connection: Int
  let faults: ScriptedFaults
  private let recordCommand: (@Sendable (String) -> Void)?

  var state = State.commands
  var suspended: Suspended?
  var transaction: Transaction?
  var messages = 0
  var isGreeted = false
  var isAuthenticated = false
  /// After a refused greeting only QUIT is answered.
  var isRefused = false
  private var input = ByteBuffer()
  /// The rest of a line that is too long is thrown away as it comes.
  private var isSkippingLine = false
  private var reader: BodyReader
  private(set) var output = ByteBuffer()

  init(
    _ options: MailboxOptions,
    connection: Int,
    faults: ScriptedFaults,
    recordCommand: (@Sendable (String) -> Void)? = nil
  ) {
    self.options = options
    self.connection = connection
    self.faults = faults
    self.recordCommand = recordCommand
    let keepsWhole = options.memory == .messages || options.folder != nil
    reader = BodyReader(keeping: keepsWhole ? options.maximumMessageSize : Self.headerLimit)
  }

  /// How much of a message is searched for its Message-ID where the rest is not kept.
  private static let headerLimit = 64 * 1024

  /// Whether it waits for its owner to say that a message is stored or that a gate is open.
  var isSuspended: Bool { suspended != nil }

  /// The connection is open: the greeting comes next.
  mutating func start() -> Action? {
    answer(.connect, .greet, SMTPReply(220, "\(options.name) ESMTP Stamkund mailbox"))
  }

  /// Greets with a refusal: there are too many connections.
  mutating func refuse() -> Action {
    send(.tooManyConnections)
    return .close
  }

  /// Takes bytes of the client's.
  mutating func receive(_ bytes: ByteBuffer) {
    if case .silent = state { return }
    if input.readableBytes == 0 {
      input = bytes
    } else {
      var bytes = bytes
      input.writeBuffer(&bytes)
    }
  }

  /// Goes on with the bytes that are there, as far as the next action.
  mutating func next() -> Action {
    while !isSuspended {
      switch state {
      case .commands, .authenticating:
        guard let line = takeLine() else { return .read }
        if let action = handle(line) { return action }
      case .bodyStart:
        guard input.readableBytes > 0 else { return .read }
        state = .body
        if let action = answer(.body, .takeBody, nil) { return action }
      case .body, .ignoredBody:
        guard takeBody() else { return .read }
        if let action = endBody() { return action }
      case .closing(let action):
        state = .silent
        return action
      case .silent:
        input.clear()
        return .read
      }
    }
    return .read
  }

  /// The message of the last `store` action is stored.
  mutating func stored(as number: Int) -> Action? {
    guard case .storing(var exchange) = suspended else { return nil }
    suspended = nil
    exchange.reply = SMTPReply(250, "2.0.0 Ok: queued as \(number)")
    return resolve(exchange)
  }

  /// The message of the last `store` action could not be stored.
  mutating func storingFailed() {
    guard case .storing = suspended else { return }
    suspended = nil
    send(.cannotStore)
  }

  /// The gate of the last `wait` action is open.
  mutating func gateOpened() -> Action? {
    guard case .waiting(let exchange) = suspended else { return nil }
    suspended = nil
    return resolve(exchange)
  }

  /// What is to be sent, which is the owner's now.
  mutating func takeOutput() -> ByteBuffer? {
    guard output.readableBytes > 0 else { return nil }
    defer { output = ByteBuffer() }
    return output
  }

  mutating func send(_ reply: SMTPReply) {
    output.writeString(reply.wire)
  }

  mutating func send(_ bytes: [UInt8]) {
    output.writeBytes(bytes)
  }

  /// The message as it stands in the reader, which is empty afterwards.
  mutating func takeMessage(_ transaction: Transaction) -> IncomingMessage {
    let size = reader.size
    let bytes = reader.finish()
    return IncomingMessage(
      connection: connection,
      sender: transaction.sender.address,
      senderParameters: transaction.sender.parameters,
      recipients: transaction.recipients,
      messageID: MessageHeader.messageID(of: bytes),
      size: size,
      bytes: bytes
    )
  }

  /// Whether more came than is allowed.
  var isTooBig: Bool { reader.size > options.maximumMessageSize }

  mutating func forgetMessage() {
    _ = reader.finish()
  }

  /// Whether the message's end has come.
  private mutating func takeBody() -> Bool {
    input.readWithUnsafeReadableBytes { bytes in
      let (taken, isComplete) = reader.take(bytes)
      return (taken, isComplete)
    }
  }

  /// The next line without its end, which may be CRLF or LF alone; nil when it is not there yet.
  private mutating func takeLine() -> ArraySlice<UInt8>? {
    while true {
      let view = input.readableBytesView
      guard let feed = view.firstIndex(of: 0x0A) else {
        if view.count > options.maximumLineLength {
          isSkippingLine = true
          input.clear()
        }
        return nil
      }
      let length = feed - view.startIndex
      let line = input.readBytes(length: length + 1)?[..<length] ?? []
      if isSkippingLine || length >= options.maximumLineLength {
        isSkippingLine = false
        send(.lineTooLong)
        continue
      }
      let trimmed = line.last == 0x0D ? line.dropLast() : line
      recordCommand?(String(decoding: trimmed, as: UTF8.self))
      return trimmed
    }
  }
}
