import Mail
import Testing

@Suite struct MailAddressTests {
  @Test(arguments: [
    ("anna@bokhandeln.example", nil, "anna@bokhandeln.example"),
    ("  anna@bokhandeln.example ", nil, "anna@bokhandeln.example"),
    ("Anna Öst <anna@bokhandeln.example>", "Anna Öst", "anna@bokhandeln.example"),
    ("<anna@bokhandeln.example>", nil, "anna@bokhandeln.example"),
    ("\"Öst, Anna\" <anna@bokhandeln.example>", "Öst, Anna", "anna@bokhandeln.example"),
    (#""Anna \"A\" \\ Öst" <a@b.se>"#, #"Anna "A" \ Öst"#, "a@b.se"),
    ("Anna@Bokhandeln.EXAMPLE", nil, "Anna@bokhandeln.example"),
    ("o'brien+tag=1@b.se", nil, "o'brien+tag=1@b.se"),
    ("josé.garcía@b.se", nil, "josé.garcía@b.se"),
    ("用户@例子.广告", nil, "用户@xn--fsqu00a.xn--4rr70v"),
    ("anna@räksmörgås.se", nil, "anna@xn--rksmrgs-5wao1o.se"),
    ("anna@XN--RKSMRGS-5WAO1O.se", nil, "anna@xn--rksmrgs-5wao1o.se"),
    ("a@straße.de", nil, "a@xn--strae-oqa.de"),
    ("root@localhost", nil, "root@localhost"),
  ])
  func readsAddresses(text: String, name: String?, address: String) throws {
    let parsed = try MailAddress(parsing: text)
    #expect(parsed.name == name)
    #expect(parsed.address == address)
  }

  @Test(arguments: [
    ("", InvalidMailAddress.empty),
    ("Anna <>", .empty),
    ("anna", .noAtSign),
    ("@b.se", .noLocalPart),
    ("anna@", .invalidDomain),
    ("anna@b", .invalidDomain),
    ("anna@b..se", .invalidDomain),
    ("anna@-b.se", .invalidDomain),
    ("anna@b.se.", .invalidDomain),
    ("anna@b_c.se", .invalidDomain),
    ("anna@rä_k.se", .invalidDomain),
    ("anna@rä k.se", .invalidDomain),
    ("anna@rä/k.se", .invalidDomain),
    ("anna@r\u{FF3F}k.se", .invalidDomain),
    ("anna@\u{2100}.se", .invalidDomain),
    ("anna@ä\u{200B}\u{202E}b.se", .invalidDomain),
    ("anna@127.0.0.1", .invalidDomain),
    ("anna@[127.0.0.1]", .invalidDomain),
    ("anna@xn--.se", .invalidDomain),
    ("anna@\(String(repeating: "a", count: 64)).se", .invalidDomain),
    ("a b@b.se", .localPartCharacter(" ")),
    ("a@b@c.se", .localPartCharacter("@")),
    ("a@b.se, c@d.se", .localPartCharacter("@")),
    ("\"a b\"@b.se", .localPartCharacter("\"")),
    ("a\u{202E}b@b.se", .localPartCharacter("\u{202E}")),
    (".a@b.se", .localPartDots),
    ("a.@b.se", .localPartDots),
    ("a..b@b.se", .localPartDots),
    ("\(String(repeating: "a", count: 65))@b.se", .localPartTooLong),
    ("\(String(repeating: "é", count: 33))@b.se", .localPartTooLong),
    ("0123456789@\(String(repeating: "abcdefgh.", count: 27))se", .tooLong),
    ("Anna <a@b.se", .localPartCharacter(" ")),
    ("Anna a@b.se>", .malformed),
    ("\"Anna <a@b.se>", .malformed),
    ("An\"na <a@b.se>", .malformed),
    ("<Anna> <a@b.se>", .malformed),
  ])
  func refusesWhatIsNoAddress(text: String, reason: InvalidMailAddress) {
    #expect(throws: reason) { try MailAddress(parsing: text) }
    #expect(!"\(reason)".contains("b.se"))
  }

  @Test(arguments: [
    "\r", "\n", "\r\n", "\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{9F}",
    "\u{2028}", "\u{2029}",
  ])
  func refusesControlCharactersAnywhere(control: String) {
    for text in [
      "An\(control)na <a@b.se>", "a\(control)@b.se", "a@b\(control).se", "a@b.se\(control)",
      "\(control)a@b.se",
    ] {
      #expect(throws: InvalidMailAddress.controlCharacter) { try MailAddress(parsing: text) }
    }
  }

  @Test func acceptsPartsAtTheirLongest() throws {
    let localPart = String(repeating: "a", count: 64)
    #expect(try MailAddress(parsing: "\(localPart)@b.se").localPart == localPart)
  }

  @Test(arguments: [
    ("Anna@B.SE", "anna@b.se"),
    ("ÅSA@räksmörgås.se", "åsa@xn--rksmrgs-5wao1o.se"),
    // A with a combining ring is the letter Å.
    ("A\u{30A}sa@RÄKSMÖRGÅS.SE", "åsa@xn--rksmrgs-5wao1o.se"),
  ])
  func spellingsOfOneMailboxHaveOneKey(text: String, key: String) throws {
    #expect(try MailAddress(parsing: text).mailboxKey == key)
  }

  @Test func onlyALocalPartOutsideASCIINeedsSMTPUTF8() throws {
    #expect(try MailAddress(parsing: "åsa@b.se").needsSMTPUTF8)
    #expect(try !MailAddress(parsing: "Åsa <asa@räksmörgås.se>").needsSMTPUTF8)
  }

  @Test func charactersThatCannotBeSeenAreNamedByNumber() {
    let reason = InvalidMailAddress.localPartCharacter("\u{202E}")
    #expect("\(reason)" == "“U+202E” may not stand before the @")
  }
}
