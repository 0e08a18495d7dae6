import Foundation
import TestSupport
import Testing

/// Chromium without a window, driven by the WebDriver protocol (W3C) through its `chromedriver`.
final class Browser {
  private let driver: ChildProcess
  private let port: Int
  private var session = ""

  static let program = "/usr/bin/chromedriver"

  /// Whether tests with it run: without it they say so, and in CI that is a failure.
  static func isAvailable(for suite: String) -> Bool {
    if FileManager.default.isExecutableFile(atPath: program) { return true }
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    print("not run: \(suite) needs chromium-driver, which is not installed")
    return false
  }

  /// Starts a browser; its scripts may be switched off.
  static func start(scripts: Bool, in folder: URL) async throws -> Browser {
    let log = folder.appendingPathComponent("chromedriver-\(UUID().uuidString)")
    try Data().write(to: log)
    let driver = try ChildProcess([program, "--port=0"], output: .file(log))
    var port: Int?
    while driver.isRunning, port == nil {
      let words = String(decoding: try Data(contentsOf: log), as: UTF8.self)
      port = words.firstMatch(of: /started successfully on port (\d+)/).flatMap { Int($0.1) }
      await Task.yield()
    }
    let browser = Browser(driver, port: try #require(port))
    var options: [String: Any] = [
      "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    ]
    if !scripts { options["prefs"] = ["profile.managed_default_content_settings.javascript": 2] }
    let capabilities: [String: Any] = [
      "goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL"],
    ]
    let answer = try await browser.call(
      "POST",
      "/session",
      ["capabilities": ["alwaysMatch": capabilities]]
    )
    browser.session = "/session/\(try #require(answer["sessionId"].text))"
    return browser
  }

  private init(_ driver: ChildProcess, port: Int) {
    self.driver = driver
    self.port = port
  }

  func stop() async throws {
    _ = try await call("DELETE", session)
    driver.kill()
    _ = await driver.end()
  }

  func open(_ url: String) async throws {
    _ = try await call("POST", session + "/url", ["url": url])
  }

  /// Waits until the first element that the selector finds reads so; false where it never does.
  ///
  /// A click returns before the page that it leads to is there.
  func shows(_ words: String, in selector: String) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      do {
        if try await call("GET", try await element(selector) + "/text").text == words {
          return true
        }
      } catch is DriverComplaint {
        // The element belonged to the page before.
      }
      await Task.yield()
    }
    return false
  }

  func click(_ selector: String) async throws {
    _ = try await call("POST", try await element(selector) + "/click", [:])
  }

  /// Shows the page as wide as that, light or dark.
  func show(width: Int, dark: Bool) async throws {
    let size: [String: Any] = [
      "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false,
    ]
    let scheme = ["name": "prefers-color-scheme", "value": dark ? "dark" : "light"]
    try await command("Emulation.setDeviceMetricsOverride", size)
    try await command("Emulation.setEmulatedMedia", ["features": [scheme]])
  }

  /// What a script's `return` gives.
  func evaluate(_ script: String) async throws -> JSON {
    try await call("POST", session + "/execute/sync", ["script": script, "args": [Any]()])
  }

  /// What the browser complained about: refused styles, failed loads.
  func complaints() async throws -> [String] {
    try await call("POST", session + "/se/log", ["type": "browser"]).array
      .compactMap { $0["message"].text }
  }

  private func command(_ name: String, _ parameters: [String: Any]) async throws {
    let body: [String: Any] = ["cmd": name, "params": parameters]
    _ = try await call("POST", session + "/goog/cdp/execute", body)
  }

  private func element(_ selector: String) async throws -> String {
    let found = try await call(
      "POST",
      session + "/element",
      ["using": "css selector", "value": selector]
    )
    let key = try #require(found.keys.first, "no \(selector)")
    return session + "/element/" + (found[key].text ?? "")
  }

  private func call(
    _ method: String,
    _ path: String,
    _ body: [String: Any]? = nil
  ) async throws -> JSON {
    let data = try await DriverHTTP.send(method, path, body, port: port)
    let value = JSON(try JSONSerialization.jsonObject(with: data))["value"]
    if let error = value["error"].text { throw DriverComplaint(words: error) }
    return value
  }
}

/// What the browser could not do.
private struct DriverComplaint: Error {
  let words: String
}

/// HTTP as `chromedriver` speaks it: its answers have headers that `URLSession` on Linux refuses.
private enum DriverHTTP {
  struct Broken: Error {
    let what: String
  }

  /// The body of the answer; waits on a thread of its own.
  static func send(
    _ method: String,
    _ path: String,
    _ body: [String: Any]?,
    port: Int
  ) async throws -> Data {
    let content = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Connection: close\r
      Content-Type: application/json\r
      Content-Length: \(content.count)\r
      \r

      """
    let request = Data(head.utf8) + content
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try exchange(request, port: port) })
      }
    }
  }

  private static func exchange(_ request: Data, port: Int) throws -> Data {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard connected else { throw Broken(what: "cannot connect") }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    try file.write(contentsOf: request)
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let end = Data("\r\n\r\n".utf8)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { break }
      answer += buffer.prefix(count)
      guard let head = answer.range(of: end) else { continue }
      let words = String(decoding: answer[..<head.lowerBound], as: UTF8.self).lowercased()
      guard let length = words.firstMatch(of: /content-length: *(\d+)/).flatMap({ Int($0.1) })
      else { throw Broken(what: "no length") }
      let content = answer[head.upperBound...]
      if content.count >= length { return Data(content.prefix(length)) }
    }
    throw Broken(what: "the answer has no end")
  }
}
