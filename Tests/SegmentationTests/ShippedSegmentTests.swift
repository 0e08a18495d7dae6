import Diagnostics
import Foundation
import Loyalty
import Segmentation
import TestSupport
import Testing

/// The segments that ship with the demo shop.
@Suite struct ShippedSegmentTests {
  private static let folder = Folder.beside(#filePath)
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("segments")

  /// What the demo shop's data hold.
  private static let catalogue: Catalogue = {
    var catalogue = Catalogue()
    catalogue.categories = [
      "Romaner", "Deckare", "Barn och ungdom", "Kokböcker", "Biografier", "Historia", "Fantasy",
      "Poesi", "Hem och trädgård", "Presentkort",
    ]
    catalogue.cities = ["Stockholm", "Göteborg", "Malmö", "Uppsala", "Lund", "Umeå"]
    catalogue.languages = ["sv", "en"]
    return catalogue
  }()

  /// The demo shop's, as far as segments ask for it.
  private static let club = TestClub.rules(.spend, [("brons", 0), ("guld", 400_000)])

  @Test func theyHaveNoProblems() throws {
    let sources = try Folder.files(in: Self.folder, ending: ".yaml").map { file in
      SegmentSource(
        name: file.deletingPathExtension().lastPathComponent,
        text: try String(contentsOf: file, encoding: .utf8),
        file: "segments/\(file.lastPathComponent)"
      )
    }
    let (library, problems) = SegmentLibrary.read(
      sources,
      terms: TestTerms.terms(club: Self.club),
      catalogue: Self.catalogue
    )
    #expect(problems.isEmpty)
    #expect(library.names.count >= 10)
    for name in library.names {
      let segment = try #require(library.segment(named: name))
      #expect(segment.description != nil)
      #expect(segment.title != name)
    }
  }
}
