/// Collects whole numbers in as few bytes each as the greatest so far needs.
package final class NumbersBuffer {
  private struct State {
    var memory: PagedMemory
    /// In numbers of the width.
    var capacity: Int
    var width = NumberWidth.byte
    var count = 0
  }

  /// On the heap, where the compiler need not guard each access.
  private let state: UnsafeMutablePointer<State>

  package init(capacity: Int = 64) {
    let capacity = max(64, capacity)
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(memory: PagedMemory(capacity: capacity), capacity: capacity)
    )
  }

  deinit {
    state.pointee.memory.deallocate()
    state.deallocate()
  }

  package private(set) var count: Int {
    get { state.pointee.count }
    set { state.pointee.count = newValue }
  }

  private(set) var width: NumberWidth {
    get { state.pointee.width }
    set { state.pointee.width = newValue }
  }

  private var capacity: Int {
    get { state.pointee.capacity }
    set { state.pointee.capacity = newValue }
  }

  private var storage: UnsafeMutableRawPointer { state.pointee.memory.start }

  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: storage, count: count * width.bytes)
  }

  /// Valid until the next number is appended.
  package var numbers: WholeNumbers {
    switch width {
    case .byte: .bytes(typed())
    case .short: .shorts(typed())
    case .word: .words(typed())
    case .long: .longs(typed())
    }
  }

  package func append(_ number: Int64) {
    if count == capacity { reserve(count + 1) }
    switch width {
    case .byte:
      if let short = UInt8(exactly: number) { return put(short) }
    case .short:
      if let short = UInt16(exactly: number) { return put(short) }
    case .word:
      if let short = Int32(exactly: number) { return put(short) }
    case .long:
      return put(number)
    }
    widen(to: max(width, NumberWidth(of: number)))
    append(number)
  }

  /// Repeats a number until there are so many.
  package func pad(to count: Int, with number: Int64 = 0) {
    while self.count < count { append(number) }
  }

  func append(contentsOf numbers: WholeNumbers, _ range: Range<Int>) {
    switch numbers {
    case .bytes(let numbers): append(slice: numbers, range)
    case .shorts(let numbers): append(slice: numbers, range)
    case .words(let numbers): append(slice: numbers, range)
    case .longs(let numbers): append(slice: numbers, range)
    }
  }

  /// Appends what each number is translated to.
  func append(contentsOf numbers: WholeNumbers, _ range: Range<Int>, by table: [Int64]) {
    table.withUnsafeBufferPointer { table in
      switch numbers {
      case .bytes(let numbers): for index in range { append(table[Int(numbers[index])]) }
      case .shorts(let numbers): for index in range { append(table[Int(numbers[index])]) }
      case .words(let numbers): for index in range { append(table[Int(numbers[index])]) }
      case .longs(let numbers): for index in range { append(table[Int(numbers[index])]) }
      }
    }
  }

  package func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    resize(to: max(wanted, capacity + capacity / 2), width)
  }

  private func append<Number: FixedWidthInteger & BitwiseCopyable>(
    slice numbers: UnsafeBufferPointer<Number>,
    _ range: Range<Int>
  ) {
    guard let first = range.first else { return }
    reserve(count + range.count)
    var (least, greatest) = (numbers[first], numbers[first])
    for index in range {
      least = min(least, numbers[index])
      greatest = max(greatest, numbers[index])
    }
    let needed = max(NumberWidth(of: Int64(least)), NumberWidth(of: Int64(greatest)))
    if needed > width { widen(to: needed) }
    switch width {
    case .byte: fill(UInt8.self, from: numbers, range)
    case .short: fill(UInt16.self, from: numbers, range)
    case .word: fill(Int32.self, from: numbers, range)
    case .long: fill(Int64.self, from: numbers, range)
    }
  }

  /// Every number fits into the width.
  private func fill<
    Number: FixedWidthInteger & BitwiseCopyable,
    Stored: FixedWidthInteger & BitwiseCopyable
  >(
    _: Stored.Type,
    from numbers: UnsafeBufferPointer<Number>,
    _ range: Range<Int>
  ) {
    let target = storage.assumingMemoryBound(to: Stored.self) + count
    if Stored.self == Number.self {
      let bytes = UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(numbers)[
          (range.lowerBound * MemoryLayout<Number>.size)..<(range.upperBound
            * MemoryLayout<Number>.size)
        ]
      )
      UnsafeMutableRawPointer(target).copyMemory(
        from: bytes.baseAddress ?? UnsafeRawPointer(target),
        byteCount: bytes.count
      )
    } else {
      for (place, index) in range.enumerated() {
        target[place] = Stored(truncatingIfNeeded: numbers[index])
      }
    }
    count += range.count
  }

  @inline(__always)
  private func put<Stored: BitwiseCopyable>(_ number: Stored) {
    storage.assumingMemoryBound(to: Stored.self)[count] = number
    count += 1
  }

  private func typed<Stored>() -> UnsafeBufferPointer<Stored> {
    UnsafeBufferPointer(start: storage.assumingMemoryBound(to: Stored.self), count: count)
  }

  private func widen(to wider: NumberWidth) {
    // A column's first numbers say little about those that come.
    resize(to: capacity, wider)
  }

  private func resize(to wanted: Int, _ wider: NumberWidth) {
    let old = (numbers: numbers, memory: state.pointee.memory, width: width, count: count)
    capacity = wanted
    width = wider
    state.pointee.memory = PagedMemory(capacity: wanted * wider.bytes)
    if old.width == wider {
      storage.copyMemory(from: old.memory.start, byteCount: old.count * wider.bytes)
    } else {
      count = 0
      copy(old.numbers)
    }
    old.memory.deallocate()
  }

  private func copy(_ numbers: WholeNumbers) {
    let range = 0..<numbers.count
    switch (numbers, width) {
    case (.bytes(let numbers), .short): fill(UInt16.self, from: numbers, range)
    case (.bytes(let numbers), .word): fill(Int32.self, from: numbers, range)
    case (.bytes(let numbers), _): fill(Int64.self, from: numbers, range)
    case (.shorts(let numbers), .word): fill(Int32.self, from: numbers, range)
    case (.shorts(let numbers), _): fill(Int64.self, from: numbers, range)
    case (.words(let numbers), _): fill(Int64.self, from: numbers, range)
    case (.longs(let numbers), _): fill(Int64.self, from: numbers, range)
    }
  }
}
