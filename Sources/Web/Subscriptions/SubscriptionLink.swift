import Mail

/// The addresses of the page behind unsubscribe links.
///
/// `/u/TOKEN` is what messages carry: one click there unsubscribes (RFC 8058). `/p/TOKEN` is where the
/// page's other buttons lead.
enum SubscriptionLink {
  static func path(_ purpose: SignedToken.Purpose) -> String? {
    switch purpose {
    case .unsubscribe: "u"
    case .preferences: "p"
    case .view, .bounce: nil
    }
  }

  /// The token that a path leads to; nil where there is none, or a damaged or foreign one.
  ///
  /// `base` is the path of the shop's own web address, which a reverse proxy may have taken away or
  /// not.
  static func token(in path: Substring, base: String, secret: TokenSecret) -> SignedToken? {
    let path = path.hasPrefix(base + "/") ? path.dropFirst(base.count) : path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard let kind = parts.first, let text = parts.dropFirst().first,
      parts.count == 2 || (parts.count == 3 && parts.last == "")
    else { return nil }
    for purpose in SignedToken.Purpose.allCases where self.path(purpose) == String(kind) {
      let text = PercentText.decoded(text.utf8, plusIsBlank: false)
      return SignedToken(verifying: text, purpose: purpose, secret: secret)
    }
    return nil
  }

  /// The same customer's and run's link for a purpose, as a page at one of these addresses has it.
  static func relative(
    _ purpose: SignedToken.Purpose,
    of token: SignedToken,
    secret: TokenSecret
  ) -> String {
    let signed = SignedToken(purpose: purpose, run: token.run, customer: token.customer)
      .signed(with: secret)
    return "../\(path(purpose) ?? "")/\(signed)"
  }
}
