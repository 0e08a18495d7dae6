import Foundation
import TestSupport
import Testing

/// A Postfix of its own, in a folder of its own, that passes messages on to a server that keeps them.
enum PostfixRelay {
  /// Its master process takes on other users' rights, which only root may.
  private static let asRoot = getuid() == 0 ? [] : ["sudo", "-n"]

  static func isThere() throws -> Bool {
    try OtherProgram.isThere(
      "Postfix, with the right to start it",
      probe: asRoot + ["test", "-x", "/usr/sbin/postfix"]
    )
  }

  /// What comes out at the other end, in the order of `messages`, which are handed over one by one.
  static func passOn(_ messages: [URL], to folder: URL) throws -> [URL] {
    let command = asRoot + ["/usr/bin/python3", "-c", program, folder.path] + messages.map(\.path)
    let result = try OtherProgram.run(command)
    try #require(
      result.status == 0,
      "\(String(decoding: result.output, as: UTF8.self))"
    )
    return messages.indices.map { folder.appendingPathComponent("relayed-\($0).eml") }
  }

  private static let program = """
    import os, pathlib, queue, smtplib, socketserver, subprocess, sys, tempfile, threading, socket

    arrived = queue.Queue()

    class Sink(socketserver.StreamRequestHandler):
        def say(self, line):
            self.wfile.write(line.encode() + b"\\r\\n")
        def handle(self):
            recipient = None
            self.say("220 sink.example ESMTP")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"EHLO":
                    self.wfile.write(b"250-sink.example\\r\\n250-8BITMIME\\r\\n250 SMTPUTF8\\r\\n")
                elif verb == b"RCPT":
                    recipient = line.decode().split("<")[1].split("@")[0]
                    self.say("250 ok")
                elif verb == b"DATA":
                    self.say("354 go on")
                    lines = []
                    while (line := self.rfile.readline()) != b".\\r\\n":
                        lines.append(line[1:] if line.startswith(b".") else line)
                    arrived.put((recipient, b"".join(lines)))
                    self.say("250 kept")
                elif verb == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

    MASTER = '''
    127.0.0.1:{port} inet n - n - - smtpd
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    proxymap unix - - n - - proxymap
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    smtp unix - - n - - smtp
    error unix - - n - - error
    retry unix - - n - - error
    anvil unix - - n - 1 anvil
    scache unix - - n - 1 scache
    postlog unix-dgram n - n - 1 postlogd
    '''
    MAIN = '''
    compatibility_level = 3.6
    queue_directory = {home}/queue
    data_directory = {home}/data
    maillog_file_prefixes = {home}
    maillog_file = {home}/log
    myhostname = relay.example
    mydestination =
    alias_maps =
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    mynetworks = 127.0.0.0/8
    smtputf8_enable = yes
    relayhost = [127.0.0.1]:{next}
    '''

    def free_port():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    def text(template, **values):
        lines = template.format(**values).split("\\n")
        return "\\n".join(line.strip() for line in lines if line.strip()) + "\\n"

    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o755)
        sink = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
        sink.daemon_threads = True
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        port = free_port()
        conf = pathlib.Path(home, "conf")
        for name in ["conf", "queue", "data"]:
            pathlib.Path(home, name).mkdir()
        subprocess.run(["chown", "postfix", home + "/data"], check=True)
        conf.joinpath("master.cf").write_text(text(MASTER, port=port))
        conf.joinpath("main.cf").write_text(text(MAIN, home=home, next=sink.server_address[1]))
        started = subprocess.run(["/usr/sbin/postfix", "-c", conf, "start"], stdin=subprocess.DEVNULL,
                                 capture_output=True)
        if started.returncode:
            print(started.stderr.decode())
            sys.exit(1)
        try:
            paths = sys.argv[2:]
            with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
                for number, path in enumerate(paths):
                    raw = pathlib.Path(path).read_bytes()
                    options = [] if raw.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
                    client.sendmail("hej@bokhandeln.example", [f"kund-{number}@kund.example"], raw,
                                    mail_options=options)
            for _ in paths:
                recipient, raw = arrived.get(timeout=60)
                number = recipient.removeprefix("kund-")
                pathlib.Path(sys.argv[1], f"relayed-{number}.eml").write_bytes(raw)
        except Exception as failure:
            print(repr(failure), pathlib.Path(home, "log").read_text())
            sys.exit(1)
        finally:
            subprocess.run(["/usr/sbin/postfix", "-c", conf, "stop"], capture_output=True)
    """
}
