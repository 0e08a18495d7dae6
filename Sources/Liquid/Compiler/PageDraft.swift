/// A page before it is rendered: its text in the order in which it is written, with marks for the
/// values.
struct PageDraft {
  /// What a stretch of the text was made from.
  private struct Stretch {
    enum Kind {
      case text, output
      case markdown(Int)
    }

    let range: Range<Int>
    let place: PageScript.Place
    let kind: Kind

    var isChangeable: Bool { if case .output = kind { false } else { true } }
  }

  private(set) var text: [UInt8] = []
  private(set) var branches: [Int] = []
  private(set) var conditions: [Range<Int>] = []
  /// Where the conditions began that have not ended.
  private var openConditions: [Int] = []
  /// The insides of components that have been shown: a second time they are left out, since a style
  /// sheet can say but one thing of them.
  private var shown: Set<PageScript.Place> = []
  private var stretches: [Stretch] = []
  private let specimen: MarkdownSpecimen?
  private let outputs: [PageScript.Output]

  init(_ script: PageScript, specimen: MarkdownSpecimen?) {
    self.specimen = specimen
    outputs = script.outputs
    if let page = script.procedures.first {
      append(page.indices, of: 0, in: script, path: [(0, nil)])
    }
  }

  /// Appends pieces; `path` are the calls that lead here, each with its inside.
  private mutating func append(
    _ pieces: Range<Int>,
    of procedure: Int,
    in script: PageScript,
    path: [(procedure: Int, content: Range<Int>?)]
  ) {
    let contents = Self.contents(of: script.procedures[procedure], in: pieces)
    for index in pieces where !contents.contains(where: { $0.contains(index) }) {
      let place = PageScript.Place(procedure: procedure, piece: index)
      switch script.procedures[procedure][index] {
      case .text(let bytes): append(PageMark.hidden(in: bytes), .text, place)
      case .output(let number): append(PageMark.bytes(number ?? outputs.count), .output, place)
      case .branch: branches.append(text.count)
      case .conditionBegin:
        branches.append(text.count)
        openConditions.append(text.count)
      case .conditionEnd:
        branches.append(text.count)
        if let start = openConditions.popLast() { conditions.append(start..<text.count) }
      case .markdown(let number):
        guard script.writesMarkdown(number) else { continue }
        append(Array((specimen?.html ?? "").utf8), .markdown(number), place)
      case .content:
        guard let content = path.last?.content, path.count > 1 else { continue }
        let caller = path[path.count - 2].procedure
        let first = PageScript.Place(procedure: caller, piece: content.lowerBound)
        guard content.isEmpty || shown.insert(first).inserted else { continue }
        append(content, of: caller, in: script, path: path.dropLast())
      case .call(let callee, let content):
        // A partial that renders itself is shown once.
        guard callee < script.procedures.count, !path.contains(where: { $0.procedure == callee })
        else { continue }
        let inner = path + [(callee, content)]
        append(script.procedures[callee].indices, of: callee, in: script, path: inner)
      }
    }
  }

  /// The insides of the components called directly in these pieces: they are shown where the
  /// component shows them.
  private static func contents(
    of pieces: [PageScript.Piece],
    in range: Range<Int>
  ) -> [Range<Int>] {
    pieces[range].compactMap { if case .call(_, let content) = $0 { content } else { nil } }
  }

  private mutating func append(
    _ bytes: [UInt8],
    _ kind: Stretch.Kind,
    _ place: PageScript.Place
  ) {
    let start = text.count
    text += bytes
    stretches.append(Stretch(range: start..<text.count, place: place, kind: kind))
  }

  // MARK: Edits

  /// The edits by the pieces that they change.
  func edits(_ edits: [MarkupEdit]) -> PageEdits {
    var result = PageEdits()
    result.outputs = outputs
    for edit in edits where canBeWritten(edit.replacement) {
      if edit.range.isEmpty {
        insert(edit, into: &result)
      } else {
        replace(edit, into: &result)
      }
    }
    return result
  }

  /// Whether a replacement has only values that may be written elsewhere: not those of `cycle` and
  /// `increment`, which stay where they are with all that the edit would have changed.
  private func canBeWritten(_ replacement: String) -> Bool {
    PageMark.parts(of: replacement).allSatisfy {
      if case .value(let number) = $0 { outputs.indices.contains(number) } else { true }
    }
  }

