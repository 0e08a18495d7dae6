import GRDB
import GRDBSQLite
import SQL

/// The functions of SQL that are ours: computed as in memory, by the same code.
enum SQLiteFunctions {
  static func install(on database: GRDB.Database) {
    add("casefold", arguments: 1, to: database) { context, _, arguments in
      guard let argument = arguments?[0] else { return }
      SQLiteFunctions.casefold(argument, context)
    }
    add("stable_bucket", arguments: 2, to: database) { context, _, arguments in
      guard let seed = SQLiteFunctions.text(arguments?[0]),
        let id = SQLiteFunctions.text(arguments?[1])
      else { return sqlite3_result_null(context) }
      sqlite3_result_int64(context, StableHash.bucket(seed: seed, id: id))
    }
    add("number_of", arguments: 1, to: database) { context, _, arguments in
      guard let text = SQLiteFunctions.text(arguments?[0]),
        let number = NumberText.value(text)
      else { return sqlite3_result_null(context) }
      sqlite3_result_double(context, number)
    }
  }

  private static func add(
    _ name: String,
    arguments: CInt,
    to database: GRDB.Database,
    _ function: @convention(c) (OpaquePointer?, CInt, UnsafeMutablePointer<OpaquePointer?>?) -> Void
  ) {
    let code = sqlite3_create_function_v2(
      database.sqliteConnection,
      name,
      arguments,
      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
      nil,
      function,
      nil,
      nil,
      nil
    )
    precondition(code == SQLITE_OK, "cannot define the SQL function \(name)")
  }

  /// Text that is ASCII without capitals, which most is, is given back as it came.
  private static func casefold(_ argument: OpaquePointer, _ context: OpaquePointer?) {
    guard let bytes = bytes(argument) else { return sqlite3_result_null(context) }
    if bytes.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) {
      return sqlite3_result_value(context, argument)
    }
    var folded = TextFolding.casefold(String(decoding: bytes, as: UTF8.self))
    folded.withUTF8 { folded in
      folded.withMemoryRebound(to: CChar.self) { folded in
        sqlite3_result_text(
          context,
          folded.baseAddress,
          CInt(folded.count),
          SQLiteMemory.copied
        )
      }
    }
  }

  private static func text(_ argument: OpaquePointer?) -> String? {
    argument.flatMap(bytes).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The argument as text in UTF-8, valid until the function returns; nil for NULL.
  private static func bytes(_ argument: OpaquePointer) -> UnsafeBufferPointer<UInt8>? {
    guard sqlite3_value_type(argument) != SQLITE_NULL,
      let text = sqlite3_value_text(argument)
    else { return nil }
    return UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(argument)))
  }
}
