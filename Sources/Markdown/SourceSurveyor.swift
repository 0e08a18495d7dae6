/// Looks over a text, line by line.
struct SourceSurveyor {
  private let source: UnsafeBufferPointer<UInt8>
  private var result = SourceSurvey()
  private var index = 0
  private var number = 1
  private var marks = 0
  private var brackets = 0
  private var hasReferences = false
  private var cells = 0
  private var headerBytes = 0
  /// Where the stretch of lines without a blank one began.
  private var stretchStart = 0
  /// The columns of the widest table that may have begun in the stretch.
  private var tableColumns = 0

  init(source: UnsafeBufferPointer<UInt8>) { self.source = source }

  mutating func survey() throws(MarkdownFailure) -> SourceSurvey {
    while index < source.count {
      try readLine()
      number += 1
    }
    return result
  }

  private mutating func readLine() throws(MarkdownFailure) {
    var line = Line()
    readPrefix(&line)
    // A line of dashes, pipes and colons only makes the paragraph before it a table's header.
    let mayBeginTable = line.dashes > 0 && isAtLineEnd
    readRest(&line)
    takeLineEnd()

    if line.containers > SourceLimits.containers { throw .nestedTooDeeply(line: number) }
    if line.pipes > SourceLimits.columns { throw .tableTooBig(line: number) }
    if line.isBlank {
      stretchStart = index
      tableColumns = 0
      return
    }
    if mayBeginTable {
      result.mayHaveTable = true
      headerBytes += index - stretchStart
      tableColumns = max(tableColumns, line.pipes + 1)
    }
    if tableColumns > 0 { cells += tableColumns }
    if headerBytes > SourceLimits.headerBytes || cells > SourceLimits.cells {
      throw .tableTooBig(line: number)
    }
    if marks > SourceLimits.marks
      || hasReferences && brackets * source.count > SourceLimits.referredBytes
    {
      throw .tooIntricate(line: number)
    }
  }

  private struct Line {
    var containers = 0
    var pipes = 0
    var dashes = 0
    var isBlank = true
  }

  private var isAtLineEnd: Bool {
    index == source.count || source[index] == 0x0A || source[index] == 0x0D
  }

  /// A line feed, a carriage return, or both.
  private mutating func takeLineEnd() {
    if index < source.count, source[index] == 0x0D, isNext(0x0A, by: 1) { index += 1 }
    if index < source.count { index += 1 }
  }

  /// Reads what a line may begin with before its text, counting the quotes and lists.
  private mutating func readPrefix(_ line: inout Line) {
    while !isAtLineEnd {
      switch source[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: break
      case UInt8(ascii: ">"): line.containers += 1
      case UInt8(ascii: "-"):
        line.dashes += 1
        countMarker(&line)
      case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: ")"):
        countMarker(&line)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"): line.isBlank = false
      case UInt8(ascii: "|"):
        line.pipes += 1
        line.isBlank = false
      default: return
      }
      index += 1
    }
  }

  /// A list's marker has a space behind it, or nothing.
  private func countMarker(_ line: inout Line) {
    line.isBlank = false
    let next = index + 1
    if next == source.count || source[next] <= 0x20 { line.containers += 1 }
  }

  private mutating func readRest(_ line: inout Line) {
    if !isAtLineEnd { line.isBlank = false }
    while index < source.count {
      let byte = source[index]
      // Nearly all of a text is letters, which are behind all that counts but `|` and `~`.
      if byte > UInt8(ascii: "]") {
        if byte == UInt8(ascii: "|") { line.pipes += 1 }
        if byte == UInt8(ascii: "~") { result.hasTilde = true }
        index += 1
        continue
      }
      switch byte {
      case 0x0A, 0x0D: return
      case UInt8(ascii: "!"), UInt8(ascii: "?"):
        if isNext(UInt8(ascii: "["), by: 1) || isNext(UInt8(ascii: "<"), by: -1) { marks += 1 }
      case UInt8(ascii: "]"):
        brackets += 1
        if isNext(UInt8(ascii: ":"), by: 1) { hasReferences = true }
      default: break
      }
      index += 1
    }
  }

  private func isNext(_ byte: UInt8, by distance: Int) -> Bool {
    source.indices.contains(index + distance) && source[index + distance] == byte
  }
}
