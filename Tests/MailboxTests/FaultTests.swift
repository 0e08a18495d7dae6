import Testing

@testable import Mailbox

@Suite struct FaultTests {
  /// What a client that goes on regardless gets to hear, phase by phase.
  private struct Course: Equatable {
    var codes: [String] = []
    var stored = 0
    var ending: String?
  }

  /// Speaks a whole session, and stops when the other side has.
  private static func course(_ rules: FaultRule...) -> Course {
    var options = MailboxOptions()
    options.authentication = .offered
    options.faults = FaultScript(rules)
    var driver = SessionDriver(options)
    var course = Course()
    let steps = [
      "EHLO x\r\n", "AUTH PLAIN AA==\r\n", "MAIL FROM:<a@b>\r\n", "RCPT TO:<c@d>\r\n", "DATA\r\n",
      "Subject: x\r\n\r\n", ".\r\n", "RSET\r\n", "QUIT\r\n",
    ]
    course.codes.append(String(driver.start().prefix(3)))
    for step in steps where driver.ending == nil {
      course.codes.append(String(driver.send(step).prefix(3)))
    }
    course.stored = driver.stored.count
    course.ending = driver.ending
    return course
  }

  private static let usual = ["220", "250", "235", "250", "250", "354", "", "250", "250", "221"]
  private static let phases: [SMTPPhase] = [
    .connect, .ehlo, .auth, .mail, .rcpt, .data, .body, .dot, .rset, .quit,
  ]

  @Test func withoutFaultsAllIsAsUsual() {
    #expect(Self.course() == Course(codes: Self.usual, stored: 1, ending: "close"))
  }

