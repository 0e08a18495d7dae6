/// Scores from 1, the worst, to 5 by where a value stands among all values.
///
/// score = 1 + ⌊5 · (values that are strictly worse) / n⌋, so that equal values get equal scores and
/// nothing depends on the order of the values. A score may go to nobody: if most have the lowest
/// value, they all get 1, and the next ones what their place is worth.
package struct QuintileScale: Hashable, Sendable {
  /// A value above the k-th of these has a score of k+2 at least; rising.
  package let boundaries: [Int64]

  /// Ranks these values, the greater the better.
  package init(_ values: [Int64]) {
    let sorted = values.sorted()
    // A value has the score s+1 or more if s·n/5 values or more are below it.
    boundaries = sorted.isEmpty ? [] : (1...4).map { sorted[(sorted.count * $0 + 4) / 5 - 1] }
  }

  /// A scale whose boundaries are known: none of nothing, else four.
  package init(boundaries: [Int64]) {
    precondition(boundaries.isEmpty || boundaries.count == 4, "five scores have four boundaries")
    self.boundaries = boundaries
  }

  package func score(of value: Int64) -> Int { 1 + boundaries.count { $0 < value } }
}
