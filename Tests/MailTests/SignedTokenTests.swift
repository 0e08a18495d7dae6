import Mail
import TestSupport
import Testing

/// The texts below are in messages in the world: a change that breaks one of them breaks those links.
@Suite struct SignedTokenTests {
  private let secret: TokenSecret

  init() throws { secret = try TokenSecret(Array("a secret of the shop's own".utf8)) }

  @Test(arguments: [
    (
      SignedToken(purpose: .unsubscribe, run: 1, customer: 1),
      "AQEAAAAAAAAAAQFBXz3ZItvIFtyI5oTLd0IX"
    ),
    (
      SignedToken(purpose: .preferences, run: 0x0123_4567_89AB_CDEF, customer: 18_148),
      "AQIBI0VniavN7-SNATwUp7Q01HBgx0K8kX2uK3A"
    ),
    (
      SignedToken(purpose: .view, run: -1, customer: .max),
      "AQP_____________________f3WsqtxxIRy2tOS7O8neqw8"
    ),
    (
      SignedToken(purpose: .bounce, run: .min, customer: -1),
      "AQSAAAAAAAAAAP___________wFPFw5kStMWyOaYTfLz_jg4"
    ),
  ])
  func theFormInLinksNeverChanges(token: SignedToken, text: String) {
    #expect(token.signed(with: secret) == text)
    #expect(
      SignedToken(verifying: text, purpose: token.purpose, secret: secret) == token
    )
  }

  @Test(arguments: [UInt64(1), 2, 3]) func whatIsSignedIsReadAgain(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...1000 {
      let purpose = try #require(SignedToken.Purpose.allCases.randomElement(using: &generator))
      // Keys of all lengths, since their length is variable.
      let customer = Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0...63)
      let token = SignedToken(
        purpose: purpose,
        run: .random(in: .min ... .max, using: &generator),
        customer: customer
      )
      let text = token.signed(with: secret)
      #expect((36...48).contains(text.utf8.count), "seed \(seed)")
      for other in SignedToken.Purpose.allCases {
        let read = SignedToken(verifying: text, purpose: other, secret: secret)
        #expect(read == (other == purpose ? token : nil), "seed \(seed)")
      }
    }
  }

  @Test func everyChangedCharacterMakesItWorthless() {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    for customer in [Int64(1), 300, 70_000] {
      let token = SignedToken(purpose: .unsubscribe, run: 77, customer: customer)
      let text = Array(token.signed(with: secret))
      for index in text.indices {
        for character in alphabet where character != text[index] {
          var changed = text
          changed[index] = character
          let read = SignedToken(
            verifying: String(changed),
            purpose: .unsubscribe,
            secret: secret
          )
          #expect(read == nil)
        }
      }
    }
  }

  @Test func anythingElseIsNoToken() {
    let text = SignedToken(purpose: .view, run: 5, customer: 5).signed(with: secret)
    for other in [
      "", "A", "=", text + "A", text + "=", String(text.dropLast()), " " + text, text + "\n",
      String(repeating: "A", count: 36), String(repeating: "A", count: 10_000), "åäö",
    ] {
      #expect(SignedToken(verifying: other, purpose: .view, secret: secret) == nil)
    }
  }

  @Test func anotherSecretReadsNothing() throws {
    let text = SignedToken(purpose: .view, run: 5, customer: 5).signed(with: secret)
    let other = try TokenSecret(Array("a secret of another shop's".utf8))
    #expect(SignedToken(verifying: text, purpose: .view, secret: other) == nil)
  }

  @Test func aSecretIsLongAndNeverPrinted() throws {
    #expect(throws: WeakTokenSecret.self) { try TokenSecret(Array("fifteen bytes..".utf8)) }
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("97"))
    #expect("\(secret) \(String(reflecting: secret))" == "TokenSecret TokenSecret")
  }
}

@Suite struct VERPAddressTests {
  private let secret: TokenSecret

  init() throws { secret = try TokenSecret(Array("a secret of the shop's own".utf8)) }

  @Test func theFormInEnvelopesNeverChanges() throws {
    let address = try VERPAddress.sender(
      run: 0x0123_4567_89AB_CDEF,
      customer: 18_148,
      domain: "studs.bokhandeln.example",
      secret: secret
    )
    #expect(
      address.address
        == "b-aecaci2fm6e2xtpp4sgqdhpe5clb4b37vb4wujbjkkvdm6q@studs.bokhandeln.example"
    )
  }

  @Test(arguments: [Int64(1), 18_148, .max, -1]) func bouncesFindTheirMessage(customer: Int64)
    throws
  {
    let address = try VERPAddress.sender(
      run: -9,
      customer: customer,
      domain: "b.se",
      secret: secret
    )
    #expect(address.localPart.utf8.count <= 64)
    let expected = SignedToken(purpose: .bounce, run: -9, customer: customer)
    #expect(VERPAddress.verify(address, secret: secret) == expected)
    let shouted = try MailAddress(parsing: address.address.uppercased())
    #expect(VERPAddress.verify(shouted, secret: secret) == expected)
  }

  @Test func aForgedBounceFindsNothing() throws {
    let address = try VERPAddress.sender(run: 1, customer: 1, domain: "b.se", secret: secret)
    let localPart = Array(address.localPart)
    for index in localPart.indices.dropFirst(2) {
      var changed = localPart
      changed[index] = changed[index] == "a" ? "b" : "a"
      let forged = try MailAddress(parsing: "\(String(changed))@b.se")
      #expect(VERPAddress.verify(forged, secret: secret) == nil)
    }
    for localPart in ["b-", "b", "hej", "b-a", "c\(address.localPart.dropFirst())"] {
      let forged = try MailAddress(parsing: "\(localPart)@b.se")
      #expect(VERPAddress.verify(forged, secret: secret) == nil)
    }
  }

  @Test func aTokenOfALinkIsNoBounce() throws {
    let token = SignedToken(purpose: .unsubscribe, run: 1, customer: 1).signed(with: secret)
    let address = try MailAddress(parsing: "b-\(token)@b.se")
    #expect(VERPAddress.verify(address, secret: secret) == nil)
  }
}

@Suite struct MessageIDTests {
  @Test func theFormNeverChanges() throws {
    let secret = try TokenSecret(Array("a secret of the shop's own".utf8))
    let id = MessageID(run: 7, customer: 18_148, domain: "bokhandeln.example", secret: secret)
    #expect(id.value == "n5f4qrmcfcltdx5s6rwwtueejm@bokhandeln.example")
  }

  @Test func everyRunAndCustomerHasItsOwn() throws {
    let secret = try TokenSecret(Array("a secret of the shop's own".utf8))
    var values: Set<String> = []
    for run in Int64(-50)..<50 {
      for customer in Int64(-50)..<50 {
        values.insert(MessageID(run: run, customer: customer, domain: "b.se", secret: secret).value)
      }
    }
    #expect(values.count == 10_000)
  }
}
