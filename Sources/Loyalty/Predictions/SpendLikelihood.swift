import Foundation

/// The log-likelihood of gamma-gamma (Fader and Hardie 2013, equation 1a) of all repeat buyers, with
/// its derivatives by ln p, ln q and ln v.
///
///     1 / (m · B(px, q)) · (1 + v/s)^−px · (1 + s/v)^−q
///
/// where a customer's x repeat purchases came to s = x·m. Values are divided by the mean of m.
struct SpendLikelihood {
  /// Repeat buyers with the same x.
  private struct Class {
    let repeats: Double
    var spends: [Double]
  }

  private let classes: [Class]
  private let sumOfLogMeans: Double
  /// What values, in minor units, were divided by.
  let valueScale: Double
  /// Whether all customers have the same mean.
  let areIdentical: Bool

  init(_ buyers: [PurchaseSummary]) {
    let means = buyers.map { Double($0.repeatSpend) / Double($0.repeats) }
    let scale = means.reduce(0, +) / Double(means.count)
    valueScale = scale
    areIdentical = (means.max() ?? 0) - (means.min() ?? 0) <= 1e-9 * scale
    sumOfLogMeans = means.reduce(0) { $0 + log($1 / scale) }
    var spends: [Int: [Double]] = [:]
    for buyer in buyers {
      spends[buyer.repeats, default: []].append(Double(buyer.repeatSpend) / scale)
    }
    classes = spends.sorted { $0.key < $1.key }
      .map { Class(repeats: Double($0.key), spends: $0.value) }
  }

  func callAsFunction(_ position: [Double]) -> NewtonSearch.Point {
    let (p, q, v) = (exp(position[0]), exp(position[1]), exp(position[2]))
    var sums = Derivatives(size: 3)
    sums.value = -sumOfLogMeans
    for row in classes { add(row, p, q, v, to: &sums) }
    return sums.inLogarithms(of: [p, q, v], at: position)
  }

  private func add(
    _ row: Class,
    _ p: Double,
    _ q: Double,
    _ v: Double,
    to sums: inout Derivatives
  ) {
    // Σ ln(1+v/s), Σ ln(1+s/v), Σ 1/(s+v), Σ s/(v(s+v)) and the sums of the last two's derivatives.
    var (above, below, inverse, share) = (0.0, 0.0, 0.0, 0.0)
    var (inverseSlope, shareSlope) = (0.0, 0.0)
    for spend in row.spends {
      let whole = 1 / (spend + v)
      let part = spend / v * whole
      above += log1p(v / spend)
      below += log1p(spend / v)
      inverse += whole
      share += part
      inverseSlope += whole * whole
      shareSlope += part * (1 / v + whole)
    }
    let (count, x) = (Double(row.spends.count), row.repeats)
    let shape = p * x
    let both = (GammaFunctions.digamma(shape + q), GammaFunctions.trigamma(shape + q))
    sums.value -= count * GammaFunctions.logBeta(shape, q) + shape * above + q * below
    sums.gradient[0] += x * (count * (both.0 - GammaFunctions.digamma(shape)) - above)
    sums.gradient[1] += count * (both.0 - GammaFunctions.digamma(q)) - below
    sums.gradient[2] += q * share - shape * inverse
    sums.hessian[0][0] += count * x * x * (both.1 - GammaFunctions.trigamma(shape))
    sums.hessian[0][1] += count * x * both.1
    sums.hessian[1][1] += count * (both.1 - GammaFunctions.trigamma(q))
    sums.hessian[0][2] -= x * inverse
    sums.hessian[1][2] += share
    sums.hessian[2][2] += shape * inverseSlope - q * shareSlope
  }
}
