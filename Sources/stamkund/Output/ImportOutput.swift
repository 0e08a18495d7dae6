import Store
import Workspace

/// What an import did.
enum ImportOutput {
  static func json(_ report: ImportReport) -> JSONValue {
    [
      "files": JSONValue(report.files) { file in
        [
          "file": .text(file.file), "as": .text(file.kind.rawValue),
          "read": JSONValue(file.read), "inserted": JSONValue(file.inserted),
          "updated": JSONValue(file.updated), "unchanged": JSONValue(file.unchanged),
          "rejected": JSONValue(file.rejected),
        ]
      },
      "reject_file": JSONValue(report.rejectFile),
    ]
  }

  static func text(_ report: ImportReport) -> String {
    // Where something is wrong with the files themselves, nothing was imported.
    guard !report.files.isEmpty else { return "" }
    var table = Table([
      .text("FILE"), .text("AS"), .number("READ"), .number("NEW"), .number("CHANGED"),
      .number("SAME"), .number("REJECTED"),
    ])
    for file in report.files {
      table.add([
        file.file, file.kind.rawValue, Figures.number(file.read), Figures.number(file.inserted),
        Figures.number(file.updated), Figures.number(file.unchanged),
        Figures.number(file.rejected),
      ])
    }
    let text = table.rendered(width: Terminal.width)
    guard let rejects = report.rejectFile else { return text }
    return text + "\n\(Figures.number(report.rejected)) rows rejected: see \(rejects)\n"
  }
}
