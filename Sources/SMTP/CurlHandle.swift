import CCurl

/// What the connections of one session have in common: the authorities, read once (libcurl keeps what
/// it read of them with the multi handle).
///
/// It is used on the session's thread only, and outlives its handles.
final class CurlFamily {
  fileprivate let multi: UnsafeMutableRawPointer

  /// Nil when there is no memory for it.
  init?() {
    Self.initialiseLibrary
    guard let multi = curl_multi_init() else { return nil }
    self.multi = multi
  }

  deinit { curl_multi_cleanup(multi) }

  /// Once a process, before any handle (libcurl's manual: curl_global_init is not thread-safe here).
  private static let initialiseLibrary: Void = {
    let result = curl_global_init(ccurl_global_default)
    precondition(result == CURLE_OK, "libcurl does not start")
  }()
}

/// An easy handle, driven by its family's multi handle: that is what lets us wait in steps while libcurl
/// opens the connection.
///
/// It is freed, and the connection closed, when it goes out of scope.
struct CurlHandle: ~Copyable {
  let easy: UnsafeMutableRawPointer
  private let family: CurlFamily
  private let errorBuffer: UnsafeMutablePointer<CChar>

  var multi: UnsafeMutableRawPointer { family.multi }

  /// Nil when there is no memory for it.
  init?(_ family: CurlFamily) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    self.family = family
    errorBuffer = .allocate(capacity: Int(ccurl_error_size))
    errorBuffer.initialize(repeating: 0, count: Int(ccurl_error_size))
    ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorBuffer)
    curl_multi_add_handle(family.multi, easy)
  }

  deinit {
    // Closes the connection too, for nobody else could use it.
    curl_multi_remove_handle(family.multi, easy)
    curl_easy_cleanup(easy)
    errorBuffer.deallocate()
  }

  /// libcurl's own words for what went wrong last, else its words for the code.
  func words(for code: CURLcode) -> String {
    let words = String(cString: errorBuffer)
    return words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
  }
}
