import Shop
import Store

extension OutgoingQueue.State {
  /// Whether every lane has sent its number of the day.
  var isExhausted: Bool { lanes.allSatisfy(\.isExhausted) }

  mutating func add(_ message: ReadyMessage, first: Bool = false) {
    let domain = message.message.domain
    if waiting[domain] == nil { turns.append(domain) }
    waiting[domain, default: MessageLine()].add(message, first: first)
    count += 1
  }

  mutating func take(for lane: Int, beside current: String?, at now: Instant)
    -> OutgoingQueue.Taking
  {
    if isClosed { return .ended }
    guard count > 0 else { return isComplete ? .ended : .later(version) }
    if let obstacle = generalObstacle(for: lane, at: now) { return obstacle }
    var soonest: Instant?
    for place in turns.indices {
      let domain = turns[place]
      guard lanes[lane].hasRoom(for: domain, except: current) else { continue }
      switch lanes[lane].look(at: now, for: domain) {
      case .granted: return .message(give(place, to: lane, at: now))
      case .notBefore(let time): soonest = min(soonest ?? time, time)
      case .renew:
        let limit = lanes[lane].limit(of: domain)
        return .renew(limit: limit.name, perSecond: limit.perSecond(at: now) ?? 1)
      case .renewing: continue
      }
    }
    return soonest.map { .notBefore($0) } ?? .later(version)
  }

  /// What keeps a lane from any message, whatever its domain.
  private mutating func generalObstacle(for lane: Int, at now: Instant) -> OutgoingQueue.Taking? {
    if lanes[lane].isExhausted { return isExhausted ? .ended : .later(version) }
    if lanes[lane].warmUpLeft == 0 {
      if lanes[lane].isFetchingWarmUp { return .later(version) }
      lanes[lane].isFetchingWarmUp = true
      return .warmUp
    }
    if let time = aheadOfOthers(lane, at: now) { return .notBefore(time) }
    let general = total.look(at: now)
    if let obstacle = obstacle(general, of: total, at: now) { return obstacle }
    let answer = lanes[lane].server.look(at: now)
    return obstacle(answer, of: lanes[lane].server, at: now)
  }

  private func obstacle(
    _ answer: SharedLimit.Permission,
    of limit: SharedLimit,
    at now: Instant
  ) -> OutgoingQueue.Taking? {
    switch answer {
    case .granted: return nil
    case .notBefore(let time): return .notBefore(time)
    case .renew: return .renew(limit: limit.name, perSecond: limit.perSecond(at: now) ?? 1)
    case .renewing: return .later(version)
    }
  }

  /// A lane that has had more than its part waits for the others, but not for ever: they may be
  /// busy or may have nothing to take.
  private mutating func aheadOfOthers(_ lane: Int, at now: Instant) -> Instant? {
    guard lanes.count > 1 else { return nil }
    let others = willing.filter { $0 != lane && !lanes[$0].isExhausted }.map { lanes[$0].given }
    guard let least = others.min(), lanes[lane].given > least + 8 else {
      waitingForWeight[lane] = nil
      return nil
    }
    let since = waitingForWeight[lane] ?? .now
    waitingForWeight[lane] = since
    if .now - since > .milliseconds(250) {
      waitingForWeight[lane] = nil
      return nil
    }
    return Instant(milliseconds: now.milliseconds + 5)
  }

  private mutating func give(_ place: Int, to lane: Int, at now: Instant) -> ReadyMessage {
    let domain = turns[place]
    var line = waiting.removeValue(forKey: domain) ?? MessageLine()
    let message = line.removeFirst()
    if line.isEmpty {
      turns.remove(at: place)
    } else {
      waiting[domain] = line
      // The next domain's turn; with one domain there is nothing to move.
      if turns.count > 1 { turns.append(turns.remove(at: place)) }
    }
    count -= 1
    total.take(at: now)
    lanes[lane].began(domain, at: now)
    return message
  }
}
