import CCurl
import Foundation

/// The bytes of an open connection, through TLS where there is TLS.
///
/// Every wait ends at its deadline and soon after the stop signal.
struct CurlStream: ~Copyable {
  private let handle: CurlHandle
  private let socket: curl_socket_t
  private let stop: StopSignal
  private let buffer: UnsafeMutableRawBufferPointer

  init(_ handle: consuming CurlHandle, socket: curl_socket_t, stop: StopSignal) {
    self.handle = handle
    self.socket = socket
    self.stop = stop
    buffer = .allocate(byteCount: 16_384, alignment: 1)
  }

  deinit { buffer.deallocate() }

  /// Gives the parser what is here already, and waits for nothing.
  ///
  /// Returns whether that was anything.
  func receiveAvailable(into parser: inout ReplyParser) throws(StreamFailure) -> Bool {
    var count = 0
    switch curl_easy_recv(handle.easy, buffer.baseAddress, buffer.count, &count) {
    case CURLE_OK:
      guard count > 0 else { throw .closed }
      parser.append(buffer[..<count])
      return true
    case CURLE_AGAIN:
      return false
    case let code:
      throw .failed(handle.words(for: code))
    }
  }

  /// Waits until something is here, and gives it to the parser.
  func receive(
    into parser: inout ReplyParser,
    until deadline: ContinuousClock.Instant
  ) throws(StreamFailure) {
    // TLS may hold bytes that the socket no longer shows, so asking comes before waiting.
    while try !receiveAvailable(into: &parser) {
      _ = try wait(for: POLLIN, until: deadline)
    }
  }

  /// Sends all of it.
  ///
  /// Throws `interrupted` when the server speaks before it has taken all: what it says is then the
  /// first thing to receive.
  func send(_ bytes: [UInt8], patience: Duration) throws(StreamFailure) {
    var count = 0
    try send(bytes, count: &count, patience: patience)
  }

  /// The same, and counts the bytes that may have come to be read by the server, also when it throws.
  func send(
    _ bytes: [UInt8],
    count: inout Int,
    patience: Duration
  ) throws(StreamFailure) {
    try bytes.withUnsafeBufferPointer { buffer throws(StreamFailure) in
      let bytes = UnsafeRawBufferPointer(buffer)
      // What TLS has taken of a piece is not known before it has taken all of it, but a piece within
      // one record cannot be read before. So the end, where it matters, goes in one record.
      let lastPiece = max(0, bytes.count - Self.longestRecord)
      for piece in [bytes[..<lastPiece], bytes[lastPiece...]] {
        try send(UnsafeRawBufferPointer(rebasing: piece), count: &count, patience: patience)
      }
    }
  }

  /// What a TLS record holds at most (RFC 8446 section 5.1).
  private static let longestRecord = 16_384

  private func send(
    _ piece: UnsafeRawBufferPointer,
    count: inout Int,
    patience: Duration
  ) throws(StreamFailure) {
    var rest = piece
    while let base = rest.baseAddress, !rest.isEmpty {
      if stop.isRaised { throw .stopped }
      var taken = 0
      switch curl_easy_send(handle.easy, base, rest.count, &taken) {
      case CURLE_OK:
        rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
        count += taken
      case CURLE_AGAIN:
        // The next try has the same pointer and length, as OpenSSL asks (SSL_write(3)).
        let events = try wait(for: POLLOUT | POLLIN, until: .now + patience)
        if events & POLLIN != 0 { throw .interrupted }
      case let code:
        throw .failed(handle.words(for: code))
      }
    }
  }

  private func wait(
    for events: Int32,
    until deadline: ContinuousClock.Instant
  ) throws(StreamFailure) -> Int32 {
    while true {
      if stop.isRaised { throw .stopped }
      let remaining = ContinuousClock.now.duration(to: deadline)
      guard remaining > .zero else { throw .timedOut }
      var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
      let result = poll(&entry, 1, min(remaining, StopSignal.interval).milliseconds)
      if result > 0 { return Int32(entry.revents) }
      if result < 0 && errno != EINTR { throw .failed(String(cString: strerror(errno))) }
    }
  }
}

/// Why a stream carries no more.
enum StreamFailure: Error, CustomStringConvertible {
  case closed
  case timedOut
  case stopped
  case interrupted
  case failed(String)

  var description: String {
    switch self {
    case .closed: "the server closed the connection"
    case .timedOut: "the server did not answer in time"
    case .stopped: "sending was stopped"
    case .interrupted: "the server spoke before the message was over"
    case .failed(let words): words
    }
  }
}

extension Duration {
  /// Rounded up, so that a wait never spins at its end.
  var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    return Int32(
      clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    )
  }
}
