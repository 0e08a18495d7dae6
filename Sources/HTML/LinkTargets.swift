/// Where the links of a page lead: each target once, numbered from 1.
struct LinkTargets {
  private(set) var all: [String] = []
  private var numbers: [String: Int] = [:]

  /// The target's number, a new one when it is new.
  mutating func number(of target: String) -> Int {
    if let number = numbers[target] { return number }
    all.append(target)
    numbers[target] = all.count
    return all.count
  }

  /// Where the link leads; nil for one that leads nowhere outside the message.
  static func target(of link: HTMLElement) -> String? {
    guard let address = link.attribute("href") else { return nil }
    // No address has white space or control characters in it; both would break the line.
    let isClean = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let target = isClean ? address : InlineText.visible(address).filter { !$0.isWhitespace }
    let isInside = target.hasPrefix("#") || target.lowercased().hasPrefix("javascript:")
    return target.isEmpty || isInside ? nil : target
  }

  /// Whether the text is the target itself, so that a footnote would only say it again.
  static func says(_ text: String, _ target: String) -> Bool {
    func bare(_ text: String) -> Substring {
      var bare = text.lowercased()[...]
      for prefix in ["mailto:", "tel:", "https://", "http://", "www."]
      where bare.hasPrefix(prefix) {
        bare = bare.dropFirst(prefix.count)
      }
      return bare.hasSuffix("/") ? bare.dropLast() : bare
    }
    return bare(text) == bare(target)
  }
}
