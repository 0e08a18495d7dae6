import Documents

/// The keys of an entry of `imports`.
enum ImportKeys {
  static let entry = KeyTable(
    "an import",
    [
      Key(
        "file",
        "a path such as `data/customers.csv`",
        .required,
        "The file; with `*` several, read in the order of their names as one. `.gz` is read as it is."
      ),
      Key(
        "as",
        "`customers`, `products`, `orders`, `order_lines` or `events`",
        .required,
        "What a row of the file is."
      ),
      Key(
        "columns",
        "for a column of ours: the file's header",
        .optional,
        "Which column is which, where the headers differ."
      ),
      Key(
        "values",
        "for a column of ours: what is written, and what it means",
        .optional,
        "Translates values, such as `{gender: {M: male}}`."
      ),
      Key(
        "defaults",
        "for a column of ours: a value",
        .optional,
        "What holds where the file says nothing."
      ),
      Key(
        "lookup",
        "for a column of ours: keys below",
        .optional,
        "Takes a value from another file.",
        keys: lookup
      ),
      Key(
        "date_format",
        "a pattern such as `M/d/yyyy H:mm`, or a list of them",
        .default("2026-11-22 or 2026-11-22 18:30"),
        "How dates are written, in the letters of Unicode TR35; several are tried in order."
      ),
      Key(
        "encoding",
        "`utf-8`, `utf-16`, `latin-1` or `windows-1252`",
        .default("utf-8"),
        "How the file's letters are stored."
      ),
      Key("delimiter", "`,` `;` `tab` or `|`", .default(","), "What stands between two columns."),
      Key("decimal", "`.` or `,`", .default("."), "What stands before the decimals of a number."),
      Key(
        "time_zone",
        "a time zone such as `Europe/London`",
        .default("the shop's"),
        "Where the file's clock was, for times without an offset."
      ),
    ]
  )

  static let lookup = KeyTable(
    "'lookup'",
    [
      Key("file", "a path", .required, "The other file."),
      Key("by", "a header", .required, "The column that both files have."),
      Key("take", "a header", .required, "The other file's column with the value."),
    ]
  )
}
