import Mail

/// The one spelling of an address by which duplicates and suppressions are found.
final class EmailKeys {
  private let buffer = RowBuffer()

  /// Nil for what is no address.
  ///
  /// Valid until the next call.
  func key(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    switch shape(of: text) {
    case .lowerCase: return text
    case .upperCase:
      buffer.clear()
      for byte in text { buffer.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
      return buffer.bytes
    case .unusual:
      // What is no address has no key; why it is none does not matter here.
      let address = try? MailAddress(name: nil, address: String(decoding: text, as: UTF8.self))
      guard var key = address?.mailboxKey else { return nil }
      buffer.clear()
      key.withUTF8 { buffer.append($0) }
      return buffer.bytes
    }
  }

  private enum Shape {
    /// An address in ASCII without capitals: its own key.
    case lowerCase
    case upperCase
    /// No address, or one that needs the whole of `MailAddress`.
    case unusual
  }

  /// What a byte may be in an address that needs no more than a look at each byte.
  private enum Class {
    static let other: UInt8 = 0
    static let letter: UInt8 = 1
    static let capital: UInt8 = 2
    static let digit: UInt8 = 3
    static let hyphen: UInt8 = 4
    static let dot: UInt8 = 5
    /// `_` and `+`, before the @ only.
    static let sign: UInt8 = 6
    static let at: UInt8 = 7
  }

  private let classes: UnsafeMutablePointer<UInt8>

  init() {
    classes = .allocate(capacity: 256)
    classes.initialize(repeating: Class.other, count: 256)
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { classes[Int(byte)] = Class.letter }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { classes[Int(byte)] = Class.capital }
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { classes[Int(byte)] = Class.digit }
    classes[Int(UInt8(ascii: "-"))] = Class.hyphen
    classes[Int(UInt8(ascii: "."))] = Class.dot
    classes[Int(UInt8(ascii: "_"))] = Class.sign
    classes[Int(UInt8(ascii: "+"))] = Class.sign
    classes[Int(UInt8(ascii: "@"))] = Class.at
  }

  deinit { classes.deallocate() }

  /// Recognises most addresses: letters, digits, and a few signs before the @.
  private func shape(of text: UnsafeBufferPointer<UInt8>) -> Shape {
    guard (3...254).contains(text.count) else { return .unusual }
    var hasCapitals = false
    var previous = Class.dot
    var index = 0
    while index < text.count {
      let kind = classes[Int(text[index])]
      if kind == Class.at { break }
      if kind == Class.other || (kind == Class.dot && previous == kind) { return .unusual }
      if kind == Class.capital { hasCapitals = true }
      previous = kind
      index += 1
    }
    guard (1...64).contains(index), previous != Class.dot else { return .unusual }
    return isDomain(text, from: index + 1, &hasCapitals)
      ? (hasCapitals ? .upperCase : .lowerCase) : .unusual
  }

  /// Labels of letters, digits and single inner hyphens, the last of letters only.
  private func isDomain(
    _ text: UnsafeBufferPointer<UInt8>,
    from start: Int,
    _ hasCapitals: inout Bool
  ) -> Bool {
    var labelLength = 0
    var hasDot = false
    var isLetters = true
    var previous = Class.dot
    var index = start
    while index < text.count {
      let kind = classes[Int(text[index])]
      switch kind {
      case Class.letter: break
      case Class.capital: hasCapitals = true
      case Class.digit: isLetters = false
      case Class.hyphen:
        // `xn--` and other double hyphens are for those who know IDNA.
        if labelLength == 0 || previous == Class.hyphen { return false }
        isLetters = false
      case Class.dot:
        if labelLength == 0 || previous == Class.hyphen { return false }
        hasDot = true
        labelLength = -1
        isLetters = true
      default: return false
      }
      labelLength += 1
      if labelLength > 63 { return false }
      previous = kind
      index += 1
    }
    return hasDot && labelLength > 1 && isLetters
  }
}