  @Test(arguments: zip(phases, phases.indices))
  func closesWithoutAnEffectAtAnyPhase(phase: SMTPPhase, index: Int) {
    let codes = Self.usual[..<index] + [""]
    let stored = index > 7 ? 1 : 0
    #expect(
      Self.course(FaultRule(.always, at: phase, .close))
        == Course(codes: Array(codes), stored: stored, ending: "close")
    )
    #expect(Self.course(FaultRule(.always, at: phase, .reset)).ending == "reset")
  }

  @Test(arguments: zip(phases, phases.indices))
  func repliesAndClosesAtAnyPhase(phase: SMTPPhase, index: Int) {
    let fault = Fault.replyThenClose(SMTPReply(421, "4.3.2 Closing"))
    let course = Self.course(FaultRule(.always, at: phase, fault))
    #expect(course.codes == Self.usual[..<index] + ["421"])
    #expect(course.stored == (index > 7 ? 1 : 0))
    #expect(course.ending == "finish")
  }

  @Test(arguments: zip(phases, phases.indices))
  func fallsSilentAtAnyPhase(phase: SMTPPhase, index: Int) {
    let course = Self.course(FaultRule(.always, at: phase, .silence))
    #expect(course.codes == Self.usual.indices.map { $0 < index ? Self.usual[$0] : "" })
    #expect(course.ending == nil)
  }

  @Test(arguments: zip(phases, phases.indices))
  func floodsAtAnyPhase(phase: SMTPPhase, index: Int) {
    let course = Self.course(FaultRule(.always, at: phase, .flood([0x78])))
    #expect(course.codes == Self.usual[..<index] + [""])
    #expect(course.stored == (index > 7 ? 1 : 0))
    #expect(course.ending == "flood")
  }

  @Test func aReplyInSingleBytesTakesEffectAsAnyOther() {
    for code in [250, 450] {
      var options = MailboxOptions()
      options.faults = [FaultRule(.always, at: .rcpt, .replyBytewise(SMTPReply(code, "x")))]
      var driver = SessionDriver.greeted(options)
      let output = driver.send("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n")
      #expect(driver.bytewise == "\(code) x\r\n")
      #expect(output.hasPrefix("250 2.1.0 Ok\r\n\(code == 250 ? 354 : 554)"))
    }
  }

  @Test(arguments: zip(phases, phases.indices))
  func waitsAtAnyPhaseAndThenGoesOn(phase: SMTPPhase, index: Int) {
    var options = MailboxOptions()
    options.authentication = .offered
    options.faults = [FaultRule(.always, at: phase, .wait(FaultGate()))]
    var driver = SessionDriver(options)
    let session =
      "EHLO x\r\nAUTH PLAIN AA==\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n"
      + "Subject: x\r\n\r\n.\r\nRSET\r\nQUIT\r\n"
    var output = driver.start() + driver.send(session)
    #expect(driver.gate != nil)
    #expect(driver.ending == nil)
    #expect(driver.stored.count == (index > 7 ? 1 : 0))
    output += driver.openGate()
    #expect(driver.ending == "close")
    #expect(driver.stored.count == 1)
    let finalLines = output.split(separator: "\r\n").filter { !$0.dropFirst(3).hasPrefix("-") }
    #expect(finalLines.map { String($0.prefix(3)) } == Self.usual.filter { !$0.isEmpty })
  }

  static let refusals: [(phase: SMTPPhase, reply: Int, codes: [String], stored: Int)] = [
    (.ehlo, 502, ["220", "502", "503", "503", "503", "503"], 0),
    (.auth, 535, ["220", "250", "535", "250", "250", "354", "", "250"], 1),
    (.mail, 452, ["220", "250", "235", "452", "503", "503"], 0),
    (.rcpt, 550, ["220", "250", "235", "250", "550", "554"], 0),
    (.data, 451, ["220", "250", "235", "250", "250", "451"], 0),
    (.body, 550, ["220", "250", "235", "250", "250", "354", "550", "", "250", "221"], 0),
    (.dot, 554, ["220", "250", "235", "250", "250", "354", "", "554", "250", "221"], 0),
    (.dot, 251, ["220", "250", "235", "250", "250", "354", "", "251", "250", "221"], 1),
    (.quit, 421, ["220", "250", "235", "250", "250", "354", "", "250", "250", "421"], 1),
    (.connect, 554, ["554", "503", "503", "503"], 0),
  ]

  @Test(arguments: refusals)
  func repliesAsScripted(phase: SMTPPhase, reply: Int, codes: [String], stored: Int) {
    let course = Self.course(FaultRule(.always, at: phase, .reply(SMTPReply(reply, "x"))))
    #expect(Array(course.codes.prefix(codes.count)) == codes)
    #expect(course.stored == stored)
  }

  static let doubts: [(fault: Fault, output: String, stored: Int, ending: String?)] = [
    (.close, "", 0, "close"),
    (.afterAccepting(.close), "", 1, "close"),
    (.afterAccepting(.reset), "", 1, "reset"),
    (.afterAccepting(.silence), "", 1, nil),
    (.afterAccepting(.text("25", thenClose: true)), "25", 1, "finish"),
    (.afterAccepting(.text("#!?\r\n", thenClose: false)), "#!?\r\n", 1, nil),
    (.text("25", thenClose: true), "25", 0, "finish"),
    (.afterAccepting(.reply(SMTPReply(451, "x"))), "451 x\r\n", 1, nil),
    (.reply(SMTPReply(250, lines: ["a", "b"])), "250-a\r\n250 b\r\n", 1, nil),
  ]

  @Test(arguments: doubts)
  func playsAtTheDot(fault: Fault, output: String, stored: Int, ending: String?) {
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: .dot, fault)]
    var driver = SessionDriver.greeted(options)
    _ = driver.send("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n")
    #expect(driver.send("x\r\n.\r\n") == output)
    #expect(driver.stored.count == stored)
    #expect(driver.ending == ending)
  }

  @Test func aDelayedReplyToAStoredMessageComesWhenTheGateOpens() {
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .dot, .acceptedButDelayed(until: FaultGate()))]
    var driver = SessionDriver.greeted(options)
    _ = driver.send("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n")
    #expect(driver.send("x\r\n.\r\nQUIT\r\n") == "")
    #expect(driver.stored.count == 1)
    #expect(driver.openGate() == "250 2.0.0 Ok: queued as 1\r\n221 2.0.0 Bye\r\n")
  }

  @Test func triggersCountConnectionsAndMessages() {
    let triggers: [FaultTrigger] = [
      .message(2), .everyMessage(3), .messageOfConnection(1), .connection(2), .everyConnection(2),
      .recipient("bad@"),
    ]
    var refused: [[Int]] = []
    for trigger in triggers {
      var options = MailboxOptions()
      options.faults = [FaultRule(trigger, at: .rcpt, .reply(SMTPReply(550, "no")))]
      let faults = ScriptedFaults(options.faults)
      var numbers: [Int] = []
      for connection in 1...2 {
        var driver = SessionDriver(options, faults: faults, connection: connection)
        _ = driver.start()
        _ = driver.send("EHLO x\r\n")
        for message in 1...3 {
          let name = message == 2 ? "bad" : "good"
          _ = driver.send("MAIL FROM:<a@b>\r\n")
          if driver.send("RCPT TO:<\(name)@c>\r\n").hasPrefix("550") {
            numbers.append((connection - 1) * 3 + message)
          }
          _ = driver.send("RSET\r\n")
        }
      }
      refused.append(numbers)
    }
    #expect(refused == [[2], [3, 6], [1, 4], [4, 5, 6], [4, 5, 6], [2, 5]])
  }

  @Test func aRuleIsUsedUpAndTheNextOneFollows() {
    var options = MailboxOptions()
    options.faults = [
      FaultRule(.always, at: .rcpt, .reply(SMTPReply(450, "later")), times: 2),
      FaultRule(.always, at: .rcpt, .reply(SMTPReply(550, "never")), times: 1),
    ]
    var driver = SessionDriver.greeted(options)
    _ = driver.send("MAIL FROM:<a@b>\r\n")
    let codes = (1...4).map { _ in String(driver.send("RCPT TO:<c@d>\r\n").prefix(3)) }
    #expect(codes == ["450", "450", "550", "250"])
  }
}
