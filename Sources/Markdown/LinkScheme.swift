/// What a URL may begin with.
enum LinkScheme {
  /// Refuses a URL with a value in it that does not begin with http:, https:, mailto: or tel:.
  ///
  /// An empty one leads nowhere. Browsers skip spaces and control characters before a URL.
  static func check(valued url: some Collection<UInt8>) throws(MarkdownFailure) {
    let url = url.drop { $0 <= 0x20 }
    guard
      url.isEmpty || begins(url, "http:") || begins(url, "https:") || begins(url, "mailto:")
        || begins(url, "tel:")
    else { throw .linkScheme }
  }

  /// Refuses a URL of the author's that is a program or a document of its own.
  static func check(literal url: some Collection<UInt8>) throws(MarkdownFailure) {
    let url = url.drop { $0 <= 0x20 }
    if begins(url, "javascript:") || begins(url, "vbscript:") || begins(url, "data:") {
      throw .scriptLink
    }
  }

  /// Whether a URL begins with a scheme, its colon included, in letters of any case.
  private static func begins(_ url: some Collection<UInt8>, _ scheme: StaticString) -> Bool {
    let scheme = UnsafeBufferPointer(start: scheme.utf8Start, count: scheme.utf8CodeUnitCount)
    return url.starts(with: scheme) { byte, expected in
      byte == expected || (0x41...0x5A).contains(byte) && byte | 0x20 == expected
    }
  }
}
