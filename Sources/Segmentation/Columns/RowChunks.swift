import Dispatch

/// The rows of a column cut into pieces that all cores work on at once.
struct RowChunks {
  /// A multiple of 64, so that no two pieces share a word of a `CustomerSet`; small enough that
  /// what is computed on the way for one piece stays in a core's cache.
  private static let size = 1_024

  private let rowCount: Int

  init(count: Int) { rowCount = count }

  /// Calls `body` for each piece, several at once, and returns when all are done.
  ///
  /// The body may read what nobody changes meanwhile, and write what belongs to its own rows. It
  /// blocks: not for the shared pool of threads.
  func perform(_ body: (Range<Int>) -> Void) {
    if count == 1 { return body(rows(0)) }
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body  // See above; all calls have returned before this does.
      DispatchQueue.concurrentPerform(iterations: count) { body(rows($0)) }
    }
  }

  private var count: Int { (rowCount + Self.size - 1) / Self.size }

  private func rows(_ piece: Int) -> Range<Int> {
    piece * Self.size..<min((piece + 1) * Self.size, rowCount)
  }
}
