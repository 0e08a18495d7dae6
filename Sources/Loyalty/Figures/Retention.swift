/// How many of the customers who were active at the start of a period still are at its end.
package struct Retention: Hashable, Sendable {
  /// S: active at the start.
  package let atStart: Int
  /// E: active at the end.
  package let atEnd: Int
  /// N: those of E who are not in S, new or returned.
  package let joined: Int

  package init(atStart: Int, atEnd: Int, joined: Int) {
    self.atStart = atStart
    self.atEnd = atEnd
    self.joined = joined
  }

  /// The customer retention rate (E − N) / S, 0 to 1; nil if nobody was active at the start.
  package var rate: Double? {
    atStart > 0 ? Double(atEnd - joined) / Double(atStart) : nil
  }

  /// 1 − retention.
  package var churn: Double? { rate.map { 1 - $0 } }
}

/// What share of their customers other trades usually keep over a year.
package struct IndustryRetention: Hashable, Sendable {
  package let industry: String
  /// 0 to 1.
  package let rate: Double

  /// The best first, and all trades together at the end.
  package static let levels = [
    IndustryRetention(industry: "media and professional services", rate: 0.84),
    IndustryRetention(industry: "vehicles", rate: 0.83),
    IndustryRetention(industry: "finance", rate: 0.78),
    IndustryRetention(industry: "software", rate: 0.77),
    IndustryRetention(industry: "travel and restaurants", rate: 0.55),
    IndustryRetention(industry: "e-commerce", rate: 0.30),
    IndustryRetention(industry: "all", rate: 0.755),
  ]
}
