import Mail
import Shop
import Store
import TestSupport
import Testing

@testable import Web

/// Every kind of request to every kind of link.
@Suite struct SubscriptionDeskTests {
  @Test(
    arguments: [WebRequest.Method.get, .head],
    [SignedToken.Purpose.unsubscribe, .preferences]
  )
  func lookingChangesNothing(
    _ method: WebRequest.Method,
    _ purpose: SignedToken.Purpose
  ) async throws {
    try await withSite { shop in
      let before = try shop.everything()
      for _ in 0..<100 {
        let response = await shop.desk.respond(to: WebRequest(method, shop.link(purpose)))
        #expect(response.status == 200)
      }
      try #expect(shop.everything() == before)
    }
  }

  @Test func theButtonUnsubscribesAtOnceAndAgainWithoutHarm() async throws {
    try await withSite { shop in
      let others = try shop.everything().dropFirst()
      for _ in 0..<3 {
        let response = await shop.desk.respond(
          to: .form(shop.link(), "List-Unsubscribe=One-Click")
        )
        #expect(response.status == 200)
        #expect(response.body.contains("Du är avanmäld"))
        try #expect(shop.isUnsubscribed())
      }
      try #expect(Array(shop.everything()[1..<8]) == Array(others))
      try #expect(shop.store.suppression(of: "kund1@example.com")?.reason == .unsubscribed)
    }
  }

  /// RFC 8058 section 8.1 as printed, section 8.3 as printed and as its errata 5117 mend it, and what
  /// other senders make of it.
  @Test(
    arguments: [
      ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
      ("application/x-www-form-urlencoded; charset=utf-8", "List-Unsubscribe=One-Click\r\n"),
      (nil, "List-Unsubscribe=One-Click"),
      ("multipart/form-data; boundary=---FormBoundaryjWmhtjORrn", Self.printed),
      ("multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", Self.printed),
      ("Multipart/Form-Data; charset=utf-8; boundary=\"-FormBoundaryjWmhtjORrn\"", Self.printed),
      (
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x\r\n"
          + "content-disposition: form-data; name=List-Unsubscribe\r\nContent-Type: text/plain\r\n"
          + "\r\nOne-Click\r\n--x--\r\n"
      ),
    ] as [(String?, String)]
  )
  func oneClickIsUnderstood(_ type: String?, _ body: String) async throws {
    try await withSite { shop in
      let request = WebRequest(.post, shop.link(), contentType: type, body: Array(body.utf8))
      #expect(await shop.desk.respond(to: request).status == 200)
      try #expect(shop.isUnsubscribed())
    }
  }

  private static let printed = """
    ---FormBoundaryjWmhtjORrn\r
    Content-Disposition: form-data; name="List-Unsubscribe"\r
    \r
    One-Click\r
    ---FormBoundaryjWmhtjORrn--
    """

  @Test func theRFCsExampleIsOfItsOwnLength() {
    #expect(Self.printed.utf8.count == 124)
    #expect(WebRequest.oneClick.count == 26)
  }

  @Test(arguments: [
    "", "x=1", "List-Unsubscribe=", "List-Unsubscribe=Two-Click", "mail=none", "mail=pause",
    "language=en",
  ])
  func aPostThatDoesNotSayOneClickDoesNotUnsubscribe(_ body: String) async throws {
    try await withSite { shop in
      let before = try shop.everything()
      #expect(await shop.desk.respond(to: .form(shop.link(), body)).status == 400)
      try #expect(shop.everything() == before)
    }
  }

  @Test func aBodyThatIsTooLongIsRefused() async throws {
    try await withSite { shop in
      let body = String(repeating: "x", count: 20_000) + "&List-Unsubscribe=One-Click"
      #expect(await shop.desk.respond(to: .form(shop.link(), body)).status == 413)
      try #expect(!shop.isUnsubscribed())
    }
  }

  @Test func otherMethodsAreRefused() async throws {
    try await withSite { shop in
      let response = await shop.desk.respond(to: WebRequest(.other, shop.link()))
      #expect(response.status == 405)
      #expect(response.header("Allow") == "GET, HEAD, POST")
    }
  }

  @Test func noDamagedTokenDoesAnything() async throws {
    try await withSite { shop in
      let before = try shop.everything()
      let link = shop.link()
      let answers = await shop.desk.respond(to: WebRequest(.get, "/u/nonsense"))
      #expect(answers.status == 404)
      for index in link.indices.dropFirst(3) {
        for other in ["A", "b", "7", "_", ""] where String(link[index]) != other {
          let damaged = link.replacingCharacters(at: index, with: other)
          // The last digit of base64 has bits that say nothing: such a text is no token either.
          let response = await shop.desk.respond(to: .form(damaged, "List-Unsubscribe=One-Click"))
          #expect(response.status == 404, "\(index.utf16Offset(in: link)) \(other)")
          #expect(response.body == answers.body)
        }
      }
      try #expect(shop.everything() == before)
    }
  }

