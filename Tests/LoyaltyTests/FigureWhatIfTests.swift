import Loyalty
import Testing

@Suite struct FigureWhatIfTests {
  @Test(arguments: [
    ("20% buy 5 times more", 0.2, 5.0), ("20 % buys 5 times more", 0.2, 5),
    ("  20%  BUY 5 Times more ", 0.2, 5), ("12.5% buy 0,5 times more", 0.125, 0.5),
    ("100% buy 10% more", 1, 0.1), ("30% buy 150 % more", 0.3, 1.5), ("0% buy 3 times more", 0, 3),
  ])
  func readsAChange(text: String, share: Double, increase: Double) throws {
    #expect(try WhatIf(text) == WhatIf(share: share, increase: increase))
  }

  @Test(arguments: [
    "", "20%", "buy 5 times more", "20 buy 5 times more", "20% buy 5 times", "20% buy 5 more",
    "20% sell 5 times more", "20% buy five more times", "20% buy 5 times more please",
    "20%% buy 5 times more",
  ])
  func saysHowAChangeIsWritten(text: String) {
    let error = #expect(throws: WhatIf.Misunderstanding.self) { try WhatIf(text) }
    #expect(error == .form(text))
    #expect(
      error?.description
        == "cannot read '\(text)': write a change as '20% buy 5 times more' or '20% buy 50% more'"
    )
  }

  @Test(arguments: ["120", "-5", "twenty", "1e1", "nan", "1.2.3", "."])
  func aShareIsANumberFromNoneToAll(text: String) {
    let error = #expect(throws: WhatIf.Misunderstanding.self) {
      try WhatIf("\(text)% buy 5 times more")
    }
    #expect(error == .share(text))
  }

  @Test(arguments: ["five", "-1", "inf", "1,0,0"])
  func anIncreaseIsANumber(text: String) {
    let error = #expect(throws: WhatIf.Misunderstanding.self) {
      try WhatIf("20% buy \(text) times more")
    }
    #expect(error == .increase(text))
    #expect(error?.description == "'\(text)' is no number of times that customers buy more")
  }

  @Test func theRevenueGrowsByShareTimesIncrease() {
    #expect(WhatIf(share: 0.2, increase: 5).revenue(from: 123_456) == 246_912)
    #expect(WhatIf(share: 0.1, increase: 0.25).revenue(from: 1_000) == 1_025)
    #expect(WhatIf(share: 0, increase: 9).factor == 1)
  }
}
