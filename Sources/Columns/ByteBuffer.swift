/// Bytes one after another.
final class ByteBuffer {
  private(set) var count = 0
  private var memory = PagedMemory(capacity: 4_096)

  deinit { memory.deallocate() }

  var start: UnsafeMutablePointer<UInt8> { memory.start.assumingMemoryBound(to: UInt8.self) }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.start, count: count) }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    if count + bytes.count > memory.capacity {
      let capacity = max(memory.capacity + memory.capacity / 2, count + bytes.count)
      let larger = PagedMemory(capacity: capacity)
      larger.start.copyMemory(from: memory.start, byteCount: count)
      memory.deallocate()
      memory = larger
    }
    (memory.start + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }
}
