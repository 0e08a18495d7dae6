import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Carries a session's bytes between its channel and the state machine, and does what that asks.
final class SessionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var session: SMTPServerSession
  private let store: MessageStore
  private let isWelcome: Bool
  /// A read that was held back because the session waits for something.
  private var hasHeldRead = false

  init(_ session: SMTPServerSession, store: MessageStore, isWelcome: Bool) {
    self.session = session
    self.store = store
    self.isWelcome = isWelcome
  }

  func channelActive(context: ChannelHandlerContext) {
    goOn(context, with: isWelcome ? session.start() : session.refuse())
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    session.receive(unwrapInboundIn(data))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    goOn(context, with: nil)
    context.fireChannelReadComplete()
  }

  /// While the session waits nothing is read, so that a client cannot fill the memory.
  func read(context: ChannelHandlerContext) {
    if session.isSuspended {
      hasHeldRead = true
    } else {
      context.read()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The connection is broken: there is nobody to answer.
    context.close(promise: nil)
  }

  /// Performs the action, if there is one, and those that follow, until bytes are wanted.
  private func goOn(_ context: ChannelHandlerContext, with first: SMTPServerSession.Action?) {
    var action = first
    while true {
      if action == nil, session.isSuspended { return }
      switch action ?? session.next() {
      case .read:
        flush(context)
        return
      case .store(let message):
        guard let number = store.storeInMemory(message) else {
          flush(context)
          storeInFolder(message, context)
          return
        }
        action = session.stored(as: number)
      case .wait(let gate):
        flush(context)
        wait(at: gate, context)
        return
      case .sendBytewise(let bytes):
        flush(context)
        for byte in bytes { write([byte], context) }
        action = nil
      case .flood(let bytes):
        flush(context)
        flood(bytes, context)
        return
      case .close:
        close(context, mode: .all)
        return
      case .finish:
        close(context, mode: .output)
        return
      case .reset:
        reset(context)
        return
      }
    }
  }

  private func flush(_ context: ChannelHandlerContext) {
    guard let output = session.takeOutput() else { return }
    context.writeAndFlush(wrapOutboundOut(output), promise: nil)
  }

  @discardableResult
  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
  }

  /// Writes as fast as the client reads, until it reads no more.
  private func flood(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    let this = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    write(bytes, context).whenSuccess {
      // In a new turn of the loop, so that what the client does is seen in between.
      this.eventLoop.execute {
        let (handler, context) = this.value
        handler.flood(bytes, context)
      }
    }
  }

  private func close(_ context: ChannelHandlerContext, mode: CloseMode) {
    guard let output = session.takeOutput() else {
      context.close(mode: mode, promise: nil)
      return
    }
    context.writeAndFlush(wrapOutboundOut(output)).assumeIsolated().whenComplete { _ in
      context.close(mode: mode, promise: nil)
    }
  }

  /// Closes with TCP RST, which is what close means while lingering for no time.
  private func reset(_ context: ChannelHandlerContext) {
    flush(context)
    guard let channel = context.channel as? any SocketOptionProvider else {
      context.close(promise: nil)
      return
    }
    channel.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  private func storeInFolder(_ message: IncomingMessage, _ context: ChannelHandlerContext) {
    store.storeInFolder(message, on: context.eventLoop).assumeIsolated().whenComplete { result in
      var action: SMTPServerSession.Action?
      switch result {
      case .success(let number): action = self.session.stored(as: number)
      case .failure: self.session.storingFailed()
      }
      self.resume(context, with: action)
    }
  }

  private func wait(at gate: FaultGate, _ context: ChannelHandlerContext) {
    let this = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    gate.hold {
      this.eventLoop.execute {
        let (handler, context) = this.value
        handler.resume(context, with: handler.session.gateOpened())
      }
    }
  }

  private func resume(
    _ context: ChannelHandlerContext,
    with action: SMTPServerSession.Action?
  ) {
    guard context.channel.isActive else { return }
    goOn(context, with: action)
    if hasHeldRead, !session.isSuspended {
      hasHeldRead = false
      context.read()
    }
  }
}
