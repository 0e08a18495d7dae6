import Diagnostics
import Foundation
@preconcurrency import Rainbow

/// Where the tool writes: results to standard output, everything else to standard error.
enum Terminal {
  /// Colours only for a person at a terminal who has not asked for none (no-color.org).
  static func chooseColours() {
    let environment = ProcessInfo.processInfo.environment
    let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let forced = environment["CLICOLOR_FORCE"].map { $0 != "0" && !$0.isEmpty } ?? false
    Rainbow.outputTarget = .console
    Rainbow.enabled =
      !refused && (forced || isatty(STDOUT_FILENO) == 1) && environment["TERM"] != "dumb"
  }

  /// The columns of standard output; 100 where it is no terminal.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// Whether a person watches standard error, so that progress may be drawn over itself.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard output is a terminal.
  static var isForPeople: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether a person can answer a question.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

  /// Writes a result.
  static func print(_ text: String) { write(text, to: .standardOutput) }

  /// Writes a notice or a problem.
  static func note(_ text: String) { write(text, to: .standardError) }

  /// Asks on standard error and reads a line; true only for a clear yes.
  static func confirms(_ question: String) -> Bool {
    note("\(question) [y/N] ")
    guard let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased() else {
      note("\n")
      return false
    }
    return ["y", "yes", "j", "ja"].contains(answer)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      // The reader has gone, as `| head` does: there is nobody left to tell.
      exit(handle == .standardOutput ? 0 : 2)
    }
  }
}

extension DiagnosticRenderer.Style {
  /// Red errors, yellow warnings; plain where colours are off.
  static let terminal = DiagnosticRenderer.Style(
    error: { $0.red.bold },
    warning: { $0.yellow.bold },
    emphasis: { $0.bold },
    muted: { $0.lightBlack }
  )
}
