import CSV

/// A row of CSV as text, safe for spreadsheet programs.
enum CSVText {
  static func line(_ cells: [String]) -> String {
    var writer = CSVWriter()
    writer.row(cells)
    return String(decoding: writer.takeBytes(), as: UTF8.self)
  }
}
