import Campaigns
import HTML
@preconcurrency import Rainbow

/// A message's body as it looks in a terminal.
enum TerminalMessage {
  static func rendered(_ message: WrittenMessage, width: Int) -> String {
    PlainText.from(html: message.html, width: width, style: Rainbow.enabled ? style : .plain)
  }

  private static let style = TextStyle(
    heading: { $0.bold },
    strong: { $0.bold },
    italic: { $0.italic },
    link: { $0.underline },
    muted: { $0.dim }
  )
}
