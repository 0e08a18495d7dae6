import NIOCore
import Synchronization

/// The connections of a mailbox: numbers them, limits them, knows those that are open.
final class OpenSessions: Sendable {
  private let options: MailboxOptions
  private let store: MessageStore
  private let faults: ScriptedFaults
  private let channels = Mutex(Channels())

  private struct Channels {
    var open: [Int: any Channel] = [:]
    var isEnded = false
  }

  init(_ options: MailboxOptions, store: MessageStore) {
    self.options = options
    self.store = store
    faults = ScriptedFaults(options.faults)
  }

  /// Closes every connection and lets no new one begin.
  func end() async {
    let open = channels.withLock { channels in
      channels.isEnded = true
      return Array(channels.open.values)
    }
    for channel in open {
      // It may have been closed by the other side already, which is what is wanted.
      try? await channel.close().get()
    }
  }

  /// Begins a session on a new connection, or throws when the mailbox has ended.
  func open(on channel: any Channel) throws {
    let tally = store.tally.update { tally in
      tally.connections += 1
      tally.openConnections += 1
      return tally
    }
    let number = tally.connections
    let isEnded = channels.withLock { channels in
      channels.open[number] = channel
      return channels.isEnded
    }
    channel.closeFuture.whenComplete { [self] _ in
      channels.withLock { $0.open[number] = nil }
      store.tally.update { $0.openConnections -= 1 }
    }
    if isEnded { throw CancellationError() }
    var recordCommand: (@Sendable (String) -> Void)?
    if options.recordsCommands {
      recordCommand = { [store] in
        store.record(ReceivedCommand(connection: number, line: $0))
      }
    }
    let handler = SessionHandler(
      SMTPServerSession(
        options,
        connection: number,
        faults: faults,
        recordCommand: recordCommand
      ),
      store: store,
      isWelcome: tally.openConnections <= options.maximumConnections
    )
    try channel.pipeline.syncOperations.addHandler(handler)
  }
}
