import Scheduling
import Shop
import TestSupport
import Testing

@Suite struct PacingTests {
  static let rates: [(text: String, perSecond: Double?)] = [
    ("50/s", 50), ("600/min", 10), ("7200/h", 2), ("1/hour", 1.0 / 3_600), ("5/second", 5),
    ("0/s", nil), ("-1/s", nil), ("5", nil), ("5/", nil), ("5/day", nil), ("/s", nil),
    ("+5/s", nil), ("5 /s", nil), ("1000001/s", nil),
  ]

  @Test(arguments: rates)
  func aRateIsReadAsItIsWritten(text: String, perSecond: Double?) {
    #expect(Rate(text)?.perSecond == perSecond)
  }

  /// Sharers who come at random moments, each with a lease of its own, never do more together than
  /// the rate and the slots of one lease that are late allow.
  @Test(arguments: [0.02, 0.5, 3, 50, 900, 20_000])
  func sharersNeverExceedTheirRateInAnyStretchOfTime(perSecond: Double) {
    let seed = UInt64(perSecond * 100)
    var random = SeededGenerator(seed: seed)
    var frontier: SlotLease.Frontier = 0
    var leases: [SlotLease?] = [nil, nil, nil]
    var used: [Int64] = []
    var now = Instant(seconds: 1_700_000_000)
    let step = max(1, Int64(300 / perSecond))
    for _ in 0..<20_000 {
      now = Instant(milliseconds: now.milliseconds + Int64.random(in: 0...step, using: &random))
      let sharer = Int.random(in: 0..<3, using: &random)
      var lease = leases[sharer] ?? SlotLease(of: perSecond, from: &frontier, at: now)
      var answer = lease.look(at: now)
      if answer == .usedUp {
        lease = SlotLease(of: perSecond, from: &frontier, at: now)
        answer = lease.look(at: now)
      }
      if answer == .now {
        lease.take()
        used.append(now.milliseconds)
      }
      leases[sharer] = lease
    }
    #expect(used.count > 500, "seed \(seed)")
    let late = 3 * max(0.25 * perSecond, 1) + 2
    for (first, start) in used.enumerated() {
      for width in [1, 10, 100] where first + width < used.count {
        let seconds = Double(used[first + width] - start) / 1_000
        #expect(Double(width) <= perSecond * seconds + late, "seed \(seed)")
      }
    }
  }

  @Test func aSharerWhoAsksAllTheTimeGetsTheWholeRate() {
    var frontier: SlotLease.Frontier = 0
    let start = Instant(seconds: 1_700_000_000)
    var lease = SlotLease(of: 200, from: &frontier, at: start)
    var used = 0
    for millisecond in Int64(0)..<10_000 {
      let now = Instant(milliseconds: start.milliseconds + millisecond)
      while true {
        let answer = lease.look(at: now)
        if answer == .usedUp {
          lease = SlotLease(of: 200, from: &frontier, at: now)
          continue
        }
        guard answer == .now else { break }
        lease.take()
        used += 1
      }
    }
    #expect((1_990...2_001).contains(used))
  }

  @Test func aClockThatIsSetBackDoesNotStopEverything() {
    var frontier: SlotLease.Frontier = 0
    let now = Instant(seconds: 1_700_000_000)
    _ = SlotLease(of: 10, from: &frontier, at: now)
    let earlier = now.advanced(bySeconds: -3_600)
    var lease = SlotLease(of: 10, from: &frontier, at: earlier)
    #expect(lease.look(at: earlier) == .now)
  }

  @Test func aRequestForPatienceHalvesThePaceAndHalfAnHourBringsItBack() {
    let now = Instant(seconds: 1_700_000_000)
    let first = Pace.cut(nil, full: 40, at: now)
    #expect(first.rate(at: now) == 20)
    // What was under way when it was cut says nothing new.
    #expect(Pace.cut(first, full: 40, at: now.advanced(bySeconds: 9)) == first)
    let second = Pace.cut(first, full: 40, at: now.advanced(bySeconds: 10))
    #expect(second.full == 40)
    #expect(second.slowed < 10.2 && second.slowed > 10)
    let later = now.advanced(bySeconds: 10 + 600)
    #expect(abs((second.rate(at: later) ?? 0) - (second.slowed + 40.0 / 3)) < 0.001)
    #expect(second.rate(at: now.advanced(bySeconds: 1_900)) == nil)
  }

  @Test func howeverOftenItIsCutAPaceNeverStandsStillNorExceedsItsRate() {
    var random = SeededGenerator(seed: 11)
    var pace: Pace?
    var now = Instant(seconds: 1_700_000_000)
    for _ in 0..<5_000 {
      now = Instant(
        milliseconds: now.milliseconds + Int64.random(in: -500...60_000, using: &random)
      )
      if Bool.random(using: &random) { pace = Pace.cut(pace, full: 25, at: now) }
      if let rate = pace?.rate(at: now) { #expect(rate >= 1.0 / 60 && rate < 25) }
    }
    for _ in 0..<50 {
      now = now.advanced(bySeconds: 11)
      pace = Pace.cut(pace, full: 25, at: now)
    }
    #expect((pace?.slowed ?? 0) < 1)
  }

  @Test func aMeterShowsWhatHappensLately() {
    var meter = RateMeter()
    let start = Instant(seconds: 1_700_000_000)
    for tick in Int64(0)..<6_000 {
      meter.count(at: Instant(milliseconds: start.milliseconds + tick * 10))
    }
    let end = Instant(milliseconds: start.milliseconds + 60_000)
    #expect(abs(meter.perSecond(at: end) - 100) < 2)
    #expect(meter.perSecond(at: end.advanced(bySeconds: 60)) < 1)
  }

  @Test func aWarmUpPlanEndsAfterItsLastDay() throws {
    let plan = try #require(WarmUpPlan(days: [50, 100, 400]))
    #expect([1, 2, 3, 4].map { plan.number(onDay: $0) } == [50, 100, 400, nil])
    #expect(WarmUpPlan(days: []) == nil)
    #expect(WarmUpPlan(days: [50, 0]) == nil)
  }
}
