/// The name a person probably meant.
package enum NearestName {
  /// The candidate with the fewest edits from `word`, or nil when none is near.
  ///
  /// Near means at most a third of the word's length in edits (one for short words), where a swap
  /// of two neighbours is one edit. Case is ignored. Among equals the first in order wins.
  package static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let target = Array(word.lowercased())
    let limit = max(1, target.count / 3)
    var best: (name: String, edits: Int)?
    for candidate in candidates.sorted() {
      let letters = Array(candidate.lowercased())
      guard abs(letters.count - target.count) <= limit else { continue }
      let edits = distance(target, letters)
      if edits <= limit, edits < best?.edits ?? Int.max { best = (candidate, edits) }
    }
    return best?.name
  }

  /// The sentence that follows an unknown name: `did you mean 'spent'?`, or nil.
  package static func suggestion(
    for word: String,
    among candidates: some Sequence<String>
  ) -> String? {
    of(word, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// Edits with neighbour swaps (optimal string alignment distance).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [[Int]](repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in 1...a.count {
      for j in 1...b.count {
        let substitution = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }
}
