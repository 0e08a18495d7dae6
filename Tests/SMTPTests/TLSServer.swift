import Foundation
import Mail
import Testing

/// A small SMTP server with STARTTLS, TLS from the start and AUTH, which the mailbox does not have: in
/// Python, with a certificate of its own made by openssl.
final class TLSServer {
  enum Mode: String {
    /// Offers STARTTLS, and AUTH only after it.
    case startTLS = "starttls"
    /// Speaks TLS at once.
    case implicit
    /// Offers AUTH and no STARTTLS: someone in between stripped it.
    case stripped
    /// Offers neither.
    case plain
    /// Offers STARTTLS and no AUTH.
    case withoutAuthentication = "noauth"
    /// Answers STARTTLS with 454.
    case busy
  }

  let port: Int
  /// The certificate, which is its own authority.
  let certificate: String
  private let process = Process()
  private let folder: URL
  private let output = Pipe()

  /// Starts it; it takes the password `hemligt`, answers 454 to `senare` and 535 to all others.
  init(_ mode: Mode, dropsAfterMessages: Int = 1000) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stamkund-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    try Self.makeCertificate(certificate, key: key)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", Self.program, mode.rawValue, certificate, key, String(dropsAfterMessages),
    ]
    process.standardOutput = output
    try process.run()
    port = try #require(Int(Self.readLine(from: output)))
  }

  deinit {
    // Children inherit the pool's signal mask, which blocks all that can be blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What is left in the folder for temporary files does no harm.
    try? FileManager.default.removeItem(at: folder)
  }

  /// The next line of what the server took note of: `AUTH` with the credentials in base64, or
  /// `MESSAGE`; each with `tls` or `clear`.
  func nextNote() -> String { Self.readLine(from: output) }

  private static func readLine(from pipe: Pipe) -> String {
    var line: [UInt8] = []
    while let byte = pipe.fileHandleForReading.readData(ofLength: 1).first, byte != 0x0A {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  private static func makeCertificate(_ certificate: String, key: String) throws {
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    #expect(openssl.terminationStatus == 0, "openssl makes no certificate")
  }

  private static let program = """
    import base64, socket, ssl, sys, threading
    mode, certificate, key, limit = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    def note(*words):
        print(*words, flush=True)
    def read_body(file):
        while file.readline() not in (b".\\r\\n", b""):
            pass
    class Session:
        def __init__(self, connection):
            self.connection, self.secure = connection, False
            if mode == "implicit":
                self.protect()
            self.file = self.connection.makefile("rwb")
        def protect(self):
            self.connection, self.secure = context.wrap_socket(self.connection, server_side=True), True
        def say(self, *lines):
            self.file.write(b"".join(line.encode() + b"\\r\\n" for line in lines))
            self.file.flush()
        def where(self):
            return "tls" if self.secure else "clear"
        def run(self):
            messages = 0
            self.say("220 localhost hej")
            while line := self.file.readline().decode().rstrip("\\r\\n"):
                verb = line.split(" ")[0].upper()
                if verb == "EHLO":
                    self.say(*["250-" + offer for offer in self.offers()], "250 SIZE 100000")
                elif verb == "STARTTLS" and mode == "busy":
                    self.say("454 4.7.0 TLS not available")
                elif verb == "STARTTLS":
                    self.say("220 go")
                    self.protect()
                    self.file = self.connection.makefile("rwb")
                elif verb == "AUTH":
                    self.authenticate(line)
                elif verb in ("MAIL", "RCPT", "RSET"):
                    self.say("250 2.0.0 Ok")
                elif verb == "DATA":
                    self.say("354 go")
                    read_body(self.file)
                    messages += 1
                    note("MESSAGE", self.where())
                    if messages > limit:
                        return
                    self.say("250 2.0.0 queued")
                elif verb == "QUIT":
                    return self.say("221 bye")
                else:
                    self.say("502 5.5.1 what?")
        def offers(self):
            offers = ["localhost"]
            if mode in ("starttls", "noauth", "busy") and not self.secure:
                offers += ["STARTTLS", "SMTPUTF8"]
            if mode == "stripped" or (self.secure and mode != "noauth"):
                offers.append("AUTH PLAIN")
            return offers
        def authenticate(self, line):
            note("AUTH", self.where())
            password = base64.b64decode(line.split(" ")[2]).split(b"\\0")[2].decode()
            replies = {"hemligt": "235 2.7.0 welcome", "senare": "454 4.7.0 try later"}
            self.say(replies.get(password, "535 5.7.8 wrong"))
        def close(self):
            self.file.close()
            self.connection.close()
    def serve(connection):
        try:
            session = Session(connection)
        except (ssl.SSLError, OSError):
            return connection.close()
        try:
            session.run()
            session.close()
        except (ssl.SSLError, OSError):
            session.connection.close()
    listener = socket.create_server(("127.0.0.1", 0))
    note(listener.getsockname()[1])
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()
    """
}
