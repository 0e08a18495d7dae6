/// Turns Markdown (GitHub's: CommonMark with tables and strikethrough) into HTML for an e-mail.
///
/// Made once for a template and used for each message, on any thread. Customers' values in the
/// text can add no markup: see `ValueByte`. HTML in the text is the template's author's own and
/// stands in the result as it is, without styles.
package struct MarkdownConverter: Sendable {
  private let tags: ElementTags

  /// - Parameter styles: The CSS of each element by its raw value, as it stands between the quotes
  ///   of a `style` attribute; an empty text, or none where the array ends, is no style.
  package init(styles: [String] = []) {
    tags = ElementTags(styles: styles)
  }

  /// The HTML of a text: UTF-8, and UTF-8 again.
  ///
  /// Without styles and values it is byte for byte what cmark-gfm writes. A text that would take
  /// the parser long is refused, and so is a link that a value could lead anywhere: one with a
  /// value in it must begin with http:, https:, mailto: or tel:, and the author's own with
  /// anything but javascript:, vbscript: or data:.
  package func html(
    from source: UnsafeBufferPointer<UInt8>
  ) throws(MarkdownFailure) -> [UInt8] {
    let tree = try MarkdownTree(source, SourceSurvey.of(source))
    var writer = HTMLWriter(tags: tags, capacity: source.count * 4)
    try tree.walk { (event, node) throws(MarkdownFailure) in
      switch event {
      case .enter: try writer.enter(node)
      case .leave: try writer.leave(node)
      }
    }
    return writer.output.bytes
  }

  /// A page with each element once, nested as in a page that is converted, without text: for style
  /// sheets to be applied to.
  ///
  /// `offsets` has for each element, by its raw value, the byte offset behind its tag's name.
  package static let specimen = Specimen.make()
}
