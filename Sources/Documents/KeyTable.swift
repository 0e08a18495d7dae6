/// The keys that one mapping may have, each told once: what readers accept is what the reference
/// page says.
///
///     KeyTable("'brand'", [
///       Key("sender", "an address", .required, "Who the e-mails are from."),
///       Key("colour", "a colour", .default("#333333"), "The colour of buttons."),
///     ])
package struct KeyTable: Sendable {
  /// The mapping in messages: `a campaign`.
  package let title: String
  package let keys: [Key]
  /// Keys that people try and that are refused on purpose, with what to write instead.
  package let refused: [String: String]

  package init(_ title: String, _ keys: [Key], refused: [String: String] = [:]) {
    self.title = title
    self.keys = keys
    self.refused = refused
  }

  package var names: [String] { keys.map(\.name) }
}

/// One key of a mapping, in words for the people who write it.
package struct Key: Sendable {
  /// Whether a key must be there, and what holds where it is not.
  package enum Presence: Hashable, Sendable {
    case required
    case optional
    /// The value of an absent key as it would be written, or what it is in words.
    case `default`(String)
  }

  package let name: String
  /// What the value is: `a colour such as #0a5c36`.
  package let type: String
  package let presence: Presence
  /// One sentence for a marketer.
  package let meaning: String
  /// The keys below it, where the value is a mapping or a list of mappings.
  package let keys: KeyTable?

  package init(
    _ name: String,
    _ type: String,
    _ presence: Presence,
    _ meaning: String,
    keys: KeyTable? = nil
  ) {
    self.name = name
    self.type = type
    self.presence = presence
    self.meaning = meaning
    self.keys = keys
  }
}
