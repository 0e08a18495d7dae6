/// What a handler knows of an HTTP request.
package struct WebRequest: Hashable, Sendable {
  package enum Method: Hashable, Sendable {
    case get
    /// As GET, but the answer goes out without its body.
    case head
    case post
    case other
  }

  package let method: Method
  /// As sent, with the query if there is one.
  package let target: String
  package let contentType: String?
  package let acceptLanguage: String?
  package let body: [UInt8]

  package init(
    _ method: Method,
    _ target: String,
    contentType: String? = nil,
    acceptLanguage: String? = nil,
    body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.contentType = contentType
    self.acceptLanguage = acceptLanguage
    self.body = body
  }

  /// The longest body that is read: a form of ours has less than a hundred bytes.
  static let mostBody = 16_384
}

extension WebRequest {
  /// The path without the query.
  var path: Substring { target.prefix { $0 != "?" && $0 != "#" } }

  /// The languages that the browser prefers, the first one most.
  var preferredLanguages: [String] {
    (acceptLanguage ?? "").split(separator: ",").prefix(8).map { entry in
      entry.prefix { $0 != ";" }.filter { !$0.isWhitespace }
    }
  }
}
