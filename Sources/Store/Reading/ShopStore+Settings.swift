import Database
import Foundation
import SQL

extension ShopStore {
  /// A value that this store keeps by name.
  package func setting(_ name: String) throws -> String? {
    try database.blockingRead { try $0.text("SELECT value FROM settings WHERE name = \(name)") }
  }

  package func set(_ name: String, to value: String) throws {
    try database.blockingWrite(durability: .synced) { connection in
      try connection.execute(
        """
        INSERT INTO settings (name, value) VALUES (\(name), \(value))
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """
      )
    }
  }

  /// Random bytes that are drawn when they are first asked for, and are the same from then on.
  package func secret(named name: String, length: Int) throws -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    let fresh = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
    if let known = try setting(name) { return try bytes(known, of: name) }
    // Another process may draw one at the same time: the first that is kept is everyone's.
    let kept = try database.blockingWrite(durability: .synced) { connection in
      try connection.execute(
        """
        INSERT INTO settings (name, value) VALUES (\(name), \(Data(fresh).base64EncodedString()))
        ON CONFLICT (name) DO NOTHING
        """
      )
      return try connection.text("SELECT value FROM settings WHERE name = \(name)")
    }
    return try bytes(kept ?? "", of: name)
  }

  private func bytes(_ text: String, of name: String) throws(StoreFailure) -> [UInt8] {
    guard let data = Data(base64Encoded: text), !data.isEmpty else {
      throw .damagedSetting(name)
    }
    return Array(data)
  }
}
