/// The first few of many products by score, among equals in the order of their numbers.
struct ProductRanking<Score: FixedWidthInteger> {
  private let limit: Int32
  /// The score below which nothing is taken any more.
  private var lowest = Score.min
  private(set) var products: [(product: Int32, score: Score)] = []

  /// Keeps so many; at least 1.
  init(limit: Int) { self.limit = Int32(limit) }

  // Most of what is offered is refused at once.
  @inline(__always)
  mutating func offer(_ product: Int32, score: Score) {
    if score >= lowest { insert(product, score) }
  }

  private mutating func insert(_ product: Int32, _ score: Score) {
    let place = products.lastIndex { (score, $0.product) < ($0.score, product) }
    let next = place.map { $0 + 1 } ?? 0
    guard next < limit else { return }
    if products.count == limit { products.removeLast() }
    products.insert((product, score), at: next)
    if products.count == limit { lowest = products[products.count - 1].score }
  }
}
