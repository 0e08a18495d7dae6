import Foundation
import TestSupport
import Testing

/// Postfix's own test server, on a port of its own.
final class SMTPSink {
  let url: String
  private let process: ChildProcess
  private let dump: URL

  private init(port: Int, process: ChildProcess, dump: URL) {
    url = "smtp://127.0.0.1:\(port)"
    self.process = process
    self.dump = dump
  }

  /// Starts it and waits until it takes connections; it keeps each message in one dump.
  static func start(in folder: URL) throws -> SMTPSink {
    let port = try freePort()
    let dump = folder.appendingPathComponent("sink")
    try FileManager.default.createDirectory(
      at: dump,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o777]
    )
    let process = try ChildProcess(
      ["/usr/sbin/smtp-sink"] + (getuid() == 0 ? ["-u", "root"] : [])
        + ["-D", dump.appendingPathComponent("mail").path, "127.0.0.1:\(port)", "500"],
      output: .null
    )
    try waitForConnections(port)
    return SMTPSink(port: port, process: process, dump: dump)
  }

  func stop() {
    process.kill()
    _ = process.waitForEnd()
  }

  /// How many messages it has kept.
  func messageCount() throws -> Int {
    let data = try Data(contentsOf: dump.appendingPathComponent("mail"))
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
      .count { $0.hasPrefix("X-Helo-Args:") }
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(bound)
    return Int(in_port_t(bigEndian: address.sin_port))
  }

  private static func waitForConnections(_ port: Int) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = loopback(port: port)
      let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      if connected { return }
      sched_yield()
    }
    Issue.record("smtp-sink takes no connections")
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
  }
}
