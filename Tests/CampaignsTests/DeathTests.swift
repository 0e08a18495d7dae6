import Database
import Foundation
import Mail
import Shop
import Store
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// What holds when the sending process dies at any moment or loses power.
@Suite struct DeathTests {
  /// Sends the bench's run in one life of a process; answers whether it came to its end.
  private func live(
    _ bench: DispatchBench,
    _ process: MortalProcess,
    _ server: TestServer,
    connections: Int = 2,
    boot: String? = nil,
    file: URL? = nil,
    synced: @escaping @Sendable () throws -> Void = {}
  ) async throws -> Bool {
    let folder = bench.project.store.folder
    let base = try SQLiteDatabase(at: file ?? folder.appendingPathComponent("store.sqlite"))
    let store = try ShopStore(
      database: MortalDatabase(base, process, synced: synced),
      folder: folder
    )
    let project = try ShopProject(
      bench.project.workspace,
      configuration: bench.project.configuration,
      store: store
    )
    let lanes = [Dispatcher.Lane(.mortal(process, server), connections: connections)]
    let time = bench.time
    let sender = CampaignSender(
      project: project,
      secret: try bench.project.tokenSecret(),
      clock: { time.now },
      lanes: { lanes },
      boot: boot
    )
    do {
      return try await sender.dispatch(bench.run, hastened: false, stop: StopSignal()) { _ in }
        != nil
    } catch {
      #expect(process.isDead, "\(error)")
      return false
    }
  }

  /// Of the customers one is refused and one is told to come later.
  private func server() -> TestServer {
    let later = Mutex(0)
    return TestServer { recipient in
      if recipient.hasPrefix("k3@") {
        return .rejected(ServerReply(code: 550, enhanced: .init(5, 1, 1), text: "no"))
      }
      let isFirst = later.withLock { count in
        if recipient.hasPrefix("k5@") { count += 1 }
        return recipient.hasPrefix("k5@") && count == 1
      }
      return isFirst ? .deferred(ServerReply(code: 452, enhanced: nil, text: "later")) : nil
    }
  }

  @Test func whateverStepItDiesAtTheNextLifeEndsTheWork() async throws {
    var at = 1
    var isThrough = false
    while !isThrough {
      try await withTemporaryFolder { folder in
        let bench = try await DispatchBench.make(
          in: folder,
          rows: DispatchBench.rows(8),
          campaign: "limits: {send_once: once}"
        )
        let server = server()
        let process = MortalProcess(dyingAt: at)
        _ = try await live(bench, process, server)
        isThrough = !process.isDead
        for _ in 0..<2 {
          bench.time.advance(bySeconds: 3_600)
          #expect(try await live(bench, MortalProcess(), server))
        }
        let ledger = bench.project.store.delivery
        try DeliveryInvariant(ledger: ledger, run: bench.run, taken: server.taken)
          .check("died at step \(at)")
        let doubts = try bench.counts[.inDoubt]
        #expect(doubts <= 2, "died at step \(at), one message a connection can be in doubt")
        if isThrough { #expect(doubts == 0) }
      }
      at += 1
    }
    #expect(at > 40, "a send has many steps")
  }

  /// The number of lives is small in everyday runs; `STAMKUND_DEATHS=200` is the whole test.
  @Test func dyingAgainAndAgainNobodyGetsTwo() async throws {
    let deaths = ProcessInfo.processInfo.environment["STAMKUND_DEATHS"].flatMap(Int.init) ?? 15
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    try await withTemporaryFolder { folder in
      let size = 40 * deaths
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(size))
      let server = TestServer()
      var doubts = 0
      for death in 1...deaths {
        let process = MortalProcess(dyingAt: Int.random(in: 1...160, using: &random))
        _ = try await live(bench, process, server, connections: 4)
        _ = try bench.project.store.delivery
          .recover(bench.run, as: .thisProcess(), sendOnce: nil, at: bench.time.now)
        let now = try bench.counts[.inDoubt]
        #expect(now - doubts <= 4, "seed \(seed), death \(death)")
        doubts = now
        try DeliveryInvariant(
          ledger: bench.project.store.delivery,
          run: bench.run,
          taken: server.taken
        ).check("seed \(seed), death \(death)", isOver: false)
      }
      #expect(try await live(bench, MortalProcess(), server, connections: 4))
      try DeliveryInvariant(
        ledger: bench.project.store.delivery,
        run: bench.run,
        taken: server.taken
      ).check("seed \(seed)")
    }
  }

  /// Everything since the last write that waited for the disk is gone, and the machine has started
  /// anew: what had been claimed may have been sent, and is in doubt.
  @Test(arguments: [3, 9, 14, 27, 38, 51])
  func afterAPowerFailureWhatWasClaimedIsInDoubtAndNobodyGetsTwo(at step: Int) async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(30))
      let server = TestServer()
      let store = bench.project.store.folder.appendingPathComponent("store.sqlite")
      let disk = folder.appendingPathComponent("disk")
      try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
      let copied = disk.appendingPathComponent("store.sqlite")
      @Sendable func sync() throws {
        for end in ["", "-wal"] {
          let (from, to) = (store.path + end, copied.path + end)
          try? FileManager.default.removeItem(atPath: to)
          if FileManager.default.fileExists(atPath: from) {
            try FileManager.default.copyItem(atPath: from, toPath: to)
          }
        }
      }
      try sync()
      _ = try await live(bench, MortalProcess(dyingAt: step), server, synced: sync)
      let boot = "another-boot"
      #expect(try await live(bench, MortalProcess(), server, boot: boot, file: copied))
      let ledger = DeliveryLedger(database: try SQLiteDatabase(at: copied))
      try DeliveryInvariant(ledger: ledger, run: bench.run, taken: server.taken)
        .check("the power failed at step \(step)")
    }
  }
}
