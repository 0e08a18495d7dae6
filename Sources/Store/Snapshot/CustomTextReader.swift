import Database
import SQL

/// Reads the texts of a `custom` column, a JSON object, as the operator `->>` gives them.
///
/// The importer writes them without spaces, and seldom with escapes: such objects are read here, and
/// all others by the database.
final class CustomTextReader {
  private let members: any PreparedStatement
  /// By the bytes of a member's name as they stand in the objects.
  private var names: [[UInt8]: String] = [:]
  private var latestName: (utf8: [UInt8], text: String) = ([], "")

  init(on connection: any DatabaseConnection) throws {
    members = try connection.prepare(
      """
      SELECT key, CAST(value AS TEXT) FROM json_each(\(SQLValue.null))
      """
    )
  }

  func read(
    _ object: UnsafeBufferPointer<UInt8>,
    _ member: (String, UnsafeBufferPointer<UInt8>) -> Void
  ) throws {
    if object.elementsEqual([UInt8(ascii: "{"), UInt8(ascii: "}")]) { return }
    if let plain = Self.plainMembers(of: object) {
      for (name, text) in plain { member(self.name(name), text) }
      return
    }
    members.bindText(object, at: 0)
    var seen: Set<String> = []
    try members.forEachRow { row in
      // Of two members of one name the first counts.
      let name = try row.text(0)
      guard seen.insert(name).inserted, let text = try row.optionalUTF8(1) else { return }
      member(name, text)
    }
  }

  private func name(_ utf8: UnsafeBufferPointer<UInt8>) -> String {
    if latestName.utf8.elementsEqual(utf8) { return latestName.text }
    let bytes = Array(utf8)
    let text = names[bytes] ?? String(decoding: utf8, as: UTF8.self)
    names[bytes] = text
    latestName = (bytes, text)
    return text
  }

  private typealias Member = (name: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>)

  /// The members of `{"name":"text",…}` without any escape, each name once; nil for other objects.
  private static func plainMembers(of object: UnsafeBufferPointer<UInt8>) -> [Member]? {
    var members: [Member] = []
    var position = 0
    func take(_ byte: UInt8) -> Bool {
      guard position < object.count, object[position] == byte else { return false }
      position += 1
      return true
    }
    func string() -> UnsafeBufferPointer<UInt8>? {
      guard take(UInt8(ascii: "\"")) else { return nil }
      let start = position
      while position < object.count, object[position] != UInt8(ascii: "\"") {
        if object[position] == UInt8(ascii: "\\") { return nil }
        position += 1
      }
      let end = position
      guard take(UInt8(ascii: "\"")) else { return nil }
      return UnsafeBufferPointer(rebasing: object[start..<end])
    }
    guard take(UInt8(ascii: "{")) else { return nil }
    repeat {
      guard let name = string(), take(UInt8(ascii: ":")), let text = string() else { return nil }
      if members.contains(where: { $0.name.elementsEqual(name) }) { return nil }
      members.append((name, text))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")), position == object.count else { return nil }
    return members
  }
}
