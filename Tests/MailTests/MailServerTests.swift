import Mail
import Testing

@Suite struct MailServerTests {
  @Test(arguments: [
    ("smtp://mail.bokhandeln.example:2525", "mail.bokhandeln.example:2525", false),
    ("smtp://mail.bokhandeln.example", "mail.bokhandeln.example:587", false),
    ("smtps://mail.bokhandeln.example", "mail.bokhandeln.example:465", true),
    ("SMTP://Mail.Bokhandeln.Example/", "mail.bokhandeln.example:587", false),
    ("smtp://räksmörgås.se:25", "xn--rksmrgs-5wao1o.se:25", false),
    ("smtp://[::1]:25", "[::1]:25", false),
    ("smtp://[2001:db8::1]", "[2001:db8::1]:587", false),
    ("smtp://127.0.0.1:1", "127.0.0.1:1", false),
  ])
  func readsURLs(url: String, name: String, implicitTLS: Bool) throws {
    let server = try MailServer(url: url)
    #expect(server.name == name)
    #expect(server.implicitTLS == implicitTLS)
  }

  @Test(arguments: [
    ("", InvalidMailServer.scheme),
    ("mail.bokhandeln.example:587", .scheme),
    ("http://mail.bokhandeln.example", .scheme),
    ("smtp://user:secret@mail.example", .credentials),
    ("smtp://mail.example/path", .path),
    ("smtp://mail.example?x", .path),
    ("smtp://", .host),
    ("smtp://:25", .host),
    ("smtp://a b", .host),
    ("smtp://mail.example\r\n", .host),
    ("smtp://::1", .host),
    ("smtp://[::1", .host),
    ("smtp://[mail.example]", .host),
    ("smtp://mail.example:", .port),
    ("smtp://mail.example:0", .port),
    ("smtp://mail.example:65536", .port),
    ("smtp://mail.example:+25", .port),
    ("smtp://mail.example:25x", .port),
  ])
  func refusesWhatIsNoServer(url: String, reason: InvalidMailServer) {
    #expect(throws: reason) { try MailServer(url: url) }
  }

  @Test(arguments: [
    ("localhost", true), ("127.0.0.1", true), ("127.255.0.9", true), ("[::1]", true),
    ("[0:0:0:0:0:0:0:1]", true), ("mail.example", false), ("128.0.0.1", false),
    ("127.0.0.1.example", false), ("127.0.0.256", false), ("localhost.example", false),
    ("[::2]", false), ("[::ffff:127.0.0.1]", false),
  ])
  func clearTextStaysOnThisMachine(host: String, isLoopback: Bool) throws {
    let server = try MailServer(url: "smtp://\(host)")
    #expect(server.isLoopback == isLoopback)
    #expect(server.permits(.none) == isLoopback)
    #expect(server.permits(.opportunistic) && server.permits(.required))
    #expect(server.defaultTLS == (isLoopback ? .none : .required))
  }

  @Test func implicitTLSNeedsNoPolicy() throws {
    #expect(try MailServer(url: "smtps://mail.example").permits(.none))
  }
}
