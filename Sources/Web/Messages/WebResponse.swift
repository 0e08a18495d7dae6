/// What a handler answers.
package struct WebResponse: Hashable, Sendable {
  package struct Header: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package let status: Int
  package let headers: [Header]
  package let body: String

  package init(status: Int, headers: [Header], body: String) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, in whatever case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
