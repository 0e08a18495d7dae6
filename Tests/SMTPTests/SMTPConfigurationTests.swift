import Mail
import SMTP
import Testing

@Suite struct SMTPConfigurationTests {
  @Test func clearTextToAnotherMachineIsRefused() throws {
    let server = try MailServer(url: "smtp://mail.example")
    #expect(throws: SMTPConfigurationError.clearTextOffLoopback(server: "mail.example:587")) {
      try SMTPConfiguration(server: server, tls: .none)
    }
    _ = try SMTPConfiguration(server: server, tls: .opportunistic)
    _ = try SMTPConfiguration(server: try MailServer(url: "smtp://localhost"), tls: .none)
  }

  @Test(arguments: ["", "a b", "x\r\nMAIL", "[127.0.0.1]", "a/b"])
  func aNameForEHLOIsAHostName(name: String) throws {
    let server = try MailServer(url: "smtp://localhost")
    #expect(throws: SMTPConfigurationError.invalidHeloName) {
      try SMTPConfiguration(server: server, tls: .none, heloName: name)
    }
  }

  @Test func credentialsAreNeverPrinted() {
    let credentials = SMTPCredentials(username: "bokhandeln", password: "hemligt")
    var dumped = "\(credentials) \(String(reflecting: credentials))"
    dump(credentials, to: &dumped)
    #expect(!dumped.contains("hemligt") && !dumped.contains("bokhandeln"))
  }
}
