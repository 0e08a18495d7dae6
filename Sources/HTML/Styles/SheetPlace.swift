/// Where a page can take a style sheet that comes before its own ones.
struct SheetPlace {
  var html: Range<Int>?
  var head: Range<Int>?
  var headEnd: Int?
  /// Where the first `<style>` of the head begins.
  var style: Int?
  /// Whether not every reader gets that one.
  var isStyleConditional = false

  /// What writes the sheet.
  ///
  /// It replaces a byte rather than to insert only, as a branch of the template may begin right there.
  func edit(_ sheet: String) -> StyleInliner.Edit {
    if let style, !isStyleConditional { return Self.edit(sheet, beforeTag: style) }
    if style == nil, let headEnd { return Self.edit(sheet, beforeTag: headEnd) }
    if let tag = head ?? html {
      let last = tag.upperBound - 1..<tag.upperBound
      return StyleInliner.Edit(range: last, replacement: ">" + sheet)
    }
    return StyleInliner.Edit(range: 0..<0, replacement: sheet)
  }

  private static func edit(_ sheet: String, beforeTag start: Int) -> StyleInliner.Edit {
    StyleInliner.Edit(range: start..<start + 1, replacement: sheet + "<")
  }
}
