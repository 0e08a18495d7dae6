import Columns
import Database
import Foundation
import Synchronization

/// Keeps the file of columns in step with the store.
///
/// First the store is told to queue changes of all that is there; then one transaction reads what
/// the file is to show; when the file stands in its place the store notes the mark that is in it.
/// A process that is killed in between leaves a file whose mark the store does not know, which is
/// made anew.
struct ColumnsKeeper {
  let store: ShopStore

  private var url: URL { store.folder.appendingPathComponent("columns") }

  /// Nil where the file is missing, not sound or out of date.
  func current() throws -> ShopColumns? {
    let state = try store.database.blockingRead(ColumnsState.init)
    guard state.mark != 0, let file = latest(state) else { return nil }
    return file.source == state.source(marked: state.mark) ? file : nil
  }

  /// Whether the columns show the state that a connection sees.
  func shows(_ columns: ShopColumns, _ connection: any DatabaseConnection) throws -> Bool {
    let state = try ColumnsState(of: connection)
    return columns.source == state.source(marked: state.mark)
  }

  func columns(progress: @escaping (Int) -> Void) throws -> ShopColumns {
    if let current = try current() { return current }
    let lock = try ColumnsLock(in: store.folder) {
      store.announce("waiting for another process that reads the shop for segments")
    }
    return try withExtendedLifetime(lock) {
      // The other process may have made it.
      try current() ?? make(progress)
    }
  }

  /// The file that the store knows, up to date or not.
  private func latest(_ state: ColumnsState) -> ShopColumns? {
    if let known = store.columnsInUse.latest, known.source.mark == state.mark { return known }
    // What is not sound is as good as missing.
    guard let file = try? ShopColumns(at: url), file.source.mark == state.mark else { return nil }
    store.columnsInUse.latest = file
    return file
  }

  private func make(_ progress: @escaping (Int) -> Void) throws -> ShopColumns {
    let source = try written(progress)
    let made: ShopColumns
    do throws(ColumnsFailure) {
      made = try ShopColumns(at: url)
    } catch {
      throw ColumnsUnavailable.cannotWrite(error)
    }
    try noting { try ColumnsState.end(source, on: $0) }
    store.columnsInUse.latest = made
    return made
  }

  /// How often an import that is running may come in between.
  private static let attempts = 100

  private func written(_ progress: @escaping (Int) -> Void) throws -> ColumnsSource {
    let mark = Int64.random(in: 1...Int64.max)
    for _ in 0..<Self.attempts {
      try noting(ColumnsState.begin)
      let source = try store.database.blockingRead { connection -> ColumnsSource? in
        let state = try ColumnsState(of: connection)
        guard state.last == state.greatest else { return nil }
        let source = state.source(marked: mark)
        try write(source, state, on: connection, progress)
        return source
      }
      if let source { return source }
    }
    throw ColumnsUnavailable.keepsChanging
  }

  private func write(
    _ source: ColumnsSource,
    _ state: ColumnsState,
    on connection: any DatabaseConnection,
    _ progress: @escaping (Int) -> Void
  ) throws {
    let builder =
      try merged(state, on: connection)
      ?? WholeShopReader(connection, announce: store.announce, progress: progress).read()
    do throws(ColumnsFailure) {
      try builder.write(to: url, showing: source)
    } catch {
      throw ColumnsUnavailable.cannotWrite(error)
    }
  }

  /// Nil where there is nothing to merge with, or too much to merge.
  private func merged(
    _ state: ColumnsState,
    on connection: any DatabaseConnection
  ) throws -> ShopColumnsBuilder? {
    guard state.mark != 0, let old = latest(state) else { return nil }
    return try ColumnsMerge(with: old, on: connection)?.run()
  }

  private func noting(_ body: (any DatabaseConnection) throws -> Void) throws {
    do {
      try store.database.blockingWrite(body)
    } catch let failure as DatabaseFailure {
      switch failure {
      case .readOnly, .full, .busy: throw ColumnsUnavailable.cannotNote(failure)
      default: throw failure
      }
    }
  }
}

/// The columns that this process has mapped last, so that it checks a file only once.
final class ColumnsInUse: Sendable {
  private let columns = Mutex<ShopColumns?>(nil)

  var latest: ShopColumns? {
    get { columns.withLock { $0 } }
    set { columns.withLock { $0 = newValue } }
  }
}

/// The right to write the file of columns; released with the object, and by the system when the
/// process ends.
private final class ColumnsLock {
  private let file: LockFile

  /// Waits for another process that holds it; `willWait` is called before.
  init(in folder: URL, willWait: () -> Void) throws(ColumnsUnavailable) {
    do throws(FileLockError) {
      file = try LockFile(at: folder.appendingPathComponent("columns.lock").path)
      guard try !file.take() else { return }
      willWait()
      try file.waitAndTake()
    } catch {
      throw .cannotLock(path: error.path, reason: error.reason)
    }
  }
}
