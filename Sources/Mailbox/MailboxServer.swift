import NIOCore
import NIOPosix

/// A catch-all SMTP server: takes every message, keeps it, and never forwards anything.
///
///     try await withMailbox { mailbox in
///       try await send(to: mailbox.url)
///       let messages = try await mailbox.messages(atLeast: 1)
///     }
package final class MailboxServer: Sendable {
  /// The address that it listens on.
  package let host: String
  /// The port that it listens on, which is never zero.
  package let port: Int
  private let listener: any Channel
  private let sessions: OpenSessions
  private let store: MessageStore

  /// Such as `smtp://127.0.0.1:2525`.
  package var url: String {
    host.contains(":") ? "smtp://[\(host)]:\(port)" : "smtp://\(host):\(port)"
  }

  /// Starts to listen.
  ///
  /// One of `stop` and `run` must follow. Throws ``MailboxError``.
  package static func start(_ options: MailboxOptions = MailboxOptions()) async throws
    -> MailboxServer
  {
    let store = try MessageStore(options)
    let sessions = OpenSessions(options, store: store)
    do {
      let listener = try await listen(options, sessions)
      return MailboxServer(listener, sessions, store, options)
    } catch {
      await store.close()
      throw MailboxError.cannotListen(
        host: options.host,
        port: options.port,
        reason: "\(error)"
      )
    }
  }

  private init(
    _ listener: any Channel,
    _ sessions: OpenSessions,
    _ store: MessageStore,
    _ options: MailboxOptions
  ) {
    self.listener = listener
    self.sessions = sessions
    self.store = store
    host = listener.localAddress?.ipAddress ?? options.host
    port = listener.localAddress?.port ?? options.port
  }

  /// The messages kept so far, by number.
  package var messages: [ReceivedMessage] { store.messages }

  /// The command lines so far, where the options record them.
  package var commands: [ReceivedCommand] { store.commands }

  package var tally: MailboxTally { store.tally.value }

  /// Waits until so many messages are stored, and gives those that are kept.
  package func messages(atLeast count: Int) async throws -> [ReceivedMessage] {
    _ = try await tally { $0.messages >= count }
    return messages
  }

  /// The first tally, from now on, that meets the condition.
  ///
  /// Throws `CancellationError` when the task is cancelled before that.
  @discardableResult
  package func tally(
    where condition: @escaping @Sendable (MailboxTally) -> Bool
  ) async throws -> MailboxTally {
    try await store.tally.wait(until: condition)
  }

  /// Takes mail until the task is cancelled, then stops.
  package func run() async throws {
    try await withTaskCancellationHandler {
      try await listener.closeFuture.get()
    } onCancel: {
      listener.close(promise: nil)
    }
    await stop()
  }

  /// Stops listening, closes every connection and waits until all is put away.
  package func stop() async {
    // It may be closed already, which is what is wanted.
    try? await listener.close().get()
    await sessions.end()
    await store.close()
  }

  private static func listen(
    _ options: MailboxOptions,
    _ sessions: OpenSessions
  ) async throws -> any Channel {
    try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(
        .recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 16_384, maximum: 262_144)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try sessions.open(on: channel) }
      }
      .bind(host: options.host, port: options.port)
      .get()
  }
}

/// Runs a mailbox for as long as the closure runs, and stops it however that ends.
package func withMailbox<Result>(
  _ options: MailboxOptions = MailboxOptions(),
  _ body: (MailboxServer) async throws -> Result
) async throws -> Result {
  let mailbox = try await MailboxServer.start(options)
  do {
    let result = try await body(mailbox)
    await mailbox.stop()
    return result
  } catch {
    await mailbox.stop()
    throw error
  }
}
