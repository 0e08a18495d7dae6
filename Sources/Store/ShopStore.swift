package import Database
package import Foundation
package import Shop

/// What the shop knows: customers, products, orders, and what was sent to whom.
package struct ShopStore: Sendable {
  package let database: any DatabaseAccess
  /// The workspace's folder for what this program makes: `.stamkund`.
  package let folder: URL
  /// Is told, in a sentence, of work that may take long before it begins.
  package let announce: @Sendable (String) -> Void
  let columnsInUse = ColumnsInUse()

  /// Opens the store in a folder, which is made where it is missing, and brings its tables up to
  /// date.
  ///
  /// Blocks while it does. Only the folder's owner can read it: it holds customers' data.
  package init(
    in folder: URL,
    now: Instant = Instant(Date()),
    announce: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw StoreFailure.cannotMakeFolder(folder.path, "\(error.localizedDescription)")
    }
    let database = try SQLiteDatabase(at: folder.appendingPathComponent("store.sqlite"))
    try self.init(database: database, folder: folder, now: now, announce: announce)
  }

  /// A store in a database that is already open.
  package init(
    database: any DatabaseAccess,
    folder: URL,
    now: Instant = Instant(Date()),
    announce: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    self.database = database
    self.folder = folder
    self.announce = announce
    try Migrations.run(on: database, now: now)
  }
}

/// Why the store could not do what it should have.
package enum StoreFailure: Error, Hashable, CustomStringConvertible {
  /// A newer version of this program has written the store.
  case newerSchema(Int64, known: Int64)
  case cannotMakeFolder(String, String)
  case cannotWrite(String, String)
  /// Another process is importing into this store.
  case importIsRunning
  /// A file that was named is in no entry of `imports`.
  case notImported(String)
  /// A default in an entry of `imports` is not what its column takes.
  case badDefault(at: String, String)
  /// The `custom` column does not hold a JSON object of texts.
  case damagedCustomColumns(customer: Int64)
  case damagedSetting(String)
  case damagedPredictions
  case damagedSuppression

  package var description: String {
    switch self {
    case .newerSchema(let version, let known):
      "the store has version \(version), written by a newer stamkund; this one knows \(known)"
    case .cannotMakeFolder(let path, let reason): "cannot make the folder \(path): \(reason)"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    case .importIsRunning: "another import into this store is running"
    case .badDefault(let place, let reason): "\(place): in the defaults of this import, \(reason)"
    case .notImported(let file): "no entry of imports in stamkund.yaml reads \(file)"
    case .damagedSetting(let name): "the store's setting '\(name)' is damaged"
    case .damagedPredictions: "the store's predictions are damaged"
    case .damagedSuppression: "the store holds a reason of a suppression that cannot be read"
    case .damagedCustomColumns(let key): "the custom columns of customer \(key) are damaged"
    }
  }
}
