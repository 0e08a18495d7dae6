import Foundation

/// The log-likelihood of BG/NBD (Fader, Hardie and Lee 2005, equation 6) of all customers, with its
/// derivatives by ln r, ln α, ln a and ln b.
///
///     L = B(a, b+x) / B(a, b) · Γ(r+x) α^r / Γ(r)
///         · [ (α+T)^−(r+x)  +  δ(x>0) · a / (b+x−1) · (α+t_x)^−(r+x) ]
///
/// The quotients of gamma and beta functions are products of x factors, Γ(r+x)/Γ(r) = Π (r+j) and
/// B(a,b+x)/B(a,b) = Π (b+j)/(a+b+j): summed as logarithms over all customers at once, they cost
/// next to nothing and nothing cancels, however large a and b become.
struct PurchaseLikelihood {
  let groups: PurchaseGroups

  /// With r, α, a and b at the exponentials of `position`; α is in units of the groups' time scale.
  func callAsFunction(_ position: [Double]) -> NewtonSearch.Point {
    let (r, alpha) = (exp(position[0]), exp(position[1]))
    let (a, b) = (exp(position[2]), exp(position[3]))
    var sums = Derivatives(size: 4)
    addRates(r, alpha, to: &sums)
    addSurvivals(a, b, to: &sums)
    addDropOuts(r, alpha, a, b, to: &sums)
    return sums.inLogarithms(of: [r, alpha, a, b], at: position)
  }

  /// The same without drop-out, by ln r and ln α alone: the NBD model, to which BG/NBD tends as
  /// a/(a+b) → 0.
  func withoutDropOut(_ position: [Double]) -> NewtonSearch.Point {
    let (r, alpha) = (exp(position[0]), exp(position[1]))
    var sums = Derivatives(size: 2)
    addRates(r, alpha, to: &sums)
    return sums.inLogarithms(of: [r, alpha], at: position)
  }

  /// ln [ Γ(r+x)/Γ(r) · α^r · (α+T)^−(r+x) ].
  private func addRates(_ r: Double, _ alpha: Double, to sums: inout Derivatives) {
    for (index, customers) in groups.customersBeyond.enumerated() {
      let factor = r + Double(index)
      sums.value += customers * log(factor)
      sums.gradient[0] += customers / factor
      sums.hessian[0][0] -= customers / (factor * factor)
    }
    for (index, age) in groups.ages.enumerated() {
      let (customers, repeats) = (groups.customersByAge[index], groups.repeatsByAge[index])
      let ratio = log1p(age / alpha)
      let inverse = 1 / (alpha + age)
      // r (1/α − 1/(α+T)), without the difference of near equals that a large α makes of it.
      let excess = age / alpha * inverse
      sums.value -= customers * r * ratio + repeats * log(alpha + age)
      sums.gradient[0] -= customers * ratio
      sums.gradient[1] += customers * r * excess - repeats * inverse
      sums.hessian[0][1] += customers * excess
      sums.hessian[1][1] +=
        repeats * inverse * inverse - customers * r * excess * (1 / alpha + inverse)
    }
  }

  /// ln [ B(a, b+x) / B(a, b) ].
  private func addSurvivals(_ a: Double, _ b: Double, to sums: inout Derivatives) {
    for (index, customers) in groups.customersBeyond.enumerated() {
      let stay = b + Double(index)
      let all = a + stay
      let (inverseStay, inverseAll) = (1 / stay, 1 / all)
      sums.value -= customers * log1p(a * inverseStay)
      sums.gradient[2] -= customers * inverseAll
      sums.gradient[3] += customers * a * inverseStay * inverseAll
      sums.hessian[2][2] += customers * inverseAll * inverseAll
      sums.hessian[2][3] += customers * inverseAll * inverseAll
      sums.hessian[3][3] -=
        customers * a * inverseStay * inverseAll * (inverseStay + inverseAll)
    }
  }

  /// ln [ 1 + a/(b+x−1) · ((α+T)/(α+t_x))^(r+x) ] of those with repeat purchases.
  private func addDropOuts(
    _ r: Double,
    _ alpha: Double,
    _ a: Double,
    _ b: Double,
    to sums: inout Derivatives
  ) {
    let recencies = groups.recencies.map { (log: log(alpha + $0), inverse: 1 / (alpha + $0)) }
    let ages = groups.ages.map { (log: log(alpha + $0), inverse: 1 / (alpha + $0)) }
    let logA = log(a)
    var repeats = -1
    var (logStay, inverseStay, purchases) = (0.0, 0.0, 0.0)
    var (dead, spread, deadStay, spreadStay) = (0.0, 0.0, 0.0, 0.0)
    for group in groups.groups {
      if group.repeats != repeats {
        repeats = group.repeats
        let stay = b + Double(repeats - 1)
        (logStay, inverseStay, purchases) = (log(stay), 1 / stay, r + Double(repeats))
      }
      let (age, recency) = (ages[group.age], recencies[group.recency])
      let logRatio = age.log - recency.log
      let shorter = recency.inverse - age.inverse
      // The log of the odds of having dropped out after the last purchase.
      let odds = logA - logStay + purchases * logRatio
      let tail = exp(-abs(odds))
      let probability = odds > 0 ? 1 / (1 + tail) : tail / (1 + tail)
      let first = group.customers * probability
      let second = first * (odds > 0 ? tail / (1 + tail) : 1 / (1 + tail))
      sums.value += group.customers * (max(odds, 0) + log1p(tail))

      let byAlpha = -purchases * shorter
      sums.gradient[0] += first * logRatio
      sums.gradient[1] += first * byAlpha
      sums.hessian[0][0] += second * logRatio * logRatio
      sums.hessian[0][1] += second * logRatio * byAlpha - first * shorter
      sums.hessian[1][1] +=
        second * byAlpha * byAlpha - first * byAlpha * (recency.inverse + age.inverse)
      sums.hessian[0][2] += second * logRatio
      sums.hessian[1][2] += second * byAlpha
      sums.hessian[0][3] -= second * logRatio * inverseStay
      sums.hessian[1][3] -= second * byAlpha * inverseStay
      dead += first
      spread += second
      deadStay += first * inverseStay
      spreadStay += second * inverseStay
      sums.hessian[3][3] += (first + second) * inverseStay * inverseStay
    }
    sums.gradient[2] += dead / a
    sums.gradient[3] -= deadStay
    sums.hessian[0][2] /= a
    sums.hessian[1][2] /= a
    sums.hessian[2][2] += (spread - dead) / (a * a)
    sums.hessian[2][3] -= spreadStay / a
  }
}

/// Sums of a function's value and derivatives; of the second ones the upper triangle.
struct Derivatives {
  var value = 0.0
  var gradient: [Double]
  var hessian: [[Double]]

  init(size: Int) {
    gradient = Array(repeating: 0, count: size)
    hessian = Array(repeating: gradient, count: size)
  }

  /// As derivatives by the logarithms of the variables, which have these `values`.
  func inLogarithms(of values: [Double], at position: [Double]) -> NewtonSearch.Point {
    var point = NewtonSearch.Point(
      position: position,
      value: value,
      gradient: zip(gradient, values).map { $0 * $1 },
      hessian: hessian
    )
    for row in values.indices {
      for column in row..<values.count {
        point.hessian[row][column] *= values[row] * values[column]
      }
      point.hessian[row][row] += point.gradient[row]
      for column in 0..<row { point.hessian[row][column] = point.hessian[column][row] }
    }
    return point
  }
}
