import CCurl
import Mail

/// What the server said while libcurl opened the connection, and what that means.
final class OpeningTranscript {
  private let stop: StopSignal
  private let deadline: ContinuousClock.Instant
  private var parser = ReplyParser()
  private var replies: [SMTPReply] = []

  init(stop: StopSignal, deadline: ContinuousClock.Instant) {
    self.stop = stop
    self.deadline = deadline
  }

  var mustStop: Bool { stop.isRaised || ContinuousClock.now > deadline }

  /// Of the last EHLO: what was offered before STARTTLS may have been put in by anyone.
  var capabilities: SMTPCapabilities {
    replies.last { $0.code == 250 }.map(SMTPCapabilities.init) ?? SMTPCapabilities()
  }

  var isAuthenticated: Bool { replies.contains { $0.code == 235 } }

  enum Failure: Equatable {
    case refusal(ServerRefusal)
    case connection(String)
  }

  /// What a failed opening means: by libcurl's code for it, its words, and the code of the server's
  /// last reply, 0 for none.
  func failure(_ code: CURLcode, words: String, lastReply: Int) -> Failure {
    // The goodbye after a refusal has a reply too, so the last reply is found by its code.
    let refusal = lastReply >= 400 ? replies.last { $0.code == lastReply }?.forLog : nil
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return .refusal(.configuration(.certificateInvalid(words)))
    case CURLE_ABORTED_BY_CALLBACK:
      return .connection(words)
    case CURLE_USE_SSL_FAILED:
      guard let refusal, refusal.code < 500 else { return .refusal(.configuration(.tlsNotOffered)) }
      return .refusal(.temporary(refusal))
    case CURLE_LOGIN_DENIED:
      guard let refusal else { return .refusal(.configuration(.authenticationNotOffered)) }
      return refusal.code < 500
        ? .refusal(.temporary(refusal)) : .refusal(.configuration(.credentialsRefused(refusal)))
    default:
      guard let refusal else { return .connection(words) }
      return .refusal(refusal.code < 500 ? .temporary(refusal) : .permanent(refusal))
    }
  }

  /// libcurl gives each line of each reply as it comes.
  static let headerCallback:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
      bytes,
      size,
      count,
      context in
      guard let bytes, let context else { return 0 }
      let transcript = Unmanaged<OpeningTranscript>.fromOpaque(context).takeUnretainedValue()
      return transcript.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
        ? size * count : 0
    }

  /// Ends libcurl's own waits: it is called in each of them.
  static let progressCallback:
    @convention(c) (UnsafeMutableRawPointer?, Int, Int, Int, Int) -> Int32 = {
      context,
      _,
      _,
      _,
      _ in
      guard let context else { return 1 }
      return Unmanaged<OpeningTranscript>.fromOpaque(context).takeUnretainedValue().mustStop ? 1 : 0
    }

  /// False ends the opening: what came is no reply.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    parser.append(bytes)
    do {
      while let reply = try parser.next() {
        // 334 continues AUTH and may carry a challenge: it is nobody's business.
        if reply.code != 334 { replies.append(reply) }
      }
      return replies.count <= ReplyParser.mostLines
    } catch {
      return false
    }
  }
}
