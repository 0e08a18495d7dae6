import Documents

/// The page that tells every key of every file, made from the tables that the files are read by.
package enum ReferencePage {
  package static func markdown() -> String {
    [
      opening,
      section("stamkund.yaml", "The shop.", ConfigurationKeys.file),
      section(
        "imports",
        "An entry of `imports` in `stamkund.yaml`; [importing.md](importing.md) has examples.",
        ImportKeys.entry
      ),
      columns,
      section(
        "offers/NAME.yaml",
        "What customers get; [offers.md](offers.md) has examples.",
        OfferKeys.file
      ),
      section(
        "campaigns/NAME.yaml",
        "Who gets what and when; [campaigns.md](campaigns.md) has examples.",
        CampaignKeys.file
      ),
    ].joined(separator: "\n")
  }

  private static let opening = """
    # Every key of every file

    This page is made from the program itself.

    | file | is | more |
    |---|---|---|
    | `stamkund.yaml` | the shop | below |
    | `segments/NAME.yaml` | who | [segments.md](segments.md) |
    | `offers/NAME.yaml` | what they get | [offers.md](offers.md) |
    | `Templates/NAME.html.liquid` | an e-mail | [templates.md](templates.md) |
    | `Templates/NAME.md.liquid` | an e-mail written in Markdown | |
    | `Templates/NAME.LANGUAGE.html.liquid` | the same in another language | |
    | `Templates/NAME.txt.liquid` | its text part, where it is not made from the HTML | |
    | `Templates/layouts/NAME.html.liquid` | what e-mails are put into | |
    | `Templates/components/NAME.liquid` | a tag of your own, or in place of a shipped one | [components.md](components.md) |
    | `Templates/partials/NAME.liquid` | a part of e-mails | |
    | `Templates/locales/LANGUAGE.yaml` | words for the filter `translate` | |
    | `campaigns/NAME.yaml` | who, what and when | [campaigns.md](campaigns.md) |

    A name in one of these files is another file's name without its endings. Names have letters,
    digits, `-` and `_`. Files are UTF-8 and at most 1 MB.

    A key that is not here is an error, so that a slip of the pen never changes who is mailed.
    “Required” below a key that may be left out means: required where that key is there.

    """

  private static func section(_ title: String, _ introduction: String, _ table: KeyTable) -> String
  {
    var lines = ["## \(title)", "", introduction, ""]
    lines += ["| key | value | left out | meaning |", "|---|---|---|---|"]
    lines += rows(table, under: "")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(_ table: KeyTable, under prefix: String) -> [String] {
    table.keys.flatMap { key -> [String] in
      let name = prefix + key.name
      let cells = ["`\(name)`", key.type, leftOut(key.presence), key.meaning]
      let row = "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
      return [row] + (key.keys.map { rows($0, under: name + ".") } ?? [])
    }
  }

  private static func leftOut(_ presence: Key.Presence) -> String {
    switch presence {
    case .required: "required"
    case .optional: ""
    case .default(let value): value
    }
  }

  private static var columns: String {
    var lines = [
      "### Columns", "",
      "What `columns`, `values`, `defaults` and `lookup` may name, by `as`.", "",
      "| as | columns | besides |", "|---|---|---|",
    ]
    for kind in ImportSource.Kind.allCases {
      let names = kind.columns.map { "`\($0)`" }.joined(separator: ", ")
      lines.append("| `\(kind.rawValue)` | \(names) | \(others(kind)) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func others(_ kind: ImportSource.Kind) -> String {
    switch kind {
    case .customers: "`custom.NAME` for a column of your own"
    case .orderLines: "`customer.custom.NAME`"
    case .products, .orders, .events: ""
    }
  }
}
