import CSV
import Diagnostics

/// A row of CSV as text, safe for spreadsheet programs.
enum CSVText {
  static func line(_ cells: [String]) -> String {
    var writer = CSVWriter()
    // A file gets the data as they are; a terminal must not be steered by them.
    writer.row(Terminal.isForPeople ? cells.map(TerminalText.withoutControls) : cells)
    return String(decoding: writer.takeBytes(), as: UTF8.self)
  }
}
