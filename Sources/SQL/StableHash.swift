/// A hash that is the same in every run, process and database.
package enum StableHash {
  /// How many buckets there are: a share is decided to a millionth.
  package static let buckets: Int64 = 1_000_000

  /// The bucket, from 0 below `buckets`, of an id under a seed: independent for different seeds.
  ///
  /// FNV-1a (64 bits) over the seed, a zero byte and the id, then MurmurHash3's finaliser, because
  /// FNV alone leaves the high bits of similar ids alike.
  package static func bucket(seed: String, id: String) -> Int64 {
    var id = id
    return id.withUTF8 { bucket(seed: seed, id: $0) }
  }

  /// The bucket of an id in UTF-8.
  package static func bucket(seed: String, id: UnsafeBufferPointer<UInt8>) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in seed.utf8 { mix(byte) }
    mix(0)
    for byte in id { mix(byte) }
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    return Int64(hash.multipliedFullWidth(by: UInt64(buckets)).high)
  }
}
