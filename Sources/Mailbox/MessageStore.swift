import NIOCore
import NIOPosix
import Synchronization

/// What a mailbox has taken in: numbers the messages, keeps what is to be kept, and counts.
final class MessageStore: Sendable {
  private struct Contents {
    var lastNumber: Int
    var messages: [ReceivedMessage] = []
    var commands: [ReceivedCommand] = []
  }

  /// What has come in, for those who wait for it.
  let tally = Watched(MailboxTally())
  private let contents: Mutex<Contents>
  private let memory: MailboxOptions.Memory
  private let onMessage: (@Sendable (ReceivedMessage) -> Void)?
  private let folder: MessageFolder?
  /// Several writers at once share the disk's commits.
  private let writers: NIOThreadPool?

  /// An empty store, or one that goes on numbering where the folder ends.
  init(_ options: MailboxOptions) throws(MailboxError) {
    memory = options.memory
    onMessage = options.onMessage
    if let path = options.folder {
      let folder = try MessageFolder(path: path)
      contents = Mutex(Contents(lastNumber: try folder.lastNumber()))
      let writers = NIOThreadPool(numberOfThreads: 8)
      writers.start()
      self.folder = folder
      self.writers = writers
    } else {
      contents = Mutex(Contents(lastNumber: 0))
      folder = nil
      writers = nil
    }
  }

  /// By number.
  var messages: [ReceivedMessage] {
    contents.withLock { $0.messages }.sorted { $0.number < $1.number }
  }

  var commands: [ReceivedCommand] { contents.withLock { $0.commands } }

  func record(_ command: ReceivedCommand) {
    contents.withLock { $0.commands.append(command) }
  }

  /// Stores the message at once, and gives its number; nil when it has to go to the disk first.
  func storeInMemory(_ message: IncomingMessage) -> Int? {
    guard folder == nil else { return nil }
    return keep(message, number: nil)
  }

  /// Writes the message into the folder; succeeds with its number.
  func storeInFolder(
    _ message: IncomingMessage,
    on eventLoop: any EventLoop
  ) -> EventLoopFuture<Int> {
    guard let folder, let writers else {
      return eventLoop.makeSucceededFuture(keep(message, number: nil))
    }
    let number = contents.withLock { contents in
      contents.lastNumber += 1
      return contents.lastNumber
    }
    return writers.runIfActive(eventLoop: eventLoop) {
      try folder.store(message, number: number)
      return self.keep(message, number: number)
    }
  }

  /// Ends the writers; what they have begun is written.
  func close() async {
    do {
      try await writers?.shutdownGracefully()
    } catch {
      preconditionFailure("a pool of threads that was started could not be ended: \(error)")
    }
  }

  private func keep(_ message: IncomingMessage, number: Int?) -> Int {
    let received = contents.withLock { contents in
      if number == nil { contents.lastNumber += 1 }
      let received = ReceivedMessage(
        number: number ?? contents.lastNumber,
        message,
        keepsBytes: memory == .messages
      )
      if memory != .nothing { contents.messages.append(received) }
      return received
    }
    onMessage?(received)
    tally.update { tally in
      tally.messages += 1
      tally.bytes += received.size
    }
    return received.number
  }
}
