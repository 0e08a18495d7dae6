/// Values as text.
enum ValueText {
  /// A decimal as Liquid writes it: `4.0`, `1.0e+20`.
  static func decimal(_ number: Double) -> String {
    let text = number.description
    guard let exponent = text.firstIndex(of: "e") else {
      return text == "inf" ? "Infinity" : text == "-inf" ? "-Infinity" : text
    }
    let mantissa = text[..<exponent]
    return (mantissa.contains(".") ? String(mantissa) : mantissa + ".0") + text[exponent...]
  }

  /// The value as a string filter sees it: lists and objects as they would be inspected.
  static func plain(_ value: Value) -> String {
    switch value.tag {
    case .null, .blank, .empty: ""
    case .bool: value.bool ? "true" : "false"
    case .integer: String(value.integer)
    case .decimal: decimal(value.decimal)
    case .string: value.text
    case .array, .object: inspected(value)
    case .range: "\(value.bounds.first)..\(value.bounds.last)"
    case .instant: instant(value.integer)
    case .day: day(CalendarDate(daysSince1970: value.integer))
    case .loop: "forloop"
    case .rowLoop: "tablerowloop"
    }
  }

  /// Liquid's form of lists and objects inside text: `{"a"=>[1, nil]}`.
  private static func inspected(_ value: Value, depth: Int = 0) -> String {
    guard depth < 100 else { return "…" }
    switch value.tag {
    case .null: return "nil"
    case .string: return quoted(value.text)
    case .array:
      let elements = value.elements.map { inspected($0, depth: depth + 1) }
      return "[" + elements.joined(separator: ", ") + "]"
    case .object:
      let fields = value.entries.map { entry in
        quoted(Symbol(record: entry.key).name) + "=>" + inspected(entry.value, depth: depth + 1)
      }
      return "{" + fields.joined(separator: ", ") + "}"
    default: return plain(value)
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func day(_ date: CalendarDate) -> String {
    "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  /// In UTC: `2026-11-22 09:30:00 UTC`.
  private static func instant(_ milliseconds: Int64) -> String {
    let seconds = milliseconds.floorDivided(by: 1_000)
    let days = seconds.floorDivided(by: 86_400)
    let time = Int(seconds - days * 86_400)
    let date = day(CalendarDate(daysSince1970: days))
    let clock = [time / 3_600, time / 60 % 60, time % 60].map { padded($0, 2) }
    return date + " " + clock.joined(separator: ":") + " UTC"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// Division that rounds down, also below zero.
  func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
