/// Changes a page's markup once, before it is compiled for good: inlines its styles.
package protocol MarkupRewriter: Sendable {
  /// What to change: stretches of the draft's text, in their order, none over another.
  func edits(of draft: MarkupDraft) -> [MarkupEdit]
}

/// All the text that a page writes, with its layout, partials and components, in the order of the
/// page.
package struct MarkupDraft: Sendable {
  /// The page as UTF-8.
  ///
  /// A value that each render writes is U+FDD0, a number and U+FDD1; so it may stand in a
  /// replacement, too, and the value is written there. Where Liquid tags stand is nothing.
  package let text: [UInt8]
  /// Offsets where a condition, a case or a loop begins, ends or has another branch.
  package let branches: [Int]
  /// What is not written for everybody: the insides of conditions and loops, inner ones first.
  package let conditions: [Range<Int>]
  /// The style sheets of the components, in the order of their first use.
  package let stylesheets: [String]
  /// Whether renders write elements that are not in the text.
  package let hasHiddenMarkup: Bool
}

/// Text to put in the place of a part of a draft.
package struct MarkupEdit: Hashable, Sendable {
  /// Byte offsets; an empty range is an insertion.
  package let range: Range<Int>
  package let replacement: String

  package init(range: Range<Int>, replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

/// Makes HTML of Markdown.
package protocol MarkdownWriter: Sendable {
  var specimen: MarkdownSpecimen { get }

  /// The same writer with a style attribute for each of the specimen's elements; an empty text is
  /// none.
  func styled(_ styles: [String]) -> any MarkdownWriter

  /// HTML of UTF-8 in which every byte of a value that could mean something is one scalar:
  /// U+F0000 and the byte. Values stand between two U+F0000.
  func html(from source: UnsafeBufferPointer<UInt8>) throws(MarkdownProblem) -> [UInt8]
}

/// One of each element that a Markdown writer makes, for the style sheets to be applied to.
package struct MarkdownSpecimen: Sendable {
  package let html: String
  /// For each element the offset after its tag's name.
  package let offsets: [Int]

  package init(html: String, offsets: [Int]) {
    self.html = html
    self.offsets = offsets
  }

  /// The element whose start tag holds this offset behind its name.
  func element(at offset: Int) -> Int? {
    let bytes = Array(html.utf8)
    return offsets.firstIndex { start in
      start <= offset && offset <= bytes.count && !bytes[start..<offset].contains(0x3E)
    }
  }
}

/// Why Markdown has no HTML; without anything of the customer's in it.
package struct MarkdownProblem: Error {
  package let message: String

  package init(_ message: String) { self.message = message }
}
