#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder of messages, one file each, named by the order of arrival: `00000042.eml`.
///
/// A file stands under its name only when it is whole and on the disk.
struct MessageFolder: Sendable {
  private let path: String

  /// The folder at a path, made if it is missing (the folder above it must be there).
  init(path: String) throws(MailboxError) {
    self.path = path
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Self.error(path) }
  }

  /// The number of the last message in it; zero when there is none.
  func lastNumber() throws(MailboxError) -> Int {
    guard let folder = opendir(path) else { throw Self.error(path) }
    defer { closedir(folder) }
    var last = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name.hasSuffix(".eml"), let number = Int(name.dropLast(4)) { last = max(last, number) }
    }
    return last
  }

  /// Writes a message durably, with the envelope in fields before it (RFC 5321, section 4.4).
  ///
  /// Blocks until it is on the disk.
  func store(_ message: IncomingMessage, number: Int) throws(MailboxError) {
    let digits = String(number)
    let name = String(repeating: "0", count: max(0, 8 - digits.count)) + digits + ".eml"
    var bytes = Array("Return-Path: <\(message.sender)>\r\n".utf8)
    for recipient in message.recipients { bytes += "Delivered-To: \(recipient)\r\n".utf8 }
    bytes += message.bytes
    let unfinished = "\(path)/.\(name).part"
    try create(unfinished, bytes)
    guard rename(unfinished, "\(path)/\(name)") == 0 else { throw Self.error(path) }
    try synchroniseFolder()
  }

  private func create(_ file: String, _ bytes: [UInt8]) throws(MailboxError) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.error(path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written >= 0 else { throw Self.error(path) }
      rest = rest.dropFirst(written)
    }
    guard fsync(descriptor) == 0 else { throw Self.error(path) }
  }

  /// Makes the folder's new entry survive a power failure.
  private func synchroniseFolder() throws(MailboxError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Self.error(path) }
  }

  private static func error(_ path: String) -> MailboxError {
    .cannotUseFolder(path: path, reason: String(cString: strerror(errno)))
  }
}
