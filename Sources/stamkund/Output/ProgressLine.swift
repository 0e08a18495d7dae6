import Foundation
import Synchronization

/// One line on standard error that is drawn over itself while work goes on; silent in pipes.
final class ProgressLine: Sendable {
  private let title: String
  private let isShown: Bool
  private let drawn: Mutex<(at: ContinuousClock.Instant?, width: Int)>
  private let started = ContinuousClock.now

  init(_ title: String) {
    self.title = title
    isShown = Terminal.showsProgress
    drawn = Mutex((nil, 0))
  }

  /// Draws at most ten times a second.
  func show(_ done: Int, of total: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    drawn.withLock { drawn in
      if let last = drawn.at, now - last < .milliseconds(100), done < total { return }
      let line = "\(title) \(Figures.number(done)) of \(Figures.number(total))\(rate(done, total))"
      drawn = (now, draw(line, over: drawn.width))
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
      drawn = (now, draw("\(title) \(file): \(Figures.number(rows)) rows", over: drawn.width))
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

  private func rate(_ done: Int, _ total: Int) -> String {
    let elapsed = started.duration(to: .now)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    guard done > 0, seconds > 0.5 else { return "" }
    let perSecond = Double(done) / seconds
    let left = Int((Double(total - done) / perSecond).rounded(.up))
    return ", \(Figures.number(Int(perSecond))) a second, \(left) s left"
  }
}
