/// Climbs to a maximum of a smooth function of a few variables within a box.
///
/// Newton's method with exact second derivatives, damped as by Levenberg and Marquardt where the
/// function is not concave; a variable that presses against its bound stays there. It ends when a
/// Newton step promises no further gain that double precision could tell.
struct NewtonSearch {
  /// A function at a point; the matrix of second derivatives is symmetric.
  struct Point {
    var position: [Double]
    var value: Double
    var gradient: [Double]
    var hessian: [[Double]]
  }

  let bounds: [ClosedRange<Double>]

  private static let maximumSteps = 250
  /// The longest step in any variable: the functions are of logarithms, so this is a factor of 7.
  private static let longestStep = 2.0

  /// The maximum that is reached from `start`, or nil if none was within reach.
  func climb(from start: [Double], _ function: ([Double]) -> Point) -> Point? {
    var point = function(zip(start, bounds).map { $0.clamped(to: $1) })
    guard point.value.isFinite else { return nil }
    var damping = 0.0
    for _ in 0..<Self.maximumSteps {
      let free = freeVariables(at: point)
      guard let step = step(from: point, over: free, damping: damping) else {
        damping = max(damping * 8, 1e-6)
        if damping > 1e12 { return nil }
        continue
      }
      let next = function(step.destination)
      let noise = 1e-13 * abs(point.value)
      if step.gain <= 1e-11 + 1e-13 * abs(point.value) && damping <= 1 {
        return next.value >= point.value - noise ? next : point
      }
      let ratio = (next.value - point.value + noise) / step.gain
      if next.value.isFinite && ratio > 1e-4 {
        point = next
        if ratio > 0.5 { damping = damping < 1e-7 ? 0 : damping / 8 }
      } else {
        damping = max(damping * 8, 1e-6)
        if damping > 1e12 { return nil }
      }
    }
    return nil
  }

  private func freeVariables(at point: Point) -> [Int] {
    bounds.indices.filter { index in
      let (position, slope) = (point.position[index], point.gradient[index])
      return !(position <= bounds[index].lowerBound && slope <= 0)
        && !(position >= bounds[index].upperBound && slope >= 0)
    }
  }

  /// Where a damped Newton step leads and the gain it promises; nil where the damped second
  /// derivatives do not point to a maximum.
  private func step(
    from point: Point,
    over free: [Int],
    damping: Double
  ) -> (destination: [Double], gain: Double)? {
    let steepest = free.reduce(0) { max($0, abs(point.hessian[$1][$1])) }
    var matrix = free.map { row in free.map { -point.hessian[row][$0] } }
    for (index, variable) in free.enumerated() {
      let curvature = max(abs(point.hessian[variable][variable]), 1e-9 * steepest, 1e-30)
      matrix[index][index] += damping * curvature
    }
    guard let solution = Self.solve(matrix, free.map { point.gradient[$0] }) else { return nil }
    let longest = solution.reduce(0) { max($0, abs($1)) }
    let factor = longest > Self.longestStep ? Self.longestStep / longest : 1
    var destination = point.position
    for (index, variable) in free.enumerated() {
      destination[variable] =
        (destination[variable] + factor * solution[index]).clamped(to: bounds[variable])
    }
    let move = free.map { destination[$0] - point.position[$0] }
    var gain = 0.0
    for (index, row) in free.enumerated() {
      gain += point.gradient[row] * move[index]
      for (other, column) in free.enumerated() {
        gain += 0.5 * move[index] * point.hessian[row][column] * move[other]
      }
    }
    // Only a step that the box has bent can promise a loss: more damping turns it uphill.
    return gain >= 0 ? (destination, gain) : nil
  }

  /// Solves a symmetric system by Cholesky's decomposition; nil unless it is positive definite.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    let size = right.count
    var factor = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row][column]
        for index in 0..<column { sum -= factor[row][index] * factor[column][index] }
        if row == column {
          guard sum > 1e-14 * abs(matrix[row][row]), sum.isFinite else { return nil }
          factor[row][row] = sum.squareRoot()
        } else {
          factor[row][column] = sum / factor[column][column]
        }
      }
    }
    var solution = right
    for row in 0..<size {
      for index in 0..<row { solution[row] -= factor[row][index] * solution[index] }
      solution[row] /= factor[row][row]
    }
    for row in (0..<size).reversed() {
      for index in (row + 1)..<max(size, row + 1) {
        solution[row] -= factor[index][row] * solution[index]
      }
      solution[row] /= factor[row][row]
    }
    return solution
  }
}

extension Double {
  func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
