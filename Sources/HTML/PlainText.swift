/// HTML as text that reads well by itself: for the text part of a message, and for terminals.
package enum PlainText {
  /// The text of a page, wrapped at `width` columns, each line ended by a line feed.
  ///
  /// Headings are underlined, or styled where there is a style; lists have bullets and numbers;
  /// images are their alternative text. A link is followed by a number, and the targets stand at
  /// the end: the same target has the same number, and a link that says its target has none.
  /// Tables of data keep their columns, tables that only lay out (`role="presentation"`, or with
  /// tables or paragraphs in their cells) are read cell by cell. What is not displayed is left out.
  /// Words longer than a line stand on a line of their own. An empty page is empty text.
  package static func from(
    html: String,
    width: Int = 72,
    style: TextStyle = .plain
  ) -> String {
    let (blocks, targets) = BlockBuilder.read(html)
    var writer = TextWriter(width: max(20, width), style: style)
    for block in blocks { writer.write(block) }
    writer.write(targets: targets)
    return writer.text
  }
}
