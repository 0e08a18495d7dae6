import CCurl

/// An easy handle in a multi handle of its own: the multi handle is what lets us wait in steps
/// while libcurl opens the connection.
///
/// Both are freed, and the connection closed, when it goes out of scope.
struct CurlHandle: ~Copyable {
  let easy: UnsafeMutableRawPointer
  let multi: UnsafeMutableRawPointer
  private let errorBuffer: UnsafeMutablePointer<CChar>

  /// Nil when there is no memory for it.
  init?() {
    Self.initialiseLibrary
    guard let easy = curl_easy_init() else { return nil }
    guard let multi = curl_multi_init() else {
      curl_easy_cleanup(easy)
      return nil
    }
    self.easy = easy
    self.multi = multi
    errorBuffer = .allocate(capacity: Int(ccurl_error_size))
    errorBuffer.initialize(repeating: 0, count: Int(ccurl_error_size))
    ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorBuffer)
    curl_multi_add_handle(multi, easy)
  }

  deinit {
    curl_multi_remove_handle(multi, easy)
    curl_easy_cleanup(easy)
    curl_multi_cleanup(multi)
    errorBuffer.deallocate()
  }

  /// libcurl's own words for what went wrong last, else its words for the code.
  func words(for code: CURLcode) -> String {
    let words = String(cString: errorBuffer)
    return words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
  }

  /// Once a process, before any handle (libcurl's manual: curl_global_init is not thread-safe here).
  private static let initialiseLibrary: Void = {
    let result = curl_global_init(ccurl_global_default)
    precondition(result == CURLE_OK, "libcurl does not start")
  }()
}
