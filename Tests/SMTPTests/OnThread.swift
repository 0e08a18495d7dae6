import Foundation

/// Runs what blocks on a thread of its own: the starts of other programs would hold up all tests.
func onThread<Value>(
  _ body: @escaping @Sendable () throws -> sending Value
) async throws -> sending Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread {
      do {
        continuation.resume(returning: try body())
      } catch {
        continuation.resume(throwing: error)
      }
    }.start()
  }
}
