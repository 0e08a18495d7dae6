/// Numbers, each kept once, in the order in which they came.
package final class DistinctReals {
  /// The bits of each, so that they come out exactly as they went in.
  let bits = NumbersBuffer()
  private var places: [UInt64: Int64] = [:]
  private var latest: (bits: UInt64, place: Int64)?

  package init() {}

  /// Where a number stands, from 0 on.
  package func place(of number: Double) -> Int64 {
    let pattern = number.bitPattern
    if let latest, latest.bits == pattern { return latest.place }
    let place = places[pattern] ?? add(pattern)
    latest = (pattern, place)
    return place
  }

  package subscript(place: Int) -> Double {
    Double(bitPattern: UInt64(bitPattern: bits.numbers[place]))
  }

  private func add(_ pattern: UInt64) -> Int64 {
    let place = Int64(bits.count)
    places[pattern] = place
    bits.append(Int64(bitPattern: pattern))
    return place
  }
}
