import Foundation

/// The gamma function's logarithms and derivatives, for positive arguments.
///
/// Beyond 10 they are Stirling's series (Abramowitz and Stegun 6.1.41, 6.3.18 and 6.4.12), which
/// eight terms make exact to double precision; below they step up by the recurrence.
enum GammaFunctions {
  /// ln B(x, y) = ln Γ(x) + ln Γ(y) − ln Γ(x+y), without the cancellation that this difference
  /// suffers where an argument is large (as DLBETA of SLATEC does it).
  static func logBeta(_ x: Double, _ y: Double) -> Double {
    let (small, large) = (min(x, y), max(x, y))
    if large < 10 { return logGamma(small) + logGamma(large) - logGamma(small + large) }
    let correction = stirling(large) - stirling(small + large)
    let shared = -log1p(small / large)
    if small < 10 {
      return logGamma(small) + correction + small - small * log(small + large)
        + (large - 0.5) * shared
    }
    return -0.5 * log(large) + halfLogTwoPi + stirling(small) + correction
      + (small - 0.5) * log(small / (small + large)) + large * shared
  }

  /// ln Γ(x).
  static func logGamma(_ x: Double) -> Double {
    var (x, product) = (x, 1.0)
    while x < 10 {
      product *= x
      x += 1
    }
    return (x - 0.5) * log(x) - x + halfLogTwoPi + stirling(x) - log(product)
  }

  /// ψ(x), the derivative of ln Γ(x).
  static func digamma(_ x: Double) -> Double {
    var (x, sum) = (x, 0.0)
    while x < 10 {
      sum -= 1 / x
      x += 1
    }
    let inverse = 1 / (x * x)
    let series = polynomial(
      [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12, -3_617 / 8_160],
      inverse
    )
    return sum + log(x) - 0.5 / x - series * inverse
  }

  /// ψ′(x), the second derivative of ln Γ(x).
  static func trigamma(_ x: Double) -> Double {
    var (x, sum) = (x, 0.0)
    while x < 10 {
      sum += 1 / (x * x)
      x += 1
    }
    let inverse = 1 / (x * x)
    let series = polynomial(
      [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2_730, 7 / 6, -3_617 / 510],
      inverse
    )
    return sum + 1 / x + 0.5 * inverse + series * inverse / x
  }

  private static let halfLogTwoPi = 0.5 * log(2 * Double.pi)

  /// What Stirling's formula leaves of ln Γ(x), for x of 10 and more.
  private static func stirling(_ x: Double) -> Double {
    let inverse = 1 / (x * x)
    return polynomial(
      [
        1 / 12, -1 / 360, 1 / 1_260, -1 / 1_680, 1 / 1_188, -691 / 360_360, 1 / 156,
        -3_617 / 122_400,
      ],
      inverse
    ) / x
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
}
