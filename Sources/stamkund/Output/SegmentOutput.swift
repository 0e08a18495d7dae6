import Campaigns
import Rainbow
import SQL
import Segmentation
import Shop
import Workspace

/// How segments are shown.
enum SegmentOutput {
  static func text(_ counts: [SegmentDesk.Count], width: Int) -> String {
    var table = Table([.text("SEGMENT"), .number("CUSTOMERS"), .number("REACHABLE"), .text("")])
    for count in counts {
      table.add([
        count.name, Figures.number(count.customers), Figures.number(count.reachable), count.title,
      ])
    }
    return counts.isEmpty ? "there are no segments yet\n" : table.rendered(width: width)
  }

  static func json(_ counts: [SegmentDesk.Count], in desk: SegmentDesk) -> JSONValue {
    [
      "as_of": JSONValue(desk.now, desk.project.configuration.calendar),
      "segments": JSONValue(counts) { count in
        [
          "name": .text(count.name), "title": .text(count.title),
          "customers": JSONValue(count.customers), "reachable": JSONValue(count.reachable),
        ]
      },
    ]
  }

  static func text(_ picture: SegmentDesk.Picture, width: Int) -> String {
    var text = picture.segment.title.bold + "\n"
    if let description = picture.segment.description { text += description + "\n" }
    let count = picture.count
    text += "\n\(Figures.number(count.customers)) customers, "
    text += "\(Figures.number(count.reachable)) of them reachable by e-mail\n\n"
    var table = Table([.text(""), .text("CONDITION"), .number("ALONE"), .number("SO FAR")])
    for step in picture.steps {
      table.add([
        step.meaning.group, step.meaning.meaning, Figures.number(step.alone),
        Figures.number(step.cumulative),
      ])
    }
    text += table.rendered(width: width)
    if !picture.sample.isEmpty {
      text += "\nfor example: \(picture.sample.joined(separator: ", "))\n"
    }
    return text
  }

  static func json(_ picture: SegmentDesk.Picture, in desk: SegmentDesk) -> JSONValue {
    [
      "name": .text(picture.count.name), "title": .text(picture.count.title),
      "as_of": JSONValue(desk.now, desk.project.configuration.calendar),
      "customers": JSONValue(picture.count.customers),
      "reachable": JSONValue(picture.count.reachable),
      "conditions": JSONValue(picture.steps) { step in
        [
          "group": .text(step.meaning.group), "text": .text(step.meaning.text),
          "meaning": .text(step.meaning.meaning), "alone": JSONValue(step.alone),
          "cumulative": JSONValue(step.cumulative),
        ]
      },
      "sample": JSONValue(picture.sample),
    ]
  }

  /// The statement with its values listed below as a comment: they are bound, never pasted.
  static func sql(_ query: (text: String, values: [SQLValue])) -> String {
    var text = query.text + ";\n"
    for (index, value) in query.values.enumerated() {
      text += "-- \(index + 1): \(words(value))\n"
    }
    return text
  }

  private static func words(_ value: SQLValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): "'\(text.split(whereSeparator: \.isNewline).joined(separator: " "))'"
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
}
