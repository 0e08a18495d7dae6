import CGumbo

/// What an element does to text.
enum ElementRole {
  /// Nothing: its text goes on in the line.
  case inline
  /// Starts a new line, and ends one.
  case line
  /// The same, with an empty line before and after it.
  case block
  case heading(level: Int)
  case list(isOrdered: Bool)
  case item
  case definition
  case quote
  case preformatted
  case table
  case caption
  case row
  case cell
  case lineBreak
  case rule
  case image
  case link
  case strong
  case emphasised
  /// Neither it nor anything in it is text.
  case skipped

  init(_ tag: GumboTag) {
    let index = Int(tag.rawValue)
    self = index < Self.byTag.count ? Self.byTag[index] : .inline
  }

  private static let byTag: [ElementRole] = {
    var roles = [ElementRole](repeating: .inline, count: Int(GUMBO_TAG_LAST.rawValue) + 1)
    func set(_ role: ElementRole, _ tags: GumboTag...) {
      for tag in tags { roles[Int(tag.rawValue)] = role }
    }
    set(
      .line,
      GUMBO_TAG_ADDRESS,
      GUMBO_TAG_ARTICLE,
      GUMBO_TAG_ASIDE,
      GUMBO_TAG_CENTER,
      GUMBO_TAG_DETAILS,
      GUMBO_TAG_DIV,
      GUMBO_TAG_DT,
      GUMBO_TAG_FIGCAPTION,
      GUMBO_TAG_FOOTER,
      GUMBO_TAG_FORM,
      GUMBO_TAG_HEADER,
      GUMBO_TAG_LEGEND,
      GUMBO_TAG_MAIN,
      GUMBO_TAG_NAV,
      GUMBO_TAG_SECTION,
      GUMBO_TAG_SUMMARY
    )
    set(
      .block,
      GUMBO_TAG_DL,
      GUMBO_TAG_FIELDSET,
      GUMBO_TAG_FIGURE,
      GUMBO_TAG_P
    )
    for (index, tag) in [
      GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,
    ].enumerated() {
      set(.heading(level: index + 1), tag)
    }
    set(.list(isOrdered: false), GUMBO_TAG_UL, GUMBO_TAG_MENU, GUMBO_TAG_DIR)
    set(.list(isOrdered: true), GUMBO_TAG_OL)
    set(.item, GUMBO_TAG_LI)
    set(.definition, GUMBO_TAG_DD)
    set(.quote, GUMBO_TAG_BLOCKQUOTE)
    set(.preformatted, GUMBO_TAG_PRE)
    set(.table, GUMBO_TAG_TABLE)
    set(.caption, GUMBO_TAG_CAPTION)
    set(.row, GUMBO_TAG_TR)
    set(.cell, GUMBO_TAG_TD, GUMBO_TAG_TH)
    set(.lineBreak, GUMBO_TAG_BR)
    set(.rule, GUMBO_TAG_HR)
    set(.image, GUMBO_TAG_IMG)
    set(.link, GUMBO_TAG_A)
    set(.strong, GUMBO_TAG_B, GUMBO_TAG_STRONG)
    set(.emphasised, GUMBO_TAG_EM, GUMBO_TAG_I)
    set(
      .skipped,
      GUMBO_TAG_AUDIO,
      GUMBO_TAG_CANVAS,
      GUMBO_TAG_HEAD,
      GUMBO_TAG_IFRAME,
      GUMBO_TAG_INPUT,
      GUMBO_TAG_MAP,
      GUMBO_TAG_NOSCRIPT,
      GUMBO_TAG_OBJECT,
      GUMBO_TAG_SCRIPT,
      GUMBO_TAG_SELECT,
      GUMBO_TAG_STYLE,
      GUMBO_TAG_SVG,
      GUMBO_TAG_TEMPLATE,
      GUMBO_TAG_TEXTAREA,
      GUMBO_TAG_TITLE,
      GUMBO_TAG_VIDEO
    )
    return roles
  }()
}
