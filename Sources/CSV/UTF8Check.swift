/// Whether bytes are text.
enum UTF8Check {
  case text
  case nul
  case invalid

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Check {
    if isPlainASCII(bytes) { return .text }
    if bytes.contains(0) { return .nul }
    return String(validating: bytes, as: UTF8.self) == nil ? .invalid : .text
  }

  /// Whether every byte is ASCII other than NUL.
  private static func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    var suspicious: UInt64 = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      suspicious |= word | (word &- 0x0101_0101_0101_0101)
      index += 8
    }
    while index < raw.count {
      if raw[index] == 0 { return false }
      suspicious |= UInt64(raw[index])
      index += 1
    }
    return suspicious & 0x8080_8080_8080_8080 == 0
  }
}
