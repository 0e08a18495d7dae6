/// One HTML page as it is written, top to bottom.
///
/// Text and attribute values are escaped here, so that nothing that a shop or a customer wrote is
/// ever markup.
struct Page {
  private(set) var html = ""

  init(language: String, title: String, style: PageStyle) {
    html.reserveCapacity(4_096 + style.text.utf8.count)
    html += "<!doctype html>\n<html lang=\""
    text(language)
    html += "\"><head><meta charset=\"utf-8\">"
    html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
    text(title)
    html += "</title><style>"
    html += style.text
    html += "</style></head>\n<body><main>\n"
  }

  /// Adds an element with text in it.
  mutating func element(_ name: String, _ words: String, _ attributes: (String, String)...) {
    open(name, attributes)
    text(words)
    close(name)
  }

  /// Adds an element with what the closure adds in it.
  mutating func element(
    _ name: String,
    _ attributes: (String, String)...,
    content: (inout Page) -> Void
  ) {
    open(name, attributes)
    html += "\n"
    content(&self)
    close(name)
  }

  /// Adds an element that has no content.
  mutating func void(_ name: String, _ attributes: (String, String)...) {
    open(name, attributes)
    html += "\n"
  }

  /// The page with its end.
  func finished() -> String { html + "</main></body></html>\n" }

  private mutating func open(_ name: String, _ attributes: [(String, String)]) {
    html += "<"
    html += name
    for (attribute, value) in attributes {
      html += " "
      html += attribute
      html += "=\""
      text(value)
      html += "\""
    }
    html += ">"
  }

  private mutating func close(_ name: String) {
    html += "</"
    html += name
    html += ">\n"
  }

  private mutating func text(_ words: String) {
    let isPlain = !words.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        true
      default: false
      }
    }
    if isPlain {
      html += words
      return
    }
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }
}
