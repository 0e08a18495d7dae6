/// A text whose bytes stay at one address as long as the object lives.
///
/// @unchecked because the bytes are written by `init` alone.
final class StableText: @unchecked Sendable {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ text: some Collection<UInt8>) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.count))
    _ = copy.initialize(from: text)
    bytes = UnsafeBufferPointer(start: copy.baseAddress, count: text.count)
  }

  deinit { bytes.deallocate() }
}

/// Bytes that are written anew for each row; their address holds until the next write.
final class RowBuffer {
  /// On the heap, where the compiler need not guard each access.
  private struct State {
    var storage: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var count = 0
  }

  private let state: UnsafeMutablePointer<State>

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: State(storage: .allocate(capacity: 1_024), capacity: 1_024))
  }

  deinit {
    state.pointee.storage.deallocate()
    state.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: state.pointee.storage, count: state.pointee.count)
  }

  /// Keeps what stands before `start` only.
  func clear(from start: Int = 0) { state.pointee.count = start }

  func append(_ byte: UInt8) {
    reserve(1)
    state.pointee.storage[state.pointee.count] = byte
    state.pointee.count += 1
  }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    guard let source = bytes.baseAddress else { return }
    (state.pointee.storage + state.pointee.count).update(from: source, count: bytes.count)
    state.pointee.count += bytes.count
  }

  func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  private func reserve(_ more: Int) {
    if state.pointee.count + more > state.pointee.capacity { grow(by: more) }
  }

  private func grow(by more: Int) {
    let capacity = 2 * (state.pointee.count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: state.pointee.storage, count: state.pointee.count)
    state.pointee.storage.deallocate()
    state.pointee.storage = larger
    state.pointee.capacity = capacity
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without spaces and tabs at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    if isEmpty || (self[0] > 0x20 && self[count - 1] > 0x20) { return self }
    var start = startIndex
    var end = endIndex
    while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
    while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    if start == 0, end == count { return self }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }

  func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
