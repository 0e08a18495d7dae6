/// Memory that is handed out piece by piece and taken back all at once.
///
/// Pieces never move. What is put in must be trivial: nothing is ever deinitialised.
struct Arena: ~Copyable {
  /// A place to return to.
  struct Mark {
    fileprivate let chunk: Int
    fileprivate let offset: Int
    fileprivate let total: Int
  }

  private struct Chunk {
    let base: UnsafeMutableRawPointer
    let capacity: Int
  }

  /// Bytes after the last piece that may be read, though not used: texts are read in words.
  static let slack = 16

  private var chunks: [Chunk] = []
  private var chunk = 0
  private var offset = 0
  private let firstCapacity: Int
  /// Bytes handed out since the last reset.
  private(set) var total = 0

  init(capacity: Int = 16_384) {
    firstCapacity = capacity
  }

  deinit {
    for chunk in chunks { chunk.base.deallocate() }
  }

  /// Room for so many bytes, aligned for anything that is put in an arena.
  mutating func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    let size = (bytes + 15) & ~15
    total += size
    if chunk < chunks.count, offset + size <= chunks[chunk].capacity {
      defer { offset += size }
      return chunks[chunk].base + offset
    }
    return allocateInNextChunk(size)
  }

  @inline(never)
  private mutating func allocateInNextChunk(_ size: Int) -> UnsafeMutableRawPointer {
    while chunk + 1 < chunks.count {
      chunk += 1
      if chunks[chunk].capacity >= size {
        offset = size
        return chunks[chunk].base
      }
    }
    let capacity = max(size, (chunks.last?.capacity ?? firstCapacity / 2) * 2)
    let base = UnsafeMutableRawPointer.allocate(
      byteCount: capacity + Self.slack,
      alignment: 16
    )
    chunks.append(Chunk(base: base, capacity: capacity))
    chunk = chunks.count - 1
    offset = size
    return base
  }

  mutating func allocate<T: BitwiseCopyable>(_ type: T.Type, count: Int) -> UnsafeMutablePointer<T>
  {
    allocate(bytes: MemoryLayout<T>.stride * count).bindMemory(to: type, capacity: count)
  }

  /// A copy of these bytes that lives as long as the arena's contents.
  mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8> {
    let place = allocate(UInt8.self, count: bytes.count)
    if let base = bytes.baseAddress { place.update(from: base, count: bytes.count) }
    return UnsafePointer(place)
  }

  mutating func string(_ text: String, isMarkup: Bool = false) -> Value {
    var text = text
    return text.withUTF8 { utf8 in
      Value(string: copy(utf8), count: utf8.count, isMarkup: isMarkup)
    }
  }

  mutating func array(_ values: [Value]) -> Value {
    let place = allocate(Value.self, count: values.count)
    for (index, value) in values.enumerated() { (place + index).initialize(to: value) }
    return Value(array: place, count: values.count)
  }

  mutating func pair(_ first: Value, _ second: Value) -> Value {
    let place = allocate(Value.self, count: 2)
    place.initialize(to: first)
    (place + 1).initialize(to: second)
    return Value(array: place, count: 2)
  }

  mutating func range(_ bounds: RangeBounds) -> Value {
    let place = allocate(RangeBounds.self, count: 1)
    place.initialize(to: bounds)
    return Value(range: UnsafePointer(place))
  }

  var mark: Mark { Mark(chunk: chunk, offset: offset, total: total) }

  /// Takes back everything that was handed out since the mark.
  mutating func release(to mark: Mark) {
    chunk = mark.chunk
    offset = mark.offset
    total = mark.total
  }

  /// Takes back everything, and keeps the memory for the next use.
  mutating func reset() {
    chunk = 0
    offset = 0
    total = 0
  }
}
