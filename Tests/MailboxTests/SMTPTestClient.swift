import Foundation
import Glibc

/// A blocking client on a plain socket, for use on a thread of its own.
struct SMTPTestClient: ~Copyable {
  enum Failure: Error {
    case cannotConnect(Int32)
    case closed
    case reset
  }

  private let descriptor: Int32
  private var received: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if connected != 0 { throw Failure.cannotConnect(errno) }
  }

  deinit { close(descriptor) }

  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0 { throw Failure.reset }
      rest = rest.dropFirst(sent)
    }
  }

  /// The next reply's code, its lines read to the last.
  mutating func reply() throws -> Int {
    while true {
      if let feed = received.firstIndex(of: 10) {
        let line = String(decoding: received[...feed], as: UTF8.self)
        received.removeFirst(feed + 1)
        if !line.dropFirst(3).hasPrefix("-") { return Int(line.prefix(3)) ?? 0 }
      } else {
        received += try read()
      }
    }
  }

  /// Sends a line and gives the code of its reply.
  mutating func ask(_ line: String) throws -> Int {
    try send(line + "\r\n")
    return try reply()
  }

  /// Greets, and sends so many messages in lockstep: the codes of their dots.
  mutating func deliver(
    _ messages: Int,
    to recipient: (Int) -> String,
    body: (Int) -> String
  ) throws -> [Int] {
    _ = try reply()
    _ = try ask("EHLO test")
    var codes: [Int] = []
    for message in 0..<messages {
      try send("MAIL FROM:<a@b>\r\nRCPT TO:<\(recipient(message))>\r\nDATA\r\n")
      _ = (try reply(), try reply(), try reply())
      codes.append(try ask(body(message) + "\r\n."))
    }
    return codes
  }

  private func read() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count == 0 { throw Failure.closed }
    if count < 0 { throw Failure.reset }
    return Array(bytes[..<count])
  }
}

/// Runs blocking work on a thread of its own.
func onThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}
