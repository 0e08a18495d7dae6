import Store
import Testing

@Suite struct WaterfallTests {
  @Test func stepsAndMailedAddUpToMatched() {
    var waterfall = Waterfall()
    for step in Waterfall.Step.allCases { waterfall.count(step) }
    waterfall.count(nil)
    waterfall.count(nil)
    let stopped = Waterfall.Step.allCases.map { waterfall[$0] }.reduce(0, +)
    #expect(stopped == Waterfall.Step.allCases.count)
    #expect(waterfall.matched == stopped + waterfall.mailed)
    #expect(waterfall.mailed == 2)
  }
}
