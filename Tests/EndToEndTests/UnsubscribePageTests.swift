import Foundation
import Mailbox
import TestSupport
import Testing

/// The page behind unsubscribe links in a real browser.
@Suite(
  .serialized,
  .enabled(if: Browser.isAvailable(for: "UnsubscribePageTests")),
  .timeLimit(.minutes(5))
)
struct UnsubscribePageTests {
  /// A shop with one Swedish and one English customer, and the links of their messages.
  private func withPages(
    scripts: Bool,
    _ body: (Browser, _ swedish: String, _ english: String) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 2, smtp: mailbox.url)
        try shop.serveLinks()
        try shop.write("Templates/locales/en.yaml", "hello: Hello\n")
        try shop.write("data/customers.csv", "id,language\n1,sv\n2,en\n")
        try await shop.tool.succeed("import")
        try await shop.tool.succeed("send", "news", "--yes")
        let served = try await ServedShop.start(shop)
        let browser = try await Browser.start(scripts: scripts, in: folder)
        func link(_ address: String) throws -> String {
          let message = try #require(mailbox.messages.first { $0.recipients == [address] })
          let path = try #require(message.text.firstMatch(of: /butik\.example(\/u\/[\w-]+)>/))
          return served.url + path.1
        }
        do {
          try await body(browser, try link("kund1@example.com"), try link("kund2@example.com"))
        } catch {
          try await browser.stop()
          throw error
        }
        try await browser.stop()
        _ = try await served.stop()
      }
    }
  }

  @Test func theButtonsWorkWithoutScripts() async throws {
    try await withPages(scripts: false) { browser, swedish, english in
      try await browser.open(swedish)
      #expect(try await browser.shows("Vill du sluta få e\u{2011}post från Testbutiken?", in: "h1"))
      try await browser.click("button.main")
      #expect(try await browser.shows("Du är avanmäld", in: "h1"))
      try await browser.open(swedish)
      #expect(try await browser.shows("Du är avanmäld", in: "h1"))
      try await browser.click("button")
      #expect(try await browser.shows("Du får e\u{2011}post igen", in: "h1"))
      try await browser.click("section button")
      #expect(try await browser.shows("Avsluta pausen nu", in: "button.main"))
      try await browser.click("button.main")
      #expect(try await browser.shows("Du får e\u{2011}post igen", in: "h1"))
      try await browser.click("option[value=en]")
      try await browser.click("form.row button")
      #expect(try await browser.shows("Stop e\u{2011}mails from Testbutiken?", in: "h1"))
      #expect(try await browser.shows("Your choice is saved.", in: ".note"))
      try await browser.open(english)
      try await browser.click("button.main")
      #expect(try await browser.shows("You are unsubscribed", in: "h1"))
      #expect(try await browser.complaints().isEmpty)
    }
  }

  @Test func thePageFitsEveryScreenAndItsStyleIsAllowed() async throws {
    try await withPages(scripts: true) { browser, swedish, english in
      for (link, width, dark) in [
        (swedish, 320, false), (swedish, 1_200, true), (english, 320, true),
        (english, 1_200, false),
      ] {
        try await browser.show(width: width, dark: dark)
        try await browser.open(link)
        let wide = try await browser.evaluate("return document.documentElement.scrollWidth")
        #expect(wide.int == width)
        let ground = try await browser.evaluate(
          "return getComputedStyle(document.body).backgroundColor"
        )
        #expect(ground.text == (dark ? "rgb(22, 22, 21)" : "rgb(242, 242, 240)"))
        let tall = try await browser.evaluate(
          "return Math.min(...[...document.querySelectorAll('button')].map(b => b.offsetHeight))"
        )
        #expect(try #require(tall.int) >= 44)
      }
      #expect(try await browser.complaints().isEmpty)
    }
  }
}
