import CGumbo

/// Where an element stands in the bytes that the tree was made of.
extension HTMLElement {
  struct Attribute {
    /// In lower case.
    let name: String
    /// Its entities resolved.
    let value: String
    /// Its name as it is written.
    let nameRange: Range<Int>
  }

  /// The start tag with its `<` and `>`; nil if the element is only implied.
  func startTag(in page: HTMLTree.Source) -> Range<Int>? {
    page.range(of: node.pointee.v.element.original_tag)
  }

  /// The tag that ended the element, which may be that of another; nil if it is only implied.
  func endTag(in page: HTMLTree.Source) -> Range<Int>? {
    page.range(of: node.pointee.v.element.original_end_tag)
  }

  /// Its attributes in order; those of a second `<body>` tag come with the first.
  func attributes(in page: HTMLTree.Source) -> [Attribute] {
    let attributes = node.pointee.v.element.attributes
    return (0..<Int(attributes.length)).compactMap { index in
      guard let attribute = attributes.data[index]?.assumingMemoryBound(to: GumboAttribute.self),
        let name = attribute.pointee.name,
        let value = attribute.pointee.value,
        let range = page.range(of: attribute.pointee.original_name)
      else { return nil }
      return Attribute(
        name: String(cString: name),
        value: String(cString: value),
        nameRange: range
      )
    }
  }

  /// In lower case; nil for those that HTML does not know.
  var standardName: String? {
    tag == GUMBO_TAG_UNKNOWN ? nil : String(cString: gumbo_normalized_tagname(tag))
  }

  /// Whether it is one of several that mis-nested tags make out of one start tag, and not the first.
  var isCopy: Bool {
    let copied =
      GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT.rawValue
      | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED.rawValue
    return node.pointee.parse_flags.rawValue & copied != 0
  }

  /// Whether it is HTML, and not in a drawing or a formula.
  var isHTML: Bool { node.pointee.v.element.tag_namespace == GUMBO_NAMESPACE_HTML }
}

extension HTMLTree {
  /// The bytes a tree was made of, valid as long as the tree.
  struct Source {
    let bytes: UnsafeBufferPointer<UInt8>

    /// nil for a piece that is empty or not of the page.
    func range(of piece: GumboStringPiece) -> Range<Int>? {
      guard let start = piece.data, let base = bytes.baseAddress, piece.length > 0 else {
        return nil
      }
      let offset = Int(bitPattern: start) - Int(bitPattern: base)
      guard offset >= 0, offset + piece.length <= bytes.count else { return nil }
      return offset..<offset + piece.length
    }
  }
}
