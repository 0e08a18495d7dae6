import Campaigns
import Foundation

/// A preview's messages as web pages on disk.
enum PreviewPages {
  /// Writes one page a message and answers their files.
  static func write(_ report: PreviewReport, in folder: URL) throws -> [URL] {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try report.samples.map(\.message).map { sample in
        let name = "\(report.campaign)-\(MessageFolder.fileName(sample.customer)).html"
        let url = folder.appendingPathComponent(name)
        try Data(sample.message.html.utf8).write(to: url)
        return url
      }
    } catch {
      throw CommandFailure.world(
        "cannot write the preview to '\(folder.path)': \(error.localizedDescription)"
      )
    }
  }

  /// Opens the pages in the browser where there is a desktop, and tells where they are.
  static func open(_ pages: [URL]) -> String {
    for page in pages { launchBrowser(page) }
    return pages.map { "\($0.path)\n" }.joined()
  }

  private static func launchBrowser(_ page: URL) {
    let environment = ProcessInfo.processInfo.environment
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else { return }
    let opener = Process()
    opener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    opener.arguments = ["xdg-open", page.path]
    // Where no browser can be opened, the path that is printed is enough.
    try? opener.run()
  }
}
