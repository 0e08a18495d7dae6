import CMarkdown

/// The extensions that are used, registered once for the process.
struct Dialect: @unchecked Sendable {  // the library only reads extensions once registered
  let table: OpaquePointer
  let strikethrough: OpaquePointer

  static let registered = Result { () throws(MarkdownFailure) in try Dialect() }

  private init() throws(MarkdownFailure) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let table = cmark_find_syntax_extension("table") else {
      throw .missingExtension("table")
    }
    guard let strikethrough = cmark_find_syntax_extension("strikethrough") else {
      throw .missingExtension("strikethrough")
    }
    self.table = table
    self.strikethrough = strikethrough
  }
}
