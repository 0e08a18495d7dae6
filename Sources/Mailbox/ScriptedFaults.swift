import Synchronization

/// A script being played by a whole mailbox: which message this is, and which rules are used up.
final class ScriptedFaults: Sendable {
  /// The moment in a session that a rule is matched against.
  struct Moment {
    let phase: SMTPPhase
    let connection: Int
    /// The number of the MAIL command under way in the mailbox and on its connection, if any.
    let message: MessageNumber?
    /// The recipient named now, or the accepted ones.
    let recipients: [String]
  }

  /// The place of a MAIL command in the order of all, from 1.
  struct MessageNumber: Hashable {
    let ofMailbox: Int
    let ofConnection: Int
  }

  private struct Progress {
    var messages = 0
    var played: [Int]
  }

  private let rules: [FaultRule]
  private let progress: Mutex<Progress>

  init(_ script: FaultScript) {
    rules = script.rules
    progress = Mutex(Progress(played: Array(repeating: 0, count: script.rules.count)))
  }

  /// Counts a MAIL command of any connection: its number, from 1.
  func countMessage() -> Int {
    progress.withLock { progress in
      progress.messages += 1
      return progress.messages
    }
  }

  /// The fault to play now, which counts as played; nil to go on as usual.
  func fault(at moment: @autoclosure () -> Moment) -> Fault? {
    guard !rules.isEmpty else { return nil }
    let moment = moment()
    return progress.withLock { progress in
      for (index, rule) in rules.enumerated() where rule.phase == moment.phase {
        guard progress.played[index] < rule.times ?? Int.max else { continue }
        guard rule.trigger.matches(moment) else { continue }
        progress.played[index] += 1
        return rule.fault
      }
      return nil
    }
  }
}

extension FaultTrigger {
  fileprivate func matches(_ moment: ScriptedFaults.Moment) -> Bool {
    switch self {
    case .always: true
    case .connection(let number): moment.connection == number
    case .everyConnection(let step): moment.connection.isMultiple(of: step)
    case .message(let number): moment.message?.ofMailbox == number
    case .everyMessage(let step): moment.message?.ofMailbox.isMultiple(of: step) ?? false
    case .messageOfConnection(let number): moment.message?.ofConnection == number
    case .recipient(let text): moment.recipients.contains { $0.contains(text) }
    }
  }
}
