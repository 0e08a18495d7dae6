import HTML
import Testing

/// A template as the inliner gets it, and with the edits made.
struct TemplatePage {
  private(set) var text: [UInt8] = []
  private(set) var branches: [Int] = []
  private var values: [String] = []
  private var tags: [String] = []

  /// Reads Liquid: `{{ … }}` is a value, `{% … %}` a branch.
  init(_ template: String) {
    var rest = template[...]
    while let start = rest.firstRange(of: "{") {
      let isValue = rest[start.lowerBound...].hasPrefix("{{")
      let isTag = rest[start.lowerBound...].hasPrefix("{%")
      guard isValue || isTag,
        let end = rest[start.upperBound...].firstRange(of: isValue ? "}}" : "%}")
      else {
        text += rest[..<start.upperBound].utf8
        rest = rest[start.upperBound...]
        continue
      }
      text += rest[..<start.lowerBound].utf8
      let source = String(rest[start.lowerBound..<end.upperBound])
      if isValue {
        text += Self.markStart + "\(values.count)".utf8 + Self.markEnd
        values.append(source)
      } else {
        branches.append(text.count)
        tags.append(source)
      }
      rest = rest[end.upperBound...]
    }
    text += rest.utf8
  }

  /// The template with styles inlined; edits that no caller could make are issues.
  func inlined(sheets: [String] = []) -> String {
    let edits = StyleInliner.edits(for: text, branches: branches, sheets: sheets)
    var result: [UInt8] = []
    var index = 0
    var branch = 0
    func advance(to end: Int) {
      while branch < branches.count, branches[branch] <= end {
        result += text[index..<branches[branch]]
        result += tags[branch].utf8
        index = branches[branch]
        branch += 1
      }
      result += text[index..<end]
      index = end
    }
    for edit in edits {
      #expect(index <= edit.range.lowerBound && edit.range.upperBound <= text.count)
      #expect(!branches.contains { $0 > edit.range.lowerBound && $0 < edit.range.upperBound })
      #expect(!text[edit.range].contains(0xEF), "a mark or a part of it is replaced")
      if edit.range.isEmpty {
        #expect(!branches.contains(edit.range.lowerBound) || edit.range.lowerBound == 0)
        if edit.range.lowerBound > index { advance(to: edit.range.lowerBound) }
      } else {
        advance(to: edit.range.lowerBound)
      }
      result += edit.replacement.utf8
      index = edit.range.upperBound
    }
    advance(to: text.count)
    return withValues(result)
  }

  private static let markStart: [UInt8] = [0xEF, 0xB7, 0x90]
  private static let markEnd: [UInt8] = [0xEF, 0xB7, 0x91]

  private func withValues(_ text: [UInt8]) -> String {
    var result: [UInt8] = []
    var rest = text[...]
    while let start = rest.firstRange(of: Self.markStart),
      let end = rest.firstRange(of: Self.markEnd)
    {
      result += rest[..<start.lowerBound]
      let number = Int(String(decoding: rest[start.upperBound..<end.lowerBound], as: UTF8.self))
      result += (number.map { values[$0] } ?? "?").utf8
      rest = rest[end.upperBound...]
    }
    return String(decoding: result + rest, as: UTF8.self)
  }
}
