package import Documents

/// The keys of a segment's file.
package enum SegmentKeys {
  package static let segment = KeyTable(
    "a segment",
    [
      Key("name", "a text", .default("the file's name"), "What people call the segment."),
      Key("description", "a text", .optional, "Who they are, in a sentence."),
    ] + groups + [
      Key(
        "limit",
        "a ranking such as top 500 by spent in last 12 months",
        .optional,
        "Keeps only the first of the members."
      )
    ]
  )

  /// A group within a group.
  package static let group = KeyTable("a group", groups)

  private static let groups = [
    Key("all", "conditions and groups", .optional, "A member passes every one of these."),
    Key("any", "conditions and groups", .optional, "A member passes at least one of these."),
    Key("none", "conditions and groups", .optional, "A member passes none of these."),
  ]
}
