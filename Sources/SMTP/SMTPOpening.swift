import CCurl
import Foundation
import Mail

/// Opens connections with libcurl: name, connection, greeting, EHLO, STARTTLS with the
/// certificate's checks, AUTH.
///
/// From there on the stream is ours (CURLOPT_CONNECT_ONLY).
struct SMTPOpening {
  let configuration: SMTPConfiguration
  let family: CurlFamily
  let stop: StopSignal

  /// What came of it.
  enum Result: ~Copyable {
    case opened(CurlStream, SMTPCapabilities)
    case refused(ServerRefusal)
    case failed(String)
  }

  func run() -> Result {
    if stop.isRaised { return .failed(StreamFailure.stopped.description) }
    guard let handle = CurlHandle(family) else {
      return .failed("libcurl has no memory for a connection")
    }
    let transcript = OpeningTranscript(
      stop: stop,
      // libcurl keeps the limit itself but for the goodbye after a refusal.
      deadline: .now + configuration.limits.opening + .seconds(2)
    )
    let code = withExtendedLifetime(transcript) {
      let code = configure(handle.easy, transcript: transcript)
      defer { forgetTranscript(handle.easy) }
      return code == CURLE_OK ? perform(handle, transcript: transcript) : code
    }
    var lastReply = 0
    ccurl_get_long(handle.easy, CURLINFO_RESPONSE_CODE, &lastReply)
    guard code == CURLE_OK else {
      let words = stop.isRaised ? StreamFailure.stopped.description : handle.words(for: code)
      switch transcript.failure(code, words: words, lastReply: lastReply) {
      case .refusal(let refusal): return .refused(refusal)
      case .connection(let words): return .failed(words)
      }
    }
    // libcurl would go on without authentication when the server offers none.
    if configuration.credentials != nil && !transcript.isAuthenticated {
      return .refused(.configuration(.authenticationNotOffered))
    }
    var socket = CURL_SOCKET_BAD
    guard ccurl_get_socket(handle.easy, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD else {
      return .failed("the server closed the connection")
    }
    return .opened(
      CurlStream(handle, socket: socket, stop: stop),
      transcript.capabilities
    )
  }
}

extension SMTPOpening {
  private func configure(
    _ easy: UnsafeMutableRawPointer,
    transcript: OpeningTranscript
  ) -> CURLcode {
    let server = configuration.server
    let scheme = server.implicitTLS ? "smtps" : "smtp"
    let milliseconds = Int(configuration.limits.opening.milliseconds)
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_CONNECT_ONLY, 1),
      (CURLOPT_NOSIGNAL, 1),
      // A name server that does not answer must not hold up our own end.
      (CURLOPT_QUICK_EXIT, 1),
      (CURLOPT_CONNECTTIMEOUT_MS, milliseconds),
      (CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, milliseconds / 1000)),
      (CURLOPT_USE_SSL, useOfTLS),
      (CURLOPT_SSLVERSION, ccurl_tls_1_2_or_newer),
      (CURLOPT_SSL_VERIFYPEER, 1),
      (CURLOPT_SSL_VERIFYHOST, 2),
      (CURLOPT_SASL_IR, 1),
      (CURLOPT_TCP_KEEPALIVE, 1),
      (CURLOPT_NOPROGRESS, 0),
    ]
    var strings: [(CURLoption, String)] = [
      // The path is the name for EHLO.
      (CURLOPT_URL, "\(scheme)://\(server.name)/\(configuration.heloName)"),
      (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
    ]
    if let path = configuration.authorities { strings.append((CURLOPT_CAINFO, path)) }
    if let credentials = configuration.credentials {
      strings.append((CURLOPT_USERNAME, credentials.username))
      strings.append((CURLOPT_PASSWORD, credentials.password))
      strings.append((CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5"))
    }
    // A proxy named by the environment would make another machine of this one.
    if server.isLoopback { strings.append((CURLOPT_PROXY, "")) }

    let context = Unmanaged.passUnretained(transcript).toOpaque()
    var codes = numbers.map { ccurl_set_long(easy, $0.0, $0.1) }
    codes += strings.map { ccurl_set_string(easy, $0.0, $0.1) }
    // Where there is a file of authorities the system's folder of them must not vouch as well, and only
    // then is what was read of it kept for the next connection.
    if configuration.authorities != nil || ccurl_has_authorities_file(easy) {
      codes.append(ccurl_set_pointer(easy, CURLOPT_CAPATH, nil))
    }
    codes.append(ccurl_set_header_callback(easy, OpeningTranscript.headerCallback))
    codes.append(ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context))
    codes.append(ccurl_set_progress_callback(easy, OpeningTranscript.progressCallback))
    codes.append(ccurl_set_pointer(easy, CURLOPT_XFERINFODATA, context))
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  /// The handle lives on, the transcript does not: nothing of it may be called back.
  private func forgetTranscript(_ easy: UnsafeMutableRawPointer) {
    ccurl_set_long(easy, CURLOPT_NOPROGRESS, 1)
    ccurl_set_pointer(easy, CURLOPT_HEADERDATA, nil)
    ccurl_set_pointer(easy, CURLOPT_XFERINFODATA, nil)
  }

  private var useOfTLS: Int {
    switch configuration.tls {
    case .required: ccurl_tls_always
    // A password must not go out in clear because someone stripped the offer.
    case .opportunistic where configuration.credentials != nil: ccurl_tls_always
    case .opportunistic: ccurl_tls_if_offered
    case .none: ccurl_tls_never
    }
  }

  /// Drives the opening in short steps, so that the stop signal is seen.
  private func perform(
    _ handle: borrowing CurlHandle,
    transcript: OpeningTranscript
  ) -> CURLcode {
    var running: Int32 = 1
    while true {
      guard curl_multi_perform(handle.multi, &running) == CURLM_OK else { return CURLE_FAILED_INIT }
      if running == 0 { break }
      if transcript.mustStop { return CURLE_ABORTED_BY_CALLBACK }
      let wait = StopSignal.interval.milliseconds
      guard curl_multi_poll(handle.multi, nil, 0, wait, nil) == CURLM_OK else {
        return CURLE_FAILED_INIT
      }
    }
    var waiting: Int32 = 0
    guard let message = curl_multi_info_read(handle.multi, &waiting) else {
      return CURLE_FAILED_INIT
    }
    return ccurl_message_result(message)
  }
}
