import Dispatch

/// A checksum that is computed as fast as memory is read: against damage, not against malice.
///
/// Eight lanes of 64 bits are each turned and multiplied, block by block; blocks are independent of
/// each other, so that all cores share the work.
enum Checksum {
  private static let block = 1 << 20
  private static let factor: UInt64 = 0x9E37_79B1_85EB_CA87

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = max(1, (bytes.count + block - 1) / block)
    var sum = UInt64(bytes.count) &* factor
    for number in 0..<count { sum = joined(sum, ofBlock(number, of: bytes)) }
    return sum
  }

  /// The checksums of several parts of memory, by all cores.
  static func of(parts: [UnsafeRawBufferPointer]) -> [UInt64] {
    let parts = Parts(parts)
    let blocks = parts.bytes.indices.flatMap { part in
      (0..<max(1, (parts.bytes[part].count + block - 1) / block)).map { (part: part, block: $0) }
    }
    let sums = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: blocks.count)
    sums.initialize(repeating: 0)
    defer { sums.deallocate() }
    let results = Results(sums)
    DispatchQueue.concurrentPerform(iterations: blocks.count) { index in
      let place = blocks[index]
      results.sums[index] = ofBlock(place.block, of: parts.bytes[place.part])
    }
    var whole = parts.bytes.map { UInt64($0.count) &* factor }
    for (index, place) in blocks.enumerated() {
      whole[place.part] = joined(whole[place.part], sums[index])
    }
    return whole
  }

  private struct Parts: @unchecked Sendable {  // Nobody writes to them meanwhile.
    let bytes: [UnsafeRawBufferPointer]
    init(_ bytes: [UnsafeRawBufferPointer]) { self.bytes = bytes }
  }

  private struct Results: @unchecked Sendable {  // Each place is written by one thread.
    let sums: UnsafeMutableBufferPointer<UInt64>
    init(_ sums: UnsafeMutableBufferPointer<UInt64>) { self.sums = sums }
  }

  private static func joined(_ sum: UInt64, _ other: UInt64) -> UInt64 {
    let mixed = (sum ^ other) &* factor
    return mixed ^ (mixed >> 29)
  }

  private static func ofBlock(_ number: Int, of bytes: UnsafeRawBufferPointer) -> UInt64 {
    let start = number * block
    return ofBlock(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + block, bytes.count)]))
  }

  private static func ofBlock(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
      (1, 2, 3, 4, 5, 6, 7, 8)
    let strides = bytes.count / 64
    if let base = bytes.baseAddress {
      for stride in 0..<strides {
        let words = base + stride * 64
        lanes.0 = turned(lanes.0, words, 0)
        lanes.1 = turned(lanes.1, words, 8)
        lanes.2 = turned(lanes.2, words, 16)
        lanes.3 = turned(lanes.3, words, 24)
        lanes.4 = turned(lanes.4, words, 32)
        lanes.5 = turned(lanes.5, words, 40)
        lanes.6 = turned(lanes.6, words, 48)
        lanes.7 = turned(lanes.7, words, 56)
      }
    }
    var sum = joined(joined(lanes.0, lanes.1), joined(lanes.2, lanes.3))
    sum = joined(sum, joined(joined(lanes.4, lanes.5), joined(lanes.6, lanes.7)))
    for byte in bytes[(strides * 64)...] { sum = joined(sum, UInt64(byte) + 1) }
    return sum
  }

  @inline(__always)
  private static func turned(_ lane: UInt64, _ words: UnsafeRawPointer, _ at: Int) -> UInt64 {
    let mixed = lane ^ words.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    return ((mixed << 29) | (mixed >> 35)) &* factor
  }
}
