import Foundation
import Mail
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Web

/// What the pages look like, in every language, and what they ask of browsers.
@Suite struct PageTests {
  @Test(
    arguments: [
      (1, "sv", "Vill du sluta få e\u{2011}post från Testbutiken?"),
      (2, "en", "Stop e\u{2011}mails from Testbutiken?"),
      (3, "nb", "Vil du slutte å få e\u{2011}post fra Testbutiken?"),
      (4, "da", "Vil du ikke længere have e\u{2011}mails fra Testbutiken?"),
      (5, "fi", "Haluatko lopettaa sähköpostit (Testbutiken)?"),
      (6, "de", "Keine E\u{2011}Mails mehr von Testbutiken?"),
      (7, "sv", "Vill du sluta få e\u{2011}post från Testbutiken?"),
      (8, "sv", "Vill du sluta få e\u{2011}post från Testbutiken?"),
    ] as [(Int64, String, String)]
  )
  func thePageIsInTheCustomersLanguageOrTheShops(
    _ customer: Int64,
    _ language: String,
    _ question: String
  ) async throws {
    try await withSite { shop in
      let response = await shop.desk.respond(to: WebRequest(.get, shop.link(customer: customer)))
      #expect(response.header("Content-Language") == language)
      #expect(response.body.contains("<html lang=\"\(language)\">"))
      #expect(response.body.contains("<h1>\(question)</h1>"))
      #expect(!response.body.contains("{{"))
    }
  }

  @Test func whoIsNotKnownReadsTheBrowsersLanguage() async throws {
    try await withSite { shop in
      for (accepted, language) in [
        ("fr-CH, de;q=0.9, en;q=0.8", "de"), ("*", "sv"), ("en-US,en;q=0.5", "en"), ("", "sv"),
      ] {
        let request = WebRequest(.get, "/u/damaged", acceptLanguage: accepted)
        let response = await shop.desk.respond(to: request)
        #expect(response.header("Content-Language") == language, "\(accepted)")
      }
    }
  }

  @Test func theShopsOwnWordsCount() async throws {
    let words = "unsubscribe_page: {unsubscribe: Hætta, active: Viltu hætta?}\n"
    try await withSite(files: ["Templates/locales/is.yaml": words]) { shop in
      let page = await shop.desk.respond(to: WebRequest(.get, shop.link(customer: 7))).body
      #expect(page.contains("<html lang=\"is\">"))
      #expect(page.contains("<h1>Viltu hætta?</h1>"))
      #expect(page.contains("Pausa i 30 dagar"))
    }
  }

  @Test func everyAnswerKeepsItsAddressToItself() async throws {
    try await withSite { shop in
      for request in [
        WebRequest(.get, shop.link()), WebRequest(.get, "/"), WebRequest(.other, shop.link()),
        .form(shop.link(), "List-Unsubscribe=One-Click"), .form(shop.link(), ""),
      ] {
        let response = await shop.desk.respond(to: request)
        #expect(response.header("Referrer-Policy") == "no-referrer")
        #expect(response.header("Cache-Control") == "no-store")
        #expect(response.header("X-Content-Type-Options") == "nosniff")
        #expect(response.header("Content-Type") == "text/html; charset=utf-8")
        let policy = try #require(response.header("Content-Security-Policy"))
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(policy.contains("form-action 'self'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(!["Set-Cookie", "Location"].contains { response.header($0) != nil })
        for outside in ["http:", "https:", "src=", "<script", "@import", "url("] {
          #expect(!response.body.contains(outside), "\(outside)")
        }
      }
    }
  }

  @Test func nothingThatPeopleWroteIsMarkup() async throws {
    let evil = "<script>alert(1)</script>&'"
    try await withSite(name: evil, languages: ["\"><img src=x onerror=alert(1)>"]) { shop in
      for request in [
        WebRequest(.get, shop.link()), WebRequest(.get, "/u/<script>"),
        .form(shop.link(), "List-Unsubscribe=One-Click"),
      ] {
        let page = await shop.desk.respond(to: request).body
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;"))
        #expect(!page.contains("<script") && !page.contains("<img"))
      }
    }
  }

  @Test func theAddressIsVeiled() async throws {
    try await withSite { shop in
      let page = await shop.desk.respond(to: WebRequest(.get, shop.link())).body
      #expect(page.contains("k•••@example.com"))
      #expect(!page.contains("kund1"))
    }
  }

  @Test(arguments: [
    ("#ffdd00", "#111"), ("#0a5c36", "#fff"), ("#000000", "#fff"), ("#ffffff", "#111"),
  ])
  func theButtonsTextCanBeReadOnTheShopsColour(_ colour: String, _ text: String) {
    #expect(PageStyle(colour: colour).text.contains("--on-brand:\(text)"))
  }

  @Test func everyLanguageHasEveryWordOfThePage() {
    for (language, texts) in ShippedComponents.words {
      for word in PageWords.Word.allCases {
        #expect(texts[word.key]?.isEmpty == false, "\(language): \(word.key)")
      }
    }
    let keys = Set(
      ShippedComponents.words["en"]?.keys.filter { $0.hasPrefix("unsubscribe_page.") } ?? []
    )
    #expect(keys == Set(PageWords.Word.allCases.map(\.key)))
  }
}
