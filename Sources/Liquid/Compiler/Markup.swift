/// How text is marked up, and so how a value in it must be written.
enum Markup {
  case none
  case html
  case markdown
}

extension Escaping {
  /// The markup of a page whose values are written so.
  var markup: Markup {
    switch self {
    case .html: .html
    case .markdown: .markdown
    case .none, .line: .none
    }
  }
}
