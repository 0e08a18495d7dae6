package import Diagnostics

/// All segments of a workspace.
package struct SegmentLibrary: Sendable {
  private let segments: [String: Segment]
  /// The names of all files, by the alphabet, also of those with errors.
  package let allNames: [String]

  /// The names of the segments without errors, by the alphabet.
  package var names: [String] { segments.keys.sorted() }

  /// The segment of that name; nil where there is none, or where it or one that it refers to has
  /// errors.
  package func segment(named name: String) -> Segment? { segments[name] }

  /// Reads and checks all files; the problems are those of all files, by place.
  package static func read(
    _ sources: [SegmentSource],
    terms: ShopTerms,
    catalogue: Catalogue = .unknown
  ) -> (library: SegmentLibrary, problems: [Diagnostic]) {
    let names = CheckedNames(catalogue)
    var problems: [Diagnostic] = []
    var definitions: [SegmentDefinition] = []
    for source in sources {
      let (definition, found) = SegmentReader.read(source, terms: terms, names: names)
      problems += found
      if let definition { definitions.append(definition) }
    }
    let allNames = sources.map(\.name).sorted()
    let linker = SegmentLinker(definitions, allNames: allNames, terms: terms)
    let (linked, found) = linker.link()
    let segments = Dictionary(
      linked.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let library = SegmentLibrary(segments: segments, allNames: allNames)
    return (library, (problems + found).sortedByPlace())
  }
}
