import Mail

/// What a server's enhanced status says beyond now, later and never (RFC 3463).
extension ServerReply {
  /// Nobody is there, and nobody will be: no such mailbox (5.1.1), no such domain (5.1.2), or a
  /// domain that takes no mail (5.1.10, RFC 7505).
  var meansNobodyIsThere: Bool {
    guard code >= 500, let enhanced, enhanced.kind == 5, enhanced.subject == 1 else { return false }
    return [1, 2, 10].contains(enhanced.detail)
  }

  /// A refusal that is worded as final though it passes: a mailbox that is full (5.2.2), or a status
  /// that contradicts its reply.
  var passes: Bool {
    guard let enhanced else { return false }
    return enhanced.kind == 4 || (enhanced.subject == 2 && enhanced.detail == 2)
  }

  /// The recipient's provider wants less at a time: 421, 450, 451, or any 4.7.x.
  var asksForPatience: Bool {
    guard (400..<500).contains(code) else { return false }
    // A full mailbox or one that is being moved is the recipient's affair.
    if let enhanced, enhanced.subject == 2 { return false }
    return [421, 450, 451].contains(code) || enhanced?.subject == 7
  }
}
