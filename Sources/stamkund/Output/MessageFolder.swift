import Campaigns
import Foundation
import Mail
import Synchronization

/// A folder that takes every message of a preview as an .eml file named by the customer.
final class MessageFolder: Sendable {
  let path: String
  private let written = Mutex(0)

  init(at path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true
      )
    } catch {
      throw CommandFailure.world("cannot make the folder '\(path)'")
    }
  }

  var count: Int { written.withLock { $0 } }

  func write(_ message: PreviewedMessage) throws {
    let url = URL(fileURLWithPath: path)
      .appendingPathComponent(Self.fileName(message.customer) + ".eml")
    do {
      try Data(message.message.composed.bytes).write(to: url)
    } catch {
      throw CommandFailure.world("cannot write messages to the folder '\(path)'")
    }
    written.withLock { $0 += 1 }
  }

  /// An id as a file's name: what could leave the folder or hide the file is written as hex.
  static func fileName(_ id: String) -> String {
    var name = ""
    for scalar in id.unicodeScalars {
      let isPlain =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_".unicodeScalars.contains(scalar)
      name += isPlain ? String(scalar) : "%" + String(scalar.value, radix: 16)
    }
    return name
  }
}
