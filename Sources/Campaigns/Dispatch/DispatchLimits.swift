import Mail
import Scheduling
import Shop
import Workspace

/// One limit as this process knows it: what is configured, what is left of it after requests for
/// patience, and the slots that the process has for itself.
struct SharedLimit {
  let name: String
  private let configured: Double?
  private var pace: Pace?
  private var lease: SlotLease?
  /// Whether slots are being fetched: one fetches for all.
  private var isRenewing = false
  private var meter = RateMeter()

  init(_ name: String, _ rate: Rate?) {
    self.name = name
    configured = rate?.perSecond
  }

  /// Messages a second now; nil where there is no limit.
  func perSecond(at now: Instant) -> Double? {
    guard let slowed = pace?.rate(at: now) else { return configured }
    return min(slowed, configured ?? slowed)
  }

  func isLimited(at now: Instant) -> Bool { perSecond(at: now) != nil }

  /// Messages a second, as they went lately.
  func lately(at now: Instant) -> Double { meter.perSecond(at: now) }

  /// What a cut begins from: the configured rate, or what went lately.
  func full(at now: Instant) -> Double { configured ?? max(1, lately(at: now)) }

  enum Permission: Hashable {
    case granted
    case notBefore(Instant)
    /// Slots must be fetched, by whoever is told so.
    case renew
    /// They are being fetched.
    case renewing
  }

  mutating func look(at now: Instant) -> Permission {
    guard perSecond(at: now) != nil else { return .granted }
    switch lease?.look(at: now) {
    case .now: return .granted
    case .notBefore(let time): return .notBefore(time)
    case .usedUp, nil:
      if isRenewing { return .renewing }
      isRenewing = true
      return .renew
    }
  }

  mutating func take(at now: Instant) {
    meter.count(at: now)
    if perSecond(at: now) != nil { lease?.take() }
  }

  mutating func renewed(_ lease: SlotLease?) {
    isRenewing = false
    self.lease = lease
  }

  /// Takes over a pace that this or another sender found; slots of a faster one are given up.
  mutating func slowDown(to pace: Pace?) {
    if let pace, pace != self.pace { lease = nil }
    self.pace = pace
  }
}

/// What one server may carry now.
struct LaneLimits {
  let weight: Double
  let warmUp: WarmUpPlan?
  private let name: String
  private let settings: DomainLimits
  var server: SharedLimit
  /// By recipient domain, those that were met.
  private(set) var domains: [String: SharedLimit] = [:]
  private var underWay: [String: Int] = [:]
  /// How much of today's number of a warm-up is at hand; nil without a plan or after it.
  var warmUpLeft: Int?
  var isFetchingWarmUp = false
  /// Today's number is used up.
  var isExhausted = false
  /// Messages given to it, by its weight.
  var given: Double = 0

  init(_ lane: Dispatcher.Lane) {
    weight = Double(lane.weight)
    warmUp = lane.warmUp
    name = lane.transport.server
    settings = lane.domains
    server = SharedLimit("server \(name)", lane.rate)
    warmUpLeft = lane.warmUp == nil ? nil : 0
  }

  func connections(to domain: String) -> Int? { settings[domain].connections }

  /// How many domains are remembered that have nothing of their own to remember.
  private static let memory = 4_000

  /// Whether one more message may go to the domain now.
  mutating func look(at now: Instant, for domain: String) -> SharedLimit.Permission {
    if domains.count > Self.memory { domains = domains.filter { $0.value.isLimited(at: now) } }
    var limit = limit(of: domain)
    defer { domains[domain] = limit }
    return limit.look(at: now)
  }

  /// The limit of a domain, whether it was met or not.
  func limit(of domain: String) -> SharedLimit {
    domains[domain] ?? SharedLimit("server \(name) to \(domain)", settings[domain].rate)
  }

  /// Whether one more message may be under way to the domain, beside those of `except`.
  func hasRoom(for domain: String, except current: String?) -> Bool {
    guard let limit = connections(to: domain) else { return true }
    return underWay[domain, default: 0] - (current == domain ? 1 : 0) < limit
  }

  mutating func began(_ domain: String, at now: Instant) {
    underWay[domain, default: 0] += 1
    server.take(at: now)
    var limit = limit(of: domain)
    limit.take(at: now)
    domains[domain] = limit
    given += 1 / weight
    if let left = warmUpLeft { warmUpLeft = left - 1 }
  }

  mutating func ended(_ domain: String) {
    let left = underWay[domain, default: 1] - 1
    underWay[domain] = left > 0 ? left : nil
  }

  /// A message that was begun was not sent after all.
  mutating func takeBack() {
    given -= 1 / weight
    if let left = warmUpLeft {
      warmUpLeft = left + 1
      isExhausted = false
    }
  }

  mutating func change(_ name: String, _ change: (inout SharedLimit) -> Void) {
    if server.name == name { change(&server) }
    for (domain, limit) in domains where limit.name == name {
      var limit = limit
      change(&limit)
      domains[domain] = limit
    }
  }

  mutating func takeOver(_ paces: [String: Pace]) {
    server.slowDown(to: paces[server.name])
    for domain in domains.keys {
      let pace = paces[limit(of: domain).name]
      domains[domain]?.slowDown(to: pace)
    }
  }
}