  @Test func aTokenDoesNothingForAnotherPurposeSecretOrPerson() async throws {
    try await withSite { shop in
      let before = try shop.everything()
      let foreign = try TokenSecret(Array("another shop's secret".utf8))
      var links = ["u", "p"].map { path in
        let token = SignedToken(purpose: .unsubscribe, run: 7, customer: 1)
        return "/\(path)/\(token.signed(with: foreign))"
      }
      for purpose in SignedToken.Purpose.allCases {
        let token = SignedToken(purpose: purpose, run: 7, customer: 1).signed(with: shop.secret)
        for path in ["u", "p", "v", "", "U"] where SubscriptionLink.path(purpose) != path {
          links.append("/\(path)/\(token)")
        }
      }
      for link in links {
        for body in ["List-Unsubscribe=One-Click", "mail=none", "mail=pause", "language=en"] {
          #expect(await shop.desk.respond(to: .form(link, body)).status == 404, "\(link)")
        }
      }
      try #expect(shop.everything() == before)
      _ = await shop.desk.respond(to: .form(shop.link(customer: 2), "List-Unsubscribe=One-Click"))
      try #expect(!shop.isUnsubscribed(1))
      try #expect(shop.isUnsubscribed(2))
    }
  }

  @Test(arguments: ["", "/mail"], ["", "/", "?utm_source=x", "/?a=b"])
  func theLinkWorksBehindAProxyThatTakesThePathAwayOrNot(
    _ base: String,
    _ ending: String
  ) async throws {
    try await withSite { shop in
      let response = await shop.desk.respond(to: WebRequest(.get, base + shop.link() + ending))
      #expect(response.status == 200)
    }
  }

  @Test func campaignsLongGoneAndCustomersLongGoneAreAnswered() async throws {
    try await withSite { shop in
      for (customer, run) in [(1, Int64.max), (404, 7)] as [(Int64, Int64)] {
        let link = shop.link(customer: customer, run: run)
        let response = await shop.desk.respond(to: .form(link, "List-Unsubscribe=One-Click"))
        #expect(response.status == 200)
        #expect(response.body.contains("Du är avanmäld"))
      }
      try #expect(shop.isUnsubscribed())
    }
  }

  @Test func aTestMessagesLinkShowsThePageAndBindsNobody() async throws {
    try await withSite { shop in
      let before = try shop.everything()
      let looked = await shop.desk.respond(to: WebRequest(.get, shop.link(run: 0)))
      #expect(looked.body.contains("testutskick"))
      let pressed = await shop.desk.respond(
        to: .form(shop.link(run: 0), "List-Unsubscribe=One-Click")
      )
      #expect(pressed.status == 200)
      #expect(pressed.body.contains("testutskick"))
      try #expect(shop.everything() == before)
    }
  }

  @Test func preferencesAreStoredAndShown() async throws {
    try await withSite(files: ["Templates/locales/en.yaml": "hello: Hello\n"]) { shop in
      let link = shop.link(.preferences)
      func press(_ body: String) async -> String {
        await shop.desk.respond(to: .form(link, body)).body
      }
      // Thirty whole days after the 24th of November.
      #expect(await press("mail=pause").contains("till och med 24 december 2026"))
      #expect(await press("mail=all").contains("Du får e\u{2011}post igen"))
      #expect(await press("mail=none").contains("Du är avanmäld"))
      #expect(await press("mail=all").contains("Du får e\u{2011}post igen"))
      let english = await press("language=en")
      #expect(english.contains("lang=\"en\"") && english.contains("Your choice is saved."))
      #expect(english.contains("<option value=\"en\" selected=\"selected\">English</option>"))
      #expect(await press("language=sv").contains("Ditt val är sparat."))
      #expect(await shop.desk.respond(to: .form(link, "language=fr")).status == 400)
    }
  }

  @Test func aShopOfOneLanguageOffersNoChoice() async throws {
    try await withSite { shop in
      let page = await shop.desk.respond(to: WebRequest(.get, shop.link())).body
      #expect(!page.contains("<select"))
    }
  }
}

extension String {
  fileprivate func replacingCharacters(at index: Index, with other: String) -> String {
    var text = self
    text.replaceSubrange(index...index, with: other)
    return text
  }
}
