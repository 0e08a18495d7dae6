package import Foundation
import Testing

/// Programs that tell which signatures of a message hold, with the keys' records given by hand.
package enum SignatureJudges {
  /// By the names of the records.
  package typealias Records = [String: String]

  /// dkimpy, as Debian has it for its own Python.
  package enum DKIMPy {
    private static let python = "/usr/bin/python3"

    package static func isThere() throws -> Bool {
      try OtherProgram.isThere(
        "dkimpy (python3-dkim, python3-nacl)",
        probe: [python, "-c", "import dkim, nacl.signing"]
      )
    }

    private static let program = """
      import dkim, json, sys
      with open(sys.argv[1]) as file:
          records = json.load(file)
      def lookup(name, timeout=5):
          record = records.get(name.decode().rstrip("."))
          return record and record.encode()
      def holds(raw, index):
          try:
              return dkim.DKIM(raw).verify(idx=index, dnsfunc=lookup)
          except dkim.DKIMException:
              return False
      verdicts = []
      for path in sys.argv[2:]:
          with open(path, "rb") as file:
              raw = file.read()
          header = raw.split(b"\\r\\n\\r\\n")[0].lower().split(b"\\r\\n")
          count = sum(line.startswith(b"dkim-signature:") for line in header)
          verdicts.append([holds(raw, index) for index in range(count)])
      print(json.dumps(verdicts))
      """

    /// For each message, whether its signatures hold, from the first downward.
    package static func verdicts(on messages: [URL], records: Records, in folder: URL) throws
      -> [[Bool]]
    {
      let list = folder.appendingPathComponent("records.json")
      try JSONEncoder().encode(records).write(to: list)
      let command = [python, "-c", program, list.path] + messages.map(\.path)
      let result = try OtherProgram.run(command)
      try #require(result.status == 0)
      return try JSONDecoder().decode([[Bool]].self, from: result.output)
    }
  }

  /// OpenDKIM's filter in its mode for testing.
  package enum OpenDKIM {
    package static func isThere() throws -> Bool {
      try OtherProgram.isThere("OpenDKIM (opendkim)", probe: ["opendkim", "-V"])
    }

    /// For each message, whether its signatures hold, from the first downward.
    package static func verdicts(on messages: [URL], records: Records, in folder: URL) throws
      -> [[Bool]]
    {
      let keys = folder.appendingPathComponent("records.txt")
      let lines = records.map { "\($0.key) \($0.value)\n" }.joined()
      try Data(lines.utf8).write(to: keys)
      let settings = folder.appendingPathComponent("opendkim.conf")
      try Data("Mode v\nTestPublicKeys \(keys.path)\n".utf8).write(to: settings)
      return try messages.map { message in
        // With -vv it prints the field Authentication-Results, which has all signatures; how it ends
        // says nothing.
        let command = ["opendkim", "-vv", "-x", settings.path, "-t", message.path]
        let output = String(decoding: try OtherProgram.run(command).output, as: UTF8.self)
        return output.matches(of: /\bdkim=([a-z]+)/).map { $0.1 == "pass" }
      }
    }
  }
}
