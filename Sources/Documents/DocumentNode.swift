package import Diagnostics

/// A piece of a YAML file with its place.
package struct DocumentNode: Sendable {
  package enum Content: Sendable {
    case scalar(DocumentScalar)
    case mapping([DocumentEntry])
    case sequence([DocumentNode])
  }

  package let content: Content
  package let location: SourceLocation

  /// What it is, in words for a message: `a mapping`.
  package var kind: String {
    switch content {
    case .scalar(let scalar): scalar.isNull ? "nothing" : "a value"
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }
}

/// A single value as it was written.
///
/// Types are the reader's business: `NO` is a country to one key
/// and a refusal to another.
package struct DocumentScalar: Sendable {
  package let text: String
  /// Whether it stands without quotes.
  package let isPlain: Bool
  /// The place of the text's first character: after an opening quote.
  package let location: SourceLocation
  /// Whether character n of the text stands n places right of the first: false for blocks, folded
  /// lines and text with escapes, where problems are shown at the beginning.
  package let isVerbatim: Bool

  /// Empty without quotes, `~` or `null`.
  package var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }

  /// The place of a part of the text, counted in Unicode scalars from its beginning.
  package func location(offset: Int, length: Int) -> SourceLocation {
    isVerbatim ? location.advanced(by: offset, length: length) : location
  }
}

/// One key of a mapping with its value.
package struct DocumentEntry: Sendable {
  package let key: String
  package let keyLocation: SourceLocation
  package let value: DocumentNode
}
