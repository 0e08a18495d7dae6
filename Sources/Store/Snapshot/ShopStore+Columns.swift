package import Columns
package import Database

extension ShopStore {
  /// The shop column by column, as it is now: for questions about all customers at once.
  ///
  /// A file beside the store, which is made anew or brought up to date first where the store has
  /// changed. That takes well under a second after a day's orders, half a minute for a first file
  /// of ten million orders, and blocks; `progress` gets how many lines of orders have been read.
  /// Where two processes want that, one waits for the other. Throws `ColumnsUnavailable` where no
  /// file can be had, while the store itself can still be asked.
  package func columns(
    progress: @escaping (Int) -> Void = { _ in }
  ) throws -> ShopColumns {
    try ColumnsKeeper(store: self).columns(progress: progress)
  }
}

extension ShopStore {
  /// Runs a body with the columns and a connection that reads the store in the state that they
  /// show.
  ///
  /// As `columns` otherwise.
  package func withColumns<Value>(
    progress: @escaping (Int) -> Void = { _ in },
    _ body: (ShopColumns, any DatabaseConnection) throws -> Value
  ) throws -> Value {
    let keeper = ColumnsKeeper(store: self)
    // Each may read the whole shop: while it is being imported, the database answers sooner.
    for _ in 0..<3 {
      let columns = try keeper.columns(progress: progress)
      let value = try database.blockingRead { connection in
        try keeper.shows(columns, connection) ? try body(columns, connection) : nil
      }
      if let value { return value }
    }
    throw ColumnsUnavailable.keepsChanging
  }
}

/// Why there is no file of columns.
package enum ColumnsUnavailable: Error, CustomStringConvertible {
  /// The disk is full, or the folder may not be written.
  case cannotWrite(ColumnsFailure)
  /// The store cannot note which file is its own.
  case cannotNote(DatabaseFailure)
  case cannotLock(path: String, reason: String)
  /// The store was changed again and again before it could be read.
  case keepsChanging

  package var description: String {
    switch self {
    case .cannotWrite(let failure): failure.description
    case .cannotNote(let failure): failure.description
    case .cannotLock(let path, let reason): "cannot lock '\(path)': \(reason)"
    case .keepsChanging: "the store is being changed all the time"
    }
  }
}
