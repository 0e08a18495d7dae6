/// Why a render stopped before its end; the machine knows where.
struct Failure: Error {
  let message: String
  /// `skip` was reached: the message is its reason.
  var isSkip = false

  init(_ message: String, isSkip: Bool = false) {
    self.message = message
    self.isSkip = isSkip
  }
}
