import CGumbo

extension HTMLElement {
  /// Whether a mail program shows nothing of it, as with the preheader of many e-mails.
  var isHidden: Bool {
    guard hasAttributes else { return false }
    return attribute("hidden") != nil || declares(Self.hiding)
  }

  /// Whether its text stands at the right.
  var isRightAligned: Bool {
    guard hasAttributes else { return false }
    return attribute("align")?.lowercased() == "right" || declares(Self.rightAligning)
  }

  var isHeaderCell: Bool { tag == GUMBO_TAG_TH }

  /// How many columns a cell takes; a number beyond reason is cut.
  var columns: Int {
    guard let span = attribute("colspan").flatMap({ Int($0) }) else { return 1 }
    return max(1, min(span, 20))
  }

  /// Whether it is a table of data: rows that belong together, and not a means of layout.
  var isDataTable: Bool {
    if let role = attribute("role")?.lowercased(), role == "presentation" || role == "none" {
      return false
    }
    var hasHeader = false
    var hasBlocks = false
    var hasTable = false
    var cells = 0
    var rows = 0
    forEachDescendant { element in
      switch ElementRole(element.tag) {
      case .table: hasTable = true
      case .row: rows += 1
      case .cell:
        cells += 1
        if element.isHeaderCell { hasHeader = true }
      case .caption: hasHeader = true
      case .line, .block, .heading, .list, .image: hasBlocks = true
      default: break
      }
      return !hasTable
    }
    return !hasTable && (hasHeader || !hasBlocks && cells > rows)
  }

  private static let hiding = [
    "display:none", "visibility:hidden", "mso-hide:all", "max-height:0", "max-height:0px",
    "opacity:0",
  ].map { Array($0.utf8) }

  private static let rightAligning = ["text-align:right", "text-align:end"].map { Array($0.utf8) }

  private static let important = Array("!important".utf8)

  /// Whether its style attribute has one of the declarations, which are in lower case and without
  /// spaces.
  private func declares(_ wanted: [[UInt8]]) -> Bool {
    guard let style = attribute("style") else { return false }
    var compact: [UInt8] = []
    compact.reserveCapacity(style.utf8.count)
    for byte in style.utf8 where byte > 0x20 {
      compact.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return compact.split(separator: UInt8(ascii: ";")).contains { declaration in
      wanted.contains { wanted in
        guard declaration.starts(with: wanted) else { return false }
        let rest = declaration.dropFirst(wanted.count)
        return rest.isEmpty || rest.elementsEqual(Self.important)
      }
    }
  }
}
