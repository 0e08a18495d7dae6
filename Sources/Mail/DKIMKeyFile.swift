package import Foundation

/// A file with a private key, read once.
package struct DKIMKeyFile: Sendable {
  package let key: DKIMKey
  /// Whether every account of the machine may read or change the file.
  package let isOpenToAll: Bool

  /// Reads the file; errors call it by `path`, the name that people gave it.
  package init(at url: URL, called path: String) throws(UnusableDKIMKeyFile) {
    let attributes: [FileAttributeKey: Any]
    let bytes: [UInt8]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      bytes = try Self.beginning(of: url)
    } catch {
      throw UnusableDKIMKeyFile(path: path, reason: Self.reason(error))
    }
    do {
      key = try DKIMKey(pem: bytes)
    } catch {
      throw UnusableDKIMKeyFile(path: path, reason: .invalid(error))
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    isOpenToAll = mode & 0o006 != 0
  }

  /// More than any key has, so that a wrong path to a huge file costs nothing.
  private static let longest = 65_536

  private static func beginning(of url: URL) throws -> [UInt8] {
    let file = try FileHandle(forReadingFrom: url)
    defer {
      // It was only read: closing it can lose nothing.
      try? file.close()
    }
    return Array(try file.read(upToCount: longest) ?? Data())
  }

  private static func reason(_ error: any Error) -> UnusableDKIMKeyFile.Reason {
    let code = (error as? CocoaError)?.code
    return code == .fileReadNoSuchFile || code == .fileNoSuchFile ? .missing : .unreadable
  }
}

/// Why a key file cannot sign; names the file and the remedy, never the key.
package struct UnusableDKIMKeyFile: Error, Hashable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case missing
    case unreadable
    case invalid(InvalidDKIMKey)
  }

  package let path: String
  package let reason: Reason

  package var description: String {
    switch reason {
    case .missing: "the key file '\(path)' is not there"
    case .unreadable: "the key file '\(path)' cannot be read"
    case .invalid(let fault): "the key file '\(path)' is of no use: \(fault)"
    }
  }

  /// What to do about it.
  package var remedy: String {
    switch reason {
    case .missing:
      "'stamkund dkim new' makes a key; relative paths begin at the folder of stamkund.yaml"
    case .unreadable: "let the account that sends read the file, and nobody else"
    case .invalid(.hasPassphrase):
      "'openssl pkey -in OLD -out NEW' writes it without; keep the file's mode 600"
    case .invalid(.openSSHFormat):
      "'stamkund dkim new' makes a key; 'ssh-keygen -p -m PEM -f FILE' turns an RSA key into PEM"
    case .invalid: "'stamkund dkim new' makes a new key and its DNS record"
    }
  }
}
