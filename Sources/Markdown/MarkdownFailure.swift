/// Why a text was not converted; says nothing of what a customer's values are.
package enum MarkdownFailure: Error, Equatable, CustomStringConvertible {
  /// A link or an image has a value in its URL, which does not begin with one of four schemes.
  case linkScheme
  /// The author's own link or image begins with javascript:, vbscript: or data:.
  case scriptLink
  /// In the author's HTML a value stands where the name of a tag or of an attribute does.
  case valueInTag
  case tooLong(bytes: Int)
  case nestedTooDeeply(line: Int)
  case tableTooBig(line: Int)
  /// Too many images, comments or references to links.
  case tooIntricate(line: Int)
  /// The library that reads Markdown has no such extension.
  case missingExtension(String)

  package var description: String {
    switch self {
    case .linkScheme: "the link does not begin with http:, https:, mailto: or tel:"
    case .scriptLink: "the link begins with javascript:, vbscript: or data:"
    case .valueInTag: "a value stands in a tag outside of the attributes' values"
    case .tooLong(let bytes):
      "the Markdown has \(bytes) bytes, and at most \(SourceLimits.bytes) are converted"
    case .nestedTooDeeply(let line):
      "the Markdown begins more than \(SourceLimits.containers) quotes and lists in line \(line)"
    case .tableTooBig(let line): "the Markdown has too big a table in line \(line)"
    case .tooIntricate(let line):
      "the Markdown has too many images, comments or references up to line \(line)"
    case .missingExtension(let name): "libcmark-gfm has no extension '\(name)'"
    }
  }
}