  /// An insertion belongs to the text that ends or goes on there.
  private func insert(_ edit: MarkupEdit, into result: inout PageEdits) {
    let offset = edit.range.lowerBound
    let following = stretches[firstEnding(at: offset)...].lazy.filter(\.isChangeable)
    let here = following.prefix { $0.range.lowerBound <= offset }
    let chosen = here.first { $0.range.lowerBound < offset } ?? here.first ?? following.first
    guard let chosen else { return }
    let local = max(0, offset - chosen.range.lowerBound)
    switch chosen.kind {
    case .text: result.insert(edit.replacement, at: local, of: chosen.place)
    case .markdown(let number):
      result.style(edit.replacement, at: local, of: number, in: specimen)
    case .output: break
    }
  }

  private func replace(_ edit: MarkupEdit, into result: inout PageEdits) {
    var replacement = edit.replacement
    for stretch in stretches[firstEnding(at: edit.range.lowerBound)...] {
      if stretch.range.lowerBound >= edit.range.upperBound { break }
      let part = stretch.range.clamped(to: edit.range)
      guard !part.isEmpty else { continue }
      switch stretch.kind {
      case .text:
        let start = part.lowerBound - stretch.range.lowerBound
        result.replace(start..<(start + part.count), with: replacement, of: stretch.place)
        replacement = ""
      case .output: result.dropped.insert(stretch.place)
      case .markdown(let number):
        let end = part.upperBound - stretch.range.lowerBound
        result.style(replacement, at: end, of: number, in: specimen)
      }
    }
  }

  /// The first stretch that reaches as far as the offset.
  private func firstEnding(at offset: Int) -> Int {
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].range.upperBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What a rewriter changes of a page's pieces.
struct PageEdits {
  struct Change {
    let range: Range<Int>
    let replacement: String
  }

  private(set) var changes: [PageScript.Place: [Change]] = [:]
  /// The values that replacements may mention.
  fileprivate(set) var outputs: [PageScript.Output] = []
  /// Values that are not written any more.
  fileprivate(set) var dropped: Set<PageScript.Place> = []
  /// For each stretch of Markdown the styles of its elements, by their numbers.
  fileprivate(set) var styles: [Int: [Int: String]] = [:]

  fileprivate mutating func insert(_ text: String, at offset: Int, of place: PageScript.Place) {
    changes[place, default: []].append(Change(range: offset..<offset, replacement: text))
  }

  /// Takes the style attribute that is put into a tag of the specimen.
  fileprivate mutating func style(
    _ attribute: String,
    at offset: Int,
    of number: Int,
    in specimen: MarkdownSpecimen?
  ) {
    guard let element = specimen?.element(at: offset),
      let open = attribute.firstIndex(of: "\""), let close = attribute.lastIndex(of: "\""),
      open < close
    else { return }
    let value = String(attribute[attribute.index(after: open)..<close])
    styles[number, default: [:]][element] = value
  }

  fileprivate mutating func replace(
    _ range: Range<Int>,
    with text: String,
    of place: PageScript.Place
  ) {
    changes[place, default: []].append(Change(range: range, replacement: text))
  }
}

/// How values are shown in a draft: the noncharacters U+FDD0 and U+FDD1 with a number between them.
enum PageMark {
  private static let open: [UInt8] = [0xEF, 0xB7, 0x90]
  private static let close: [UInt8] = [0xEF, 0xB7, 0x91]

  static func bytes(_ number: Int) -> [UInt8] {
    open + Array("\(number)".utf8) + close
  }

  /// Text of the template, with U+FFFD, which is as long, for what would be taken for a mark.
  static func hidden(in text: [UInt8]) -> [UInt8] {
    var text = text
    for index in text.indices.dropLast(2)
    where text[index...].starts(with: open) || text[index...].starts(with: close) {
      text.replaceSubrange(index..<(index + open.count), with: [0xEF, 0xBF, 0xBD])
    }
    return text
  }

  /// A part of a text with marks.
  enum Part: Equatable {
    case text(String)
    case value(Int)
  }

  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Array(text.utf8)[...]
    while let start = index(of: open, in: rest), let end = index(of: close, in: rest[start...]),
      let number = Int(String(decoding: rest[(start + open.count)..<end], as: UTF8.self))
    {
      if start > rest.startIndex { parts.append(.text(string(rest[..<start]))) }
      parts.append(.value(number))
      rest = rest[(end + close.count)...]
    }
    if !rest.isEmpty { parts.append(.text(string(rest))) }
    return parts
  }

  private static func index(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: mark) }
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
