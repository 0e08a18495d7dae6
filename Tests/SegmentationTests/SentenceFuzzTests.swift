import Diagnostics
import Segmentation
import Shop
import TestSupport
import Testing

/// Whatever a sentence is, the answer is a segment or a problem in its place.
@Suite struct SentenceFuzzTests {
  private static let pieces = [
    "not", "orders", "spent", "last", "order", "of", "category", "and", "\"Wine\"", "in", "30",
    "days", "ago", "..", ">=", "<", "=", "!=", "5000", "SEK", ",", "between", "2025-01-01",
    "2025-02-30", "2025", "top", "10%", "by", "segment", "is", "known", "more", "than", "bought",
    "never", "together", "birthday", "next", "anniversary", "city", "age", "custom.x", "custom.",
    "sample", "seed", "since", "this", "month", "\"", "'", "–", "é", "🛒", "%", "-", "...", "0.5",
    "99999999999999999999", "at", "least", "starts", "with", "contains", "everyone", "(", ")",
    "average", "days between orders", "\u{0301}", "one", "unknown", "first", "rfm", "recency score",
    "at risk", "champions", "churn risk", "60%", "expected orders", "in next", "lifetime value",
    "points", "tier", "VIP gold", "silver",
  ]

  @Test func randomWordsAreASegmentOrAProblem() {
    var random = SeededGenerator(seed: 7)
    for _ in 1...4_000 {
      let words = (0..<random.number(1...9)).map { _ in random.pick(Self.pieces) }
      expectAnswer(words.joined(separator: random.chance(80) ? " " : ""))
    }
  }

  @Test func damagedSentencesAreASegmentOrAProblem() {
    var random = SeededGenerator(seed: 11)
    let sentences = [
      "spent of category Wine, Beer and brand \"Old Oak\" in last 2 years >= 5 000.50 SEK",
      "last order of category Coffee 25..35 days ago",
      "bought category Tent and category \"Sleeping bag\" together in 2025-Q3",
      "anniversary of first order of sku A-100 in next 3 days", "top 2.5% by items in 2025",
      "rfm is champions, at risk, \"cannot lose\"", "expected orders in next 90 days < 0.3",
      "tier is not VIP gold, \"silver\"", "points between 1 and 500 points",
    ]
    for _ in 1...3_000 {
      var scalars = Array(random.pick(sentences).unicodeScalars)
      for _ in 0..<random.number(1...3) {
        let place = random.number(0...(scalars.count - 1))
        switch random.number(0...2) {
        case 0 where scalars.count > 1: scalars.remove(at: place)
        case 0, 1:
          scalars.insert(random.pick(["\"", " ", ",", ".", "9", "%", "é", "<"]), at: place)
        default: scalars = Array(scalars[..<max(1, place)])
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      expectAnswer(String(text))
    }
  }

  private func expectAnswer(_ sentence: String) {
    let yaml = "all:\n  - '\(sentence.replacing("'", with: "''"))'\n"
    let (library, problems) = SegmentLibrary.read(
      [SegmentSource(name: "fuzz", text: yaml, file: "fuzz.yaml")],
      terms: TestTerms.terms(club: TestClub.bySpending)
    )
    let segment = library.segment(named: "fuzz")
    #expect((segment == nil) == problems.hasErrors, "\(sentence)")
    for problem in problems {
      #expect(problem.location.line == 2, "\(sentence): \(problem.message)")
      #expect(problem.location.column <= yaml.unicodeScalars.count, "\(sentence)")
    }
    if let segment {
      #expect(!segment.explain(at: SmallShop.now).isEmpty)
      #expect(segment.evaluate(SmallShop.anna, at: SmallShop.now).conditions.count == 1)
    }
  }
}
