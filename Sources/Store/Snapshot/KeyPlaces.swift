/// Finds places by keys that rise, at once where there are few gaps.
struct KeyPlaces {
  private let keys: [Int64]
  /// By key from the least on, -1 in the gaps; empty where these would be too many.
  private var table: [Int32] = []

  init(_ keys: [Int64]) {
    self.keys = keys
    guard let least = keys.first, let greatest = keys.last else { return }
    let (span, isTooFar) = greatest.subtractingReportingOverflow(least)
    guard !isTooFar, span / 4 < keys.count + 1_000 else { return }
    table = Array(repeating: -1, count: Int(span) + 1)
    for (place, key) in keys.enumerated() { table[Int(key - least)] = Int32(place) }
  }

  subscript(key: Int64) -> Int? {
    guard let least = keys.first, key >= least, key <= keys[keys.count - 1] else { return nil }
    if !table.isEmpty {
      let place = table[Int(key - least)]
      return place < 0 ? nil : Int(place)
    }
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return keys[low] == key ? low : nil
  }
}
