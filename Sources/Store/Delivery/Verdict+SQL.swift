import SQL
import Shop

extension Verdict {
  /// What a verdict changes in the message's row.
  func changes(at clock: Instant) -> SQLQuery {
    let now = clock.milliseconds
    switch self {
    case .accepted(let reply):
      return "state = 'accepted', reason = NULL, settled_at = \(now), \(Self.words(reply))"
    case .rejected(let reply):
      return "state = 'rejected', reason = NULL, settled_at = \(now), \(Self.words(reply))"
    case .bounced(let reply):
      return "state = 'rejected', reason = 'hard_bounce', settled_at = \(now), \(Self.words(reply))"
    case .gaveUp(let reply):
      return "state = 'rejected', reason = 'gave_up', settled_at = \(now), \(Self.words(reply))"
    case .deferred(let reply, let until):
      return """
        state = 'deferred', first_tried_at = COALESCE(first_tried_at, \(now)), \(Self.words(reply)),
          next_attempt_at = \(until.milliseconds)
        """
    case .inDoubt(let reply):
      return "state = 'in_doubt', reason = 'no_answer', settled_at = \(now), \(Self.words(reply))"
    case .skipped(let reason):
      return "state = 'skipped', reason = \(reason.text), settled_at = \(now)"
    case .returned:
      return """
        state = 'planned', next_attempt_at = NULL, attempts = attempts - marked,
          handed_over_at = CASE WHEN marked = 1 THEN NULL ELSE handed_over_at END
        """
    case .putAside(let until):
      return """
        state = CASE WHEN attempts > marked THEN 'deferred' ELSE 'planned' END,
          next_attempt_at = \(until.milliseconds)
        """
    }
  }

  /// The server's words; a try that ended before the mark is counted here.
  private static func words(_ reply: LoggedReply) -> SQLQuery {
    """
    attempts = attempts + 1 - marked, reply_code = \(reply.code),
      enhanced_code = \(reply.enhancedCode), reply = \(reply.text)
    """
  }
}

extension Verdict {
  /// Whether the message is to be tried again.
  var wantsAnotherTry: Bool {
    switch self {
    case .deferred, .returned, .putAside: true
    case .accepted, .rejected, .gaveUp, .bounced, .inDoubt, .skipped: false
    }
  }

  /// Whether it is certain that no server took the message.
  var reachedNobody: Bool {
    switch self {
    case .rejected, .gaveUp, .bounced, .skipped, .returned, .putAside: true
    case .accepted, .deferred, .inDoubt: false
    }
  }
}
