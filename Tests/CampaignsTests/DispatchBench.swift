import Foundation
import Mail
import Scheduling
import Shop
import Store
import Synchronization
import Testing
import Workspace

@testable import Campaigns

/// A planned run and what is needed to send it, again and again, over servers in memory.
struct DispatchBench {
  let project: ShopProject
  let run: Run
  let time: TestClock

  /// Plans the campaign `news` for these rows (`id,email,…`) of customers.
  static func make(
    in folder: URL,
    rows: [String],
    columns: String = "id,email,email_consent",
    campaign: String = "",
    limits: String = "",
    template: String = "",
    at now: Instant = Instant(seconds: 1_780_000_000)
  ) async throws -> DispatchBench {
    let project = try await TinyWorkspace.project(
      in: folder,
      campaign: campaign,
      changed: [
        "Templates/news.html.liquid":
          "<p>\(template) <a href=\"{{ unsubscribe_url }}\">x</a> {{ shop.address }}</p>",
        "data/customers.csv": ([columns] + rows).joined(separator: "\n") + "\n",
        "stamkund.yaml": """
        name: Butiken
        time_zone: Europe/Stockholm
        currency: SEK
        language: sv
        brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1"}
        smtp: {url: "smtp://127.0.0.1:2525", tls: none}
        imports: [{file: data/customers.csv, as: customers}]
        \(limits)
        """,
      ]
    )
    let time = TestClock(now)
    let news = try #require(project.workspace.campaigns["news"])
    let prepared = try #require(PreparedCampaign.prepare(news, in: project).0)
    let sender = try Self.sender(project, time, lanes: [])
    let planned = try sender.plan(prepared, occurrence: "", asOf: now)
    let run = try #require(planned)
    return DispatchBench(project: project, run: run, time: time)
  }

  /// So many customers at these domains in turn, from `k1@…` on.
  static func rows(_ count: Int, domains: [String] = ["example.com"]) -> [String] {
    (1...count).map { "\($0),k\($0)@\(domains[$0 % domains.count]),yes" }
  }

  /// Sends what can be sent now.
  @discardableResult
  func send(
    over lanes: [Dispatcher.Lane],
    hastened: Bool = false,
    patience: PatienceTerms = .short,
    stop: StopSignal = StopSignal(),
    progress: @escaping @Sendable (DispatchProgress) -> Void = { _ in }
  ) async throws -> DispatchEnd {
    let end = try await Self.sender(project, time, lanes: lanes)
      .dispatch(run, hastened: hastened, patience: patience, stop: stop, progress: progress)
    return try #require(end)
  }

  var counts: MessageCounts { get throws { try project.store.delivery.counts(of: run) } }

  /// The log's states by customer's id.
  func states() throws -> [String: String] {
    var states: [String: String] = [:]
    try project.store.delivery.forEachMessage(of: run) { message in
      states[message.customer] =
        message.state.rawValue + (message.reason.map { " (\($0))" } ?? "")
    }
    return states
  }

  private static func sender(
    _ project: ShopProject,
    _ time: TestClock,
    lanes: [Dispatcher.Lane]
  ) throws -> CampaignSender {
    CampaignSender(
      project: project,
      secret: try project.tokenSecret(),
      clock: { time.now },
      lanes: { lanes }
    )
  }
}

/// A clock that stands still until it is set, or goes on as time does.
final class TestClock: Sendable {
  private let held: Mutex<Instant?>

  init(_ now: Instant) { held = Mutex(now) }

  var now: Instant { held.withLock { $0 } ?? Instant(Date()) }

  func advance(bySeconds seconds: Int64) {
    held.withLock { $0 = $0?.advanced(bySeconds: seconds) }
  }

  /// From now on it is the real time.
  func run() { held.withLock { $0 = nil } }
}

extension Dispatcher.Lane {
  /// A lane to a server in memory.
  init(
    _ transport: ScriptedTransport,
    connections: Int = 4,
    weight: Int = 1,
    rate: String? = nil,
    domains: [String: DomainLimit] = [:],
    warmUp: [Int] = []
  ) {
    var limits = DomainLimits()
    limits.named = domains
    self.init(
      transport: transport,
      connections: connections,
      weight: weight,
      rate: rate.flatMap { Rate($0) },
      domains: limits,
      warmUp: WarmUpPlan(days: warmUp)
    )
  }
}
