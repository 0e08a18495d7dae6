import CMarkdown

/// A node of a tree, valid as long as its tree.
struct MarkdownNode: Equatable {
  enum Kind {
    case document
    case blockQuote, list, item, codeBlock, htmlBlock, paragraph, heading, rule
    case table, tableRow, tableCell
    case text, softBreak, lineBreak, code, htmlInline
    case emphasis, strong, strikethrough, link, image
    /// Nothing that the parser makes as it is used.
    case other
  }

  let pointer: UnsafeMutablePointer<cmark_node>

  init?(_ pointer: UnsafeMutablePointer<cmark_node>?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  var kind: Kind {
    let type = cmark_node_type(UInt32(pointer.pointee.type))
    switch type {
    case CMARK_NODE_TEXT: return .text
    case CMARK_NODE_SOFTBREAK: return .softBreak
    case CMARK_NODE_PARAGRAPH: return .paragraph
    case CMARK_NODE_STRONG: return .strong
    case CMARK_NODE_EMPH: return .emphasis
    case CMARK_NODE_LINK: return .link
    case CMARK_NODE_ITEM: return .item
    case CMARK_NODE_LIST: return .list
    case CMARK_NODE_HEADING: return .heading
    case CMARK_NODE_CODE: return .code
    case CMARK_NODE_IMAGE: return .image
    case CMARK_NODE_LINEBREAK: return .lineBreak
    case CMARK_NODE_HTML_INLINE: return .htmlInline
    case CMARK_NODE_HTML_BLOCK: return .htmlBlock
    case CMARK_NODE_BLOCK_QUOTE: return .blockQuote
    case CMARK_NODE_CODE_BLOCK: return .codeBlock
    case CMARK_NODE_THEMATIC_BREAK: return .rule
    case CMARK_NODE_DOCUMENT: return .document
    case stamkund_cmark_table_cell(): return .tableCell
    case stamkund_cmark_table_row(): return .tableRow
    case stamkund_cmark_table(): return .table
    case stamkund_cmark_strikethrough(): return .strikethrough
    default: return .other
    }
  }

  var parent: MarkdownNode? { MarkdownNode(pointer.pointee.parent) }

  /// What a node of text, code or HTML holds: UTF-8, in text with entities and escapes resolved.
  var literal: UnsafeBufferPointer<UInt8> { bytes(stamkund_cmark_literal(pointer)) }

  /// What stands behind a code block's fence up to the first space: the language.
  var language: UnsafeBufferPointer<UInt8> {
    let info = bytes(stamkund_cmark_info(pointer))
    let end = info.firstIndex { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return UnsafeBufferPointer(rebasing: info[..<(end ?? info.endIndex)])
  }

  /// Where a link leads, or where an image is.
  var url: UnsafeBufferPointer<UInt8> { bytes(stamkund_cmark_url(pointer)) }

  /// The title of a link or an image; empty when it has none.
  var title: UnsafeBufferPointer<UInt8> { bytes(stamkund_cmark_title(pointer)) }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

  /// A list's first number; nil when it has bullets.
  var firstNumber: Int? {
    guard cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST else { return nil }
    return Int(cmark_node_get_list_start(pointer))
  }

  /// Whether a list's items have no paragraphs.
  var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }

  var isHeaderRow: Bool { cmark_gfm_extensions_get_table_row_is_header(pointer) != 0 }

  /// For each column of a table `l`, `c`, `r` or zero.
  var alignments: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: cmark_gfm_extensions_get_table_alignments(pointer),
      count: Int(cmark_gfm_extensions_get_table_columns(pointer))
    )
  }

  private func bytes(_ chunk: cmark_chunk) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: chunk.data, count: Int(chunk.len))
  }
}
