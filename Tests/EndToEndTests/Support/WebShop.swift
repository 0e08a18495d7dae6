import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// A running `stamkund serve`.
struct ServedShop {
  let url: String
  let serving: RunningTool

  /// Starts it on a free port and waits until it answers.
  static func start(_ shop: TestShop) async throws -> ServedShop {
    let serving = try shop.tool.start(["serve", "--port", "0"])
    try await serving.hasSaid("Ctrl-C ends")
    let words = try serving.errorsSoFar()
    let url = try #require(words.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/))
    return ServedShop(url: String(url.0), serving: serving)
  }

  /// Tells it to end and expects that it does so in peace.
  func stop() async throws -> Tool.Outcome {
    serving.signal(SIGTERM)
    let outcome = try await serving.outcome()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }
}

/// What a server answered.
struct HTTPAnswer: Sendable {
  let status: Int
  let headers: [String: String]
  let body: String
}

/// A client without cookies that keeps its connections.
struct HTTPClient: Sendable {
  private let session: URLSession

  init(connections: Int = 8) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connections
    configuration.httpCookieStorage = nil
    session = URLSession(configuration: configuration)
  }

  func send(_ method: String, _ address: String, form: String? = nil) async throws -> HTTPAnswer {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.httpMethod = method
    if let form {
      request.httpBody = Data(form.utf8)
      request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    }
    let (data, response) = try await session.data(for: request)
    let answer = try #require(response as? HTTPURLResponse)
    var headers: [String: String] = [:]
    for (name, value) in answer.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
    return HTTPAnswer(
      status: answer.statusCode,
      headers: headers,
      body: String(decoding: data, as: UTF8.self)
    )
  }
}

extension TestShop {
  /// Adds `web:` to the shop, with a secret of its own store.
  func serveLinks() throws {
    let file = folder.appendingPathComponent("stamkund.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try write("stamkund.yaml", text + "\nweb: {url: \"https://post.butik.example\"}\n")
  }
}
