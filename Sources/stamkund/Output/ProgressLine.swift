import Diagnostics
import Foundation
import Synchronization

/// One line on standard error that is drawn over itself while work goes on; silent in pipes.
final class ProgressLine: Sendable {
  private let title: String
  private let isShown: Bool
  private struct Drawn {
    var at: ContinuousClock.Instant?
    var width = 0
    var trouble: String?
    /// How much was done before the first line, and when that was: what others did is no part of
    /// the rate.
    var start: (done: Int, at: ContinuousClock.Instant)?
  }

  private let drawn = Mutex(Drawn())

  init(_ title: String) {
    self.title = title
    isShown = Terminal.showsProgress
  }

  /// Draws at most ten times a second, and at once where there is other trouble than before.
  func show(_ done: Int, of total: Int, trouble: String? = nil) {
    guard isShown else { return }
    let now = ContinuousClock.now
    drawn.withLock { drawn in
      let start = drawn.start ?? (done, now)
      drawn.start = start
      if let last = drawn.at, now - last < .milliseconds(100), done < total,
        drawn.trouble == trouble
      {
        return
      }
      var line = "\(title) \(Figures.number(done)) of \(Figures.number(total))"
      line += Self.rate(done - start.done, total - start.done, since: start.at)
      if let trouble { line += "; the mail server fails: \(TerminalText.withoutControls(trouble))" }
      drawn.at = now
      drawn.trouble = trouble
      drawn.width = draw(String(line.prefix(max(20, Terminal.width - 1))), over: drawn.width)
    }
  }

  /// Draws the line over one of that width and answers its own.
  private func draw(_ line: String, over width: Int) -> Int {
    let padding = String(repeating: " ", count: max(0, width - line.count))
    Terminal.note("\r\(line)\(padding)")
    return line.count
  }

  /// The same where nobody knows how much there is.
  func show(rows: Int, of file: String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    drawn.withLock { drawn in
      if let last = drawn.at, now - last < .milliseconds(100) { return }
      drawn.at = now
      drawn.width = draw("\(title) \(file): \(Figures.number(rows)) rows", over: drawn.width)
    }
  }

  /// Takes the line away.
  func clear() {
    drawn.withLock { drawn in
      guard drawn.width > 0 else { return }
      Terminal.note("\r\(String(repeating: " ", count: drawn.width))\r")
      drawn.width = 0
    }
  }

  private static func rate(
    _ done: Int,
    _ total: Int,
    since start: ContinuousClock.Instant
  ) -> String {
    let seconds = start.duration(to: .now).seconds
    guard done > 0, seconds > 0.5 else { return "" }
    let perSecond = Double(done) / seconds
    let left = Int((Double(total - done) / perSecond).rounded(.up))
    return ", \(Figures.number(Int(perSecond))) a second, \(left) s left"
  }
}
