import Foundation
import Mail
import TestSupport
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
    /// Offers STARTTLS, with a certificate that ran out in 2020.
    case expired
  }

  let port: Int
  /// The certificate, which is its own authority.
  let certificate: String
  private let process: ChildProcess
  private let folder: URL

  /// Starts it; it takes the password `hemligt`, answers 454 to `senare` and 535 to all others.
  ///
  /// What is given for `replyToSTARTTLS` is sent as it is and TLS follows only behind a line `220`;
  /// nothing closes the connection.
  init(
    _ mode: Mode,
    dropsAfterMessages: Int = 1000,
    replyToSTARTTLS: String = "220 go\r\n"
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stamkund-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    if mode == .expired {
      try Self.expired.write(toFile: certificate, atomically: true, encoding: .utf8)
      try Self.keyOfExpired.write(toFile: key, atomically: true, encoding: .utf8)
    }
    process = try ChildProcess(
      [
        "python3", "-c", Self.program, mode.rawValue, certificate, key, String(dropsAfterMessages),
        replyToSTARTTLS,
      ],
      in: folder.path
    )
    port = try #require(Int(process.readLine()))
  }

  deinit {
    // What is left in the folder for temporary files does no harm.
    try? FileManager.default.removeItem(at: folder)
  }

  /// The next line of what the server took note of: `AUTH` with the credentials in base64, or
  /// `MESSAGE`; each with `tls` or `clear`.
  func nextNote() -> String { process.readLine() }

  private static let expired = """
    -----BEGIN CERTIFICATE-----
    MIIBWzCCAQKgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMTAyMDAwMDAwWjAUMRIwEAYDVQQDDAls
    b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASPNxsytl7Y5OFRrItC
    hf35O4J4Ew9/SU62eRhvrIw6PtbWaPC/qTIjHygyPE0mV8GFoICRlXrCIzOEFmBk
    4L7go0UwQzAUBgNVHREEDTALgglsb2NhbGhvc3QwDAYDVR0TBAUwAwEB/zAdBgNV
    HQ4EFgQU9oGx8bo6qrjCKmQN9+WCshi6MsUwCgYIKoZIzj0EAwIDRwAwRAIgYksg
    oViy/S8kfu8tXmu3x9DjVwS7NV976ij4Y/hsL6sCIH+PGe91SP/N6RUBnP2QCQPT
    JRcuAKx1lrDg0P3VECbI
    -----END CERTIFICATE-----
    """

  private static let keyOfExpired = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIIIWQGpo8ze37q5NwE7yN9MoQ8e7xI+OiJGTNIbUkjK3oAoGCCqGSM49
    AwEHoUQDQgAEjzcbMrZe2OThUayLQoX9+TuCeBMPf0lOtnkYb6yMOj7W1mjwv6ky
    Ix8oMjxNJlfBhaCAkZV6wiMzhBZgZOC+4A==
    -----END EC PRIVATE KEY-----
    """

  private static let program = """
    import base64, socket, ssl, subprocess, sys, threading
    mode, certificate, key, limit = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    reply_to_starttls = sys.argv[5].encode()
    if mode != "expired":
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
            check=True, stderr=subprocess.DEVNULL)
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
                elif verb == "STARTTLS":
                    self.file.write(reply_to_starttls)
                    self.file.flush()
                    if not reply_to_starttls:
                        return
                    if not reply_to_starttls.startswith(b"220"):
                        continue
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
            if mode in ("starttls", "noauth", "expired") and not self.secure:
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
