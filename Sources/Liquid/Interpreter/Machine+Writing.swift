extension Machine {
  /// Writes a value; nothing is nothing, and a list is its elements.
  @inline(__always)
  mutating func write(_ value: Value, _ escape: Instruction.Escape) throws(Failure) {
    if value.tag == .string {
      if escape == .none || (value.isMarkup && escape == .html) {
        return try output.append(value.bytes, value.size)
      }
      if escape == .html { return try output.appendEscaped(value.bytes, value.size) }
    } else if value.tag == .integer {
      return try output.append(value.integer)
    } else if value.tag == .null {
      if escape == .markdown {
        try output.appendMarkdown(UnsafeBufferPointer(start: nil, count: 0))
      }
      return
    }
    try writeOther(value, escape, depth: 0)
  }

  private mutating func writeOther(
    _ value: Value,
    _ escape: Instruction.Escape,
    depth: Int
  ) throws(Failure) {
    switch value.tag {
    case .null, .blank, .empty: return
    case .string:
      switch escape {
      case .none: try output.append(value.utf8)
      case .html where value.isMarkup, .markdown where value.isMarkup:
        try output.append(value.utf8)
      case .markdown: try output.appendMarkdown(value.utf8)
      case .html: try output.appendEscaped(value.bytes, value.size)
      case .unquoted: try output.appendUnquoted(value.utf8, isMarkup: value.isMarkup)
      }
    case .array:
      guard depth < 100 else { throw Failure("lists are nested too deeply") }
      for element in value.elements { try writeOther(element, escape, depth: depth + 1) }
    case .integer: try output.append(value.integer)
    default: try writeOther(arena.string(ValueText.plain(value)), escape, depth: depth)
    }
  }

  /// Sends the accumulator through a filter and writes the result.
  mutating func writeFiltered(
    _ use: Int32,
    _ escape: Instruction.Escape,
    _ frame: Frame
  ) throws(Failure) {
    let call = tables.filters[use]
    guard call.filter.isFormatter else {
      try filter(use, frame)
      return try write(accumulator, escape)
    }
    let start = output.count
    let isWritten = try format(call, accumulator, frame)
    guard isWritten else { return try write(accumulator, escape) }
    guard escape != .none, needsEscaping(from: start, escape) else { return }
    let plain = try lift(from: start)
    try write(plain, escape)
  }

  private func needsEscaping(from start: Int, _ escape: Instruction.Escape) -> Bool {
    output.utf8(from: start).contains { byte in
      switch byte {
      case 0x26, 0x3C, 0x3E, 0x22, 0x27: true
      default:
        escape == .markdown
          || (escape == .unquoted && (byte <= 0x20 || byte == 0x3D || byte == 0x60))
      }
    }
  }

  /// Sends the accumulator through a filter.
  mutating func filter(_ use: Int32, _ frame: Frame) throws(Failure) {
    let call = tables.filters[use]
    if call.filter.isFormatter {
      let start = output.count
      if try format(call, accumulator, frame) { accumulator = try lift(from: start) }
      return
    }
    accumulator = try apply(call, accumulator, frame)
    try checkMemory()
  }

  /// An argument of a filter, or nil when it was not given.
  @inline(__always)
  mutating func argument(_ call: FilterUse, _ index: Int32, _ frame: Frame) -> Value? {
    guard index < call.argumentCount else { return nil }
    return value(tables.lists[call.firstArgument &+ index], frame)
  }

  /// A named argument of a filter, or nil when it was not given.
  mutating func keyword(_ call: FilterUse, _ name: StaticString, _ frame: Frame) -> Value? {
    for index in 0..<call.keywordCount {
      let known = tables.constants[tables.lists[call.firstKeyword + 2 * index]]
      if known.size == name.utf8CodeUnitCount,
        Bytes.equal(known.bytes, name.utf8Start, known.size)
      {
        return value(tables.lists[call.firstKeyword + 2 * index + 1], frame)
      }
    }
    return nil
  }

  // MARK: URLs

  /// A URL that a value begins must have one of four schemes; an empty one passes.
  func checkURL(_ start: Int) throws(Failure) {
    let written = output.utf8(from: min(start, output.count))
    var url = written[...]
    while let byte = url.first, byte <= 0x20 { url = url.dropFirst() }
    if url.isEmpty || Self.hasScheme(url, "http") || Self.hasScheme(url, "https")
      || Self.hasScheme(url, "mailto") || Self.hasScheme(url, "tel")
    {
      return
    }
    throw Failure("the link does not begin with http:, https:, mailto: or tel:")
  }

  /// Whether the scheme, in any case, and a colon stand at the beginning.
  @inline(__always)
  private static func hasScheme(
    _ url: Slice<UnsafeBufferPointer<UInt8>>,
    _ scheme: StaticString
  ) -> Bool {
    let length = scheme.utf8CodeUnitCount
    guard url.count > length, url[url.startIndex + length] == 0x3A else { return false }
    for index in 0..<length where url[url.startIndex + index] | 0x20 != scheme.utf8Start[index] {
      return false
    }
    return true
  }
}
