import Liquid

/// Rewrites pages: tags get an attribute, and what stands between two `@` loses them.
struct Decorator: MarkupRewriter {
  func edits(of draft: MarkupDraft) -> [MarkupEdit] {
    let text = draft.text
    var edits: [MarkupEdit] = []
    var opening: Int?
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "@") {
        guard let start = opening else {
          opening = index
          continue
        }
        let inside = String(decoding: text[(start + 1)..<index], as: UTF8.self)
        edits.append(MarkupEdit(range: start..<(index + 1), replacement: inside))
        opening = nil
      } else if byte == UInt8(ascii: "<"), opening == nil, isLetter(index + 1, of: text) {
        edits.append(MarkupEdit(range: (index + 2)..<(index + 2), replacement: " style=k"))
      }
    }
    return edits
  }

  private func isLetter(_ index: Int, of text: [UInt8]) -> Bool {
    index < text.count && (0x61...0x7A).contains(text[index])
  }
}

/// Makes HTML of Markdown that has no marks of its own: only values are escaped.
struct PlainMarkdown: MarkdownWriter {
  var specimen: MarkdownSpecimen { MarkdownSpecimen(html: "<p></p><b></b>", offsets: [2, 9]) }

  func styled(_ styles: [String]) -> any MarkdownWriter { self }

  func html(from source: UnsafeBufferPointer<UInt8>) throws(MarkdownProblem) -> [UInt8] {
    var html = ""
    for scalar in String(decoding: source, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0xF0000: break
      case 0xF0001..<0xF0080: html += "&#\(scalar.value & 0x7F);"
      default: html.unicodeScalars.append(scalar)
      }
    }
    return Array(html.utf8)
  }
}
