import Foundation
import Mail
import TestSupport
import Testing

/// Whatever stands in the fields of a message, nothing new appears in its header or its envelope: it is
/// refused, or it is carried as text.
@Suite struct InjectionTests {
  /// What programs take for the end of a line, and words that hide it.
  private static let breakers = [
    "\r", "\n", "\r\n", "\r\n ", "\n\t", "\r\n\r\n", "\r\n.\r\n", "\u{0}", "\u{B}", "\u{C}",
    "\u{85}",
    "\u{2028}", "\u{2029}", "\u{7F}", "=?utf-8?Q?=0D=0ABcc:_x@y.se?=",
    "=?utf-8?B?DQpCY2M6IHhAeS5zZQ==?=",
    "=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=",
  ]
  private static let filling = [
    "Bcc: x@y.se", "hej", "å", " ", "  ", ":", "<", ">", "\"", "\\", ",", ";", "@", "=?", "?=",
    ".", "bokhandeln.example", "https://a.example/", "mailto:a@b.se", "-", "(", "\u{FEFF}", "🎉",
  ]

  private static func hostileText(using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      let words = Bool.random(using: &generator) ? breakers : filling
      return words.randomElement(using: &generator) ?? ""
    }.joined()
  }

  /// A place that a text from outside can reach.
  private struct Place: Sendable {
    let name: String
    /// Whether text as such is welcome here, so that some of it must get through.
    let takesText: Bool
    let write: @Sendable (inout MailMessage, String) throws -> Void
  }

  private static let secret = Array("a secret of the shop's own".utf8)

  private static let places = [
    Place(name: "From's name", takesText: true) {
      $0.from = try MailAddress(name: $1, address: "hej@bokhandeln.example")
    },
    Place(name: "To's name", takesText: true) {
      $0.to = try MailAddress(name: $1, address: "asa@kund.example")
    },
    Place(name: "Reply-To's name", takesText: true) {
      $0.replyTo = try MailAddress(name: $1, address: "svar@bokhandeln.example")
    },
    Place(name: "the address of To", takesText: false) {
      $0.to = try MailAddress(name: nil, address: "asa\($1)@kund.example")
    },
    Place(name: "the domain of From", takesText: false) {
      $0.from = try MailAddress(name: nil, address: "hej@bokhandeln\($1).example")
    },
    Place(name: "a whole From", takesText: false) { $0.from = try MailAddress(parsing: $1) },
    Place(name: "Subject", takesText: true) { $0.subject = $1 },
    Place(name: "Content-Language", takesText: false) { $0.language = $1 },
    Place(name: "Message-ID", takesText: false) {
      $0.messageID = MessageID(run: 1, customer: 2, domain: $1, secret: try TokenSecret(secret))
    },
    Place(name: "List-Id's name", takesText: true) {
      $0.listID = ListID(name: $1, id: "news.bokhandeln.example")
    },
    Place(name: "List-Id", takesText: false) { $0.listID = ListID(name: nil, id: $1) },
    Place(name: "Feedback-ID", takesText: true) { $0.feedbackID = $1 },
    Place(name: "List-Unsubscribe", takesText: false) {
      $0.unsubscribe = .oneClick(https: "https://a.example/\($1)", mailto: "mailto:a@b.se")
    },
    Place(name: "List-Unsubscribe by mail", takesText: false) {
      $0.unsubscribe = .oneClick(https: "https://a.example/", mailto: "mailto:a@b.se?subject=\($1)")
    },
    Place(name: "another header", takesText: true) {
      $0.extraHeaders = [HeaderField(name: "X-Shop", value: $1)]
    },
    Place(name: "another header's name", takesText: false) {
      $0.extraHeaders = [HeaderField(name: "X-Shop\($1)", value: "x")]
    },
    Place(name: "the text", takesText: true) { $0.text = $1 },
    Place(name: "the HTML", takesText: true) { $0.html = $1 },
  ]

  /// The message with every field, so that any place can be written over.
  private static func wholeMessage() throws -> MailMessage {
    var message = try Samples.message()
    message.replyTo = try MailAddress(parsing: "svar@bokhandeln.example")
    message.language = "sv"
    message.unsubscribe = .oneClick(https: "https://a.example/u", mailto: "mailto:a@b.se")
    message.listID = ListID(name: "Nyheter", id: "news.bokhandeln.example")
    message.feedbackID = "a:b:c:bokhandeln"
    message.extraHeaders = [HeaderField(name: "X-Shop", value: "x")]
    return message
  }

  private static let names = [
    "DKIM-Signature", "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe",
    "List-Unsubscribe-Post", "List-Id", "Feedback-ID", "X-Shop", "MIME-Version", "Content-Language",
    "Content-Type",
  ]

  private static func signer() throws -> DKIMSigner {
    let key = try DKIMKey(pem: Array(RFC8463.ed25519Key.utf8))
    let identity = try DKIMIdentity(domain: "bokhandeln.example", selector: "s1", key: key)
    return try #require(DKIMSigner([identity]))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func expectNothingNew(_ bytes: [UInt8], _ comment: Comment) throws {
    let raw = try #require(RawMessage(bytes), comment)
    // Another header's name may grow, but into no other field.
    #expect(raw.names.map { $0.hasPrefix("X-Shop") ? "X-Shop" : $0 } == names, comment)
    #expect(raw.partsAndEnds == (2, 1), comment)
    for field in raw.fields {
      let text = String(decoding: field, as: UTF8.self).replacing("\r\n ", with: " ")
      #expect(!text.unicodeScalars.contains(where: isControl), comment)
    }
    for word in raw.encodedWords {
      #expect(!word.unicodeScalars.contains(where: isControl), comment)
    }
    // The parts are ASCII lines: what the texts have of other line ends is encoded.
    #expect(raw.body.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) })
  }

  @Test(arguments: places.indices, [UInt64(1), 2])
  func nothingNewAppears(place: Int, seed: UInt64) throws {
    let place = Self.places[place]
    let signer = try Self.signer()
    var generator = SeededGenerator(seed: seed)
    var written = 0
    var refused = 0
    for _ in 1...200 {
      let text = Self.hostileText(using: &generator)
      var message = try Self.wholeMessage()
      do {
        try place.write(&message, text)
        let bytes = try signer.sign(message.compose(), at: message.date).bytes
        written += 1
        try Self.expectNothingNew(bytes, "\(place.name), seed \(seed): \(text.debugDescription)")
      } catch is InvalidMailAddress {
        refused += 1
      } catch is CompositionError {
        refused += 1
      }
    }
    if place.takesText { #expect(written > 20, "\(place.name), seed \(seed)") }
    #expect(refused > 100 || place.name.hasPrefix("the "), "\(place.name), seed \(seed)")
  }

  @Test(arguments: breakers) func nothingThatBreaksLinesIsCarriedByAHeader(breaker: String) throws {
    let isHidden = breaker.hasPrefix("=?") && !breaker.contains("\r")
    for place in Self.places where !place.name.hasPrefix("the HTML") && place.name != "the text" {
      var message = try Self.wholeMessage()
      let compose = {
        try place.write(&message, "a\(breaker)b")
        _ = try message.compose()
      }
      if isHidden && place.takesText {
        try compose()
      } else {
        #expect(throws: (any Error).self, "\(place.name)") { try compose() }
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3]) func anEnvelopeHoldsAddressesOnly(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var accepted = 0
    let secret = try TokenSecret(Self.secret)
    for _ in 1...500 {
      let text = Self.hostileText(using: &generator)
      let attempts = [
        { try MailAddress(name: nil, address: text) }, { try MailAddress(parsing: text) },
        { try MailAddress(parsing: "Kund <\(text)@kund.example>") },
        { try MailAddress(name: text, address: "a@kund.example") },
        { try VERPAddress.sender(run: 1, customer: 2, domain: text, secret: secret) },
      ]
      for attempt in attempts {
        guard let address = try? attempt() else { continue }
        accepted += 1
        let isClean = address.address.unicodeScalars.allSatisfy {
          !Self.isControl($0) && !" <>\"\\(),;:".unicodeScalars.contains($0)
        }
        #expect(isClean, "seed \(seed): \(text.debugDescription)")
      }
    }
    #expect(accepted > 100, "seed \(seed)")
  }

  @Test func bodiesNeverEndAMessage() throws {
    for end in ["\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\u{85}.\u{85}"] {
      var message = try Self.wholeMessage()
      message.text = "a\(end)MAIL FROM:<x@y.se>\(end)"
      message.html = end + end
      let bytes = try Self.signer().sign(message.compose(), at: message.date).bytes
      try Self.expectNothingNew(bytes, "\(end.debugDescription)")
      // A line of one dot is the transport's to stuff; here it must be between CRLFs and nothing else.
      let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
    }
  }
}
