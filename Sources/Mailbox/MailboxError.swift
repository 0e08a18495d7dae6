/// Why a mailbox could not be opened.
package enum MailboxError: Error, Hashable, CustomStringConvertible {
  case cannotListen(host: String, port: Int, reason: String)
  case cannotUseFolder(path: String, reason: String)

  package var description: String {
    switch self {
    case .cannotListen(let host, let port, let reason):
      "cannot listen for mail on \(host):\(port): \(reason)"
    case .cannotUseFolder(let path, let reason):
      "cannot keep mail in the folder \(path): \(reason)"
    }
  }
}
