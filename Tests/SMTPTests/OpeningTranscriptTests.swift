import CCurl
import Mail
import Testing

@testable import SMTP

/// What libcurl's codes and the server's words mean together.
@Suite struct OpeningTranscriptTests {
  typealias Failure = OpeningTranscript.Failure

  @Test(arguments: [
    (CURLE_COULDNT_CONNECT, "", 0, Failure.connection("words")),
    (CURLE_OPERATION_TIMEDOUT, "220 hej", 220, .connection("words")),
    (CURLE_RECV_ERROR, "220 hej|250 mail", 250, .connection("words")),
    (CURLE_WEIRD_SERVER_REPLY, "554 no", 554, .refusal(.permanent(reply(554, "no")))),
    (CURLE_WEIRD_SERVER_REPLY, "421 later", 421, .refusal(.temporary(reply(421, "later")))),
    (
      CURLE_REMOTE_ACCESS_DENIED, "220 x|550 no|221 bye", 550,
      .refusal(.permanent(reply(550, "no")))
    ),
    (CURLE_RECV_ERROR, "220 x|421 busy", 421, .refusal(.temporary(reply(421, "busy")))),
    (CURLE_USE_SSL_FAILED, "220 x|250 y", 250, .refusal(.configuration(.tlsNotOffered))),
    (CURLE_USE_SSL_FAILED, "250 y|454 later", 454, .refusal(.temporary(reply(454, "later")))),
    (CURLE_USE_SSL_FAILED, "250 y|502 what", 502, .refusal(.configuration(.tlsNotOffered))),
    (
      CURLE_PEER_FAILED_VERIFICATION, "220 go", 220,
      .refusal(.configuration(.certificateInvalid("words")))
    ),
    (
      CURLE_LOGIN_DENIED, "250 y|535 wrong|221 bye", 535,
      .refusal(.configuration(.credentialsRefused(reply(535, "wrong"))))
    ),
    (CURLE_LOGIN_DENIED, "250 y|454 later", 454, .refusal(.temporary(reply(454, "later")))),
    (CURLE_LOGIN_DENIED, "250 y", 250, .refusal(.configuration(.authenticationNotOffered))),
    (CURLE_ABORTED_BY_CALLBACK, "535 wrong", 535, .connection("words")),
  ])
  func aFailedOpeningHasOneMeaning(code: CURLcode, said: String, lastReply: Int, meaning: Failure) {
    let transcript = Self.transcript(said)
    #expect(transcript.failure(code, words: "words", lastReply: lastReply) == meaning)
  }

  @Test func onlyTheLastEHLOCounts() {
    let transcript = Self.transcript(
      "220 x|250-mail.example|250-SMTPUTF8|250 STARTTLS|220 go|250-mail.example|250 SIZE 10|235 in"
    )
    #expect(!transcript.capabilities.hasSMTPUTF8)
    #expect(transcript.capabilities.sizeLimit == 10)
    #expect(transcript.isAuthenticated)
  }

  private static func transcript(_ said: String) -> OpeningTranscript {
    let transcript = OpeningTranscript(stop: StopSignal(), deadline: .now + .seconds(60))
    for line in said.split(separator: "|") {
      let isReply = Array("\(line)\r\n".utf8).withUnsafeBytes { transcript.take($0) }
      #expect(isReply)
    }
    return transcript
  }

  private static func reply(_ code: Int, _ text: String) -> ServerReply {
    ServerReply(code: code, enhanced: nil, text: text)
  }
}
