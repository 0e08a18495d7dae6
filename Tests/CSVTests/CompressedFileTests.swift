import CSV
import Foundation
import TestSupport
import Testing

@Suite struct CompressedFileTests {
  /// `a,b⏎1,2⏎`, compressed by gzip.
  private static let gzip = Data(
    base64Encoded: "H4sIAAAAAAAC/0vUSeIy1DHiAgB7B5cKCAAAAA=="
  )

  @Test func gzipIsKnownByItsFirstBytes() throws {
    let bytes = Array(try #require(Self.gzip))
    try #expect(read(bytes: bytes).map(\.fields) == [["a", "b"], ["1", "2"]])
  }

  @Test func severalMembersAreOneFileAndWhatFollowsIsIgnored() throws {
    let member = Array(try #require(Self.gzip))
    let rows = try read(bytes: member + member + [1, 2, 3])
    #expect(rows.map(\.fields) == [["a", "b"], ["1", "2"], ["a", "b"], ["1", "2"]])
  }

  @Test func aFileThatIsCutSaysSo() throws {
    let bytes = Array(try #require(Self.gzip).dropLast(9))
    #expect(
      throws: CSVFailure.damagedCompression(file: "the text", reason: "the file ends too early")
    ) {
      try read(bytes: bytes)
    }
  }

  @Test func damageIsNoticed() throws {
    var bytes = Array(try #require(Self.gzip))
    bytes[12] ^= 0xFF
    #expect(throws: CSVFailure.self) { try read(bytes: bytes) }
  }
}
