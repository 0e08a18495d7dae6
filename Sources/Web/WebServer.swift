import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The desk over HTTP, on Hummingbird: the only place that knows of it.
///
/// Plain HTTP, to stand behind a reverse proxy that has the certificate.
package struct WebServer: Sendable {
  private let desk: SubscriptionDesk
  private let host: String
  private let port: Int
  /// Is told the port once requests are taken.
  private let isReady: @Sendable (Int) -> Void

  /// A server on that address; port 0 is any free one.
  package init(
    desk: SubscriptionDesk,
    host: String,
    port: Int,
    isReady: @escaping @Sendable (Int) -> Void
  ) {
    self.desk = desk
    self.host = host
    self.port = port
    self.isReady = isReady
  }

  /// Serves until SIGTERM or SIGINT, and then ends after the requests under way.
  package func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await desk.run() }
      defer { group.cancelAll() }
      do {
        try await serve()
      } catch let error as IOError {
        throw WebServerFailure(host: host, port: port, words: "\(error)")
      }
    }
  }

  private func serve() async throws {
    // Hummingbird's own log could hold addresses of pages, which are secrets of customers.
    let silence = Logger(label: "stamkund.web") { _ in SwiftLogNoOpLogHandler() }
    let desk = desk
    let isReady = isReady
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in
        let request = try await WebRequest(request)
        let response = await desk.respond(to: request)
        return Response(response, isHead: request.method == .head)
      },
      server: .http1(configuration: .init(idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: .maximum(4_096, logger: silence)
      ),
      onServerRunning: { channel in isReady(channel.localAddress?.port ?? 0) },
      logger: silence
    )
    var configuration = ServiceGroupConfiguration(
      services: [application],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: silence
    )
    configuration.maximumGracefulShutdownDuration = Duration.seconds(20)
    try await ServiceGroup(configuration: configuration).run()
  }
}

/// The server could not begin to listen.
package struct WebServerFailure: Error, CustomStringConvertible {
  let host: String
  let port: Int
  let words: String

  package var description: String { "cannot listen on \(host):\(port): \(words)" }
}

extension WebRequest {
  /// Reads the body of a POST; one that is too long is cut, which the handler sees by its length.
  fileprivate init(_ request: Request) async throws {
    let method: Method =
      switch request.method {
      case .get: .get
      case .head: .head
      case .post: .post
      default: .other
      }
    var body: [UInt8] = []
    if method == .post {
      for try await buffer in request.body {
        body += buffer.readableBytesView
        if body.count > Self.mostBody { break }
      }
    }
    self.init(
      method,
      request.head.path ?? "/",
      contentType: request.headers[.contentType],
      acceptLanguage: request.headers[.acceptLanguage],
      body: body
    )
  }
}

extension Response {
  /// The names of the headers that every answer has: checking one costs more than finding it.
  private static let names: [String: HTTPField.Name] = [
    "Content-Type", "Content-Language", "Content-Security-Policy", "Referrer-Policy",
    "Cache-Control", "X-Content-Type-Options", "X-Robots-Tag",
  ].reduce(into: [:]) { $0[$1] = HTTPField.Name($1) }

  fileprivate init(_ response: WebResponse, isHead: Bool) {
    var headers = HTTPFields()
    headers.reserveCapacity(response.headers.count + 2)
    for header in response.headers {
      if let name = Self.names[header.name] ?? HTTPField.Name(header.name) {
        headers.append(HTTPField(name: name, value: header.value))
      }
    }
    let whole = Response(
      status: .init(code: response.status),
      headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: response.body))
    )
    self = isHead ? whole.createHeadResponse() : whole
  }
}
