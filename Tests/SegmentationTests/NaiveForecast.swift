import Foundation
import Loyalty
import Shop

/// The predictions' formulas once more, as their papers print them, and a model to put in them.
struct NaiveForecast {
  private static let (r, alpha, a, b) = (0.243, 4.414, 0.793, 2.426)
  private static let (p, q, v) = (6.25, 3.74, 150.44)

  let view: NaiveView

  /// The same model for the module tested.
  static func forecast(at now: Instant) -> ShopForecast {
    let purchases = BGNBDFit(
      model: BGNBD(r: r, alpha: alpha, dropOut: .init(a: a, b: b)),
      logLikelihood: -1,
      customers: 100,
      repeatCustomers: 60
    )
    let values = GammaGammaFit(
      model: GammaGamma(p: p, q: q, v: v),
      logLikelihood: -1,
      customers: 60
    )
    return ShopForecast(
      model: .known(
        PredictionModel(purchases: purchases, values: .known(values), minorUnits: 100)
      ),
      terms: PredictionTerms(),
      lastDay: TestTerms.calendar.day(of: now).adding(days: -1)
    )
  }

  /// x, t_x and T in weeks, and what the purchases after the first day came to.
  private struct Summary {
    let x: Double
    let recency: Double
    let age: Double
    let spend: Double
  }

  private func summary(_ customer: CustomerHistory) -> Summary? {
    let today = view.calendar.startOfDay(for: view.now)
    let orders = view.counted(customer).filter { $0.total >= 0 && $0.placedAt.date < today }
    let days = Set(orders.map { view.calendar.startOfDay(for: $0.placedAt.date) })
    guard let first = days.min(), let last = days.max() else { return nil }
    func weeks(from start: Date, to end: Date) -> Double {
      Double(view.calendar.dateComponents([.day], from: start, to: end).day ?? 0) / 7
    }
    let later = orders.filter { view.calendar.startOfDay(for: $0.placedAt.date) > first }
    return Summary(
      x: Double(days.count - 1),
      recency: weeks(from: first, to: last),
      age: weeks(
        from: first,
        to: view.calendar.date(byAdding: .day, value: -1, to: today) ?? today
      ),
      spend: later.reduce(0.0) { $0 + Double($1.total) / 100 }
    )
  }

  func churnRisk(_ customer: CustomerHistory) -> Double? {
    summary(customer).map { 1 - alive($0) * (1 - power($0, 180.0 / 7)) }
  }

  func expectedOrders(_ customer: CustomerHistory, days: Int) -> Double? {
    summary(customer).map { expected($0, Double(days) / 7) }
  }

  /// In minor units.
  func lifetimeValue(_ customer: CustomerHistory) -> Double? {
    guard let summary = summary(customer) else { return nil }
    let value = Self.p * (Self.v + summary.spend) / (Self.p * summary.x + Self.q - 1)
    var (sum, before) = (0.0, 0.0)
    for day in stride(from: 30.0, to: 365, by: 30) + [365] {
      let until = expected(summary, day / 7)
      sum += (until - before) / pow(1.1, day / 365)
      before = until
    }
    return (value * sum * 100).rounded()
  }

  private func alive(_ summary: Summary) -> Double {
    guard summary.x > 0 else { return 1 }
    let ratio = (Self.alpha + summary.age) / (Self.alpha + summary.recency)
    return 1 / (1 + Self.a / (Self.b + summary.x - 1) * pow(ratio, Self.r + summary.x))
  }

  /// ((α+T) / (α+T+t))^(r+x).
  private func power(_ summary: Summary, _ time: Double) -> Double {
    pow((Self.alpha + summary.age) / (Self.alpha + summary.age + time), Self.r + summary.x)
  }

  /// The paper's equation 10.
  private func expected(_ summary: Summary, _ time: Double) -> Double {
    let x = summary.x
    let (a, b) = (Self.a, Self.b)
    let series = hypergeometric(
      Self.r + x,
      b + x,
      a + b + x - 1,
      time / (Self.alpha + summary.age + time)
    )
    return (a + b + x - 1) / (a - 1) * (1 - power(summary, time) * series) * alive(summary)
  }

  /// ₂F₁(a, b; c; z) by its series.
  private func hypergeometric(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double {
    var (sum, term, k) = (1.0, 1.0, 0.0)
    while abs(term) > 1e-16 * abs(sum), k < 100_000 {
      term *= (a + k) * (b + k) / (c + k) / (k + 1) * z
      sum += term
      k += 1
    }
    return sum
  }
}
