import Diagnostics
import Documents
import Testing

@Suite struct DocumentReaderTests {
  private func problems(_ text: String) -> [String] {
    DocumentReader.read(text, file: "f.yaml").1.map {
      "\($0.location.line):\($0.location.column) \($0.code)"
    }
  }

  @Test func keepsPlacesOfKeysValuesAndPartsOfValues() throws {
    let (root, problems) = DocumentReader.read("a: 1\nå b:\n  - \"x y\"\n", file: "f.yaml")
    #expect(problems.isEmpty)
    guard case .mapping(let entries) = try #require(root).content,
      case .sequence(let items) = entries[1].value.content,
      case .scalar(let scalar) = items[0].content
    else {
      Issue.record("not the expected shape")
      return
    }
    #expect(entries[1].key == "å b")
    #expect(entries[1].keyLocation == SourceLocation(file: "f.yaml", line: 2, column: 1, length: 3))
    #expect(scalar.location(offset: 2, length: 1).column == 8)
  }

  @Test func typesAreNotGuessed() throws {
    let (root, _) = DocumentReader.read("country: NO\ntime: 12:30:00\nn: 1_000\n", file: "f")
    guard case .mapping(let entries) = try #require(root).content else { return }
    let texts = entries.map { entry -> String in
      guard case .scalar(let scalar) = entry.value.content else { return "" }
      return scalar.text
    }
    #expect(texts == ["NO", "12:30:00", "1_000"])
  }

  @Test func anEmptyFileHasNoRootAndNoProblem() {
    let (root, problems) = DocumentReader.read("# nothing yet\n", file: "f")
    #expect(root == nil)
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key"),
    ("a: [1, 2\n", "2:1 syntax"),
    ("a:\n\t- b\n", "2:1 syntax"),
    ("a: b: c\n", "1:5 syntax"),
    ("a: &x 1\nb: *x\n", "1:4 alias"),
    ("? [a]\n: b\n", "1:3 bad-key"),
    ("a: \u{1}b\n", "1:4 syntax"),
    ("a: 1\n---\nb: 2\n", "2:1 syntax"),
  ])
  func refusesWithThePlace(text: String, expected: String) {
    #expect(problems(text).first == expected)
  }

  @Test func aliasBombsEndAtOnce() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let references = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(references)]\n"
    }
    #expect(problems(text).contains { $0.hasSuffix("alias") })
  }

  @Test func aHundredThousandBracketsAreAnErrorNotACrash() {
    #expect(!problems(String(repeating: "[", count: 100_000)).isEmpty)
    let nested = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(problems("a: \(nested)").contains { $0.hasSuffix("too-large") })
  }
}

@Suite struct MappingReaderTests {
  private func reader(_ text: String, known: [String]) throws -> MappingReader {
    let root = try #require(DocumentReader.read(text, file: "f").0)
    return MappingReader(root, called: "a shop", known: known)
  }

  @Test func anUnknownKeyIsAnErrorWithTheNearestName() throws {
    let keys = try reader("nmae: x\n", known: ["name", "colour"])
    #expect(keys.problems.first?.code == "unknown-key")
    #expect(keys.problems.first?.help == "did you mean 'name'?")
  }

  @Test func aMissingKeyIsTold() throws {
    var keys = try reader("name:\n", known: ["name"])
    #expect(keys.requiredText("name") == nil)
    #expect(keys.problems.map(\.code) == ["missing-key"])
  }

  @Test func aListWhereAMappingIsWantedIsToldOnce() throws {
    var keys = try reader("- a\n", known: ["name"])
    #expect(keys.requiredText("name") == nil)
    #expect(keys.problems.map(\.code) == ["wrong-kind"])
  }

  @Test func readsFlagsNumbersChoicesAndLists() throws {
    var keys = try reader(
      "a: yes\nb: 7\nc: red\nd: x\ne: [1, 2]\n",
      known: ["a", "b", "c", "d", "e"]
    )
    #expect(keys.flag("a")?.value == true)
    #expect(keys.integer("b", in: 1...9)?.value == 7)
    #expect(keys.integer("b", in: 1...6) == nil)
    #expect(keys.choice("c", among: ["reed", "blue"]) == nil)
    #expect(keys.texts("d").map(\.value) == ["x"])
    #expect(keys.texts("e").map(\.value) == ["1", "2"])
    #expect(keys.problems.map(\.code) == ["bad-value", "bad-value"])
  }
}

@Suite struct KeyTableTests {
  private static let table = KeyTable(
    "'brand'",
    [
      Key("sender", "an address", .required, "Who it is from."),
      Key("parts", "a list", .optional, "Parts.", keys: KeyTable("a part", [])),
      Key("free", "a mapping", .optional, "Anything."),
      Key("later", "a text", .optional, "Left out."),
    ],
    refused: ["from": "write 'sender'"]
  )

  private func reader(_ text: String) throws -> MappingReader {
    MappingReader(try #require(DocumentReader.read(text, file: "f").0), Self.table)
  }

  @Test func aTablesKeysAreKnownAndOthersAreNot() throws {
    let keys = try reader("sendr: a\nfrom: b\nlater: c\nsender: d\n")
    #expect(keys.problems.map(\.code) == ["unknown-key", "unknown-key"])
    #expect(keys.problems.allSatisfy { $0.severity == .error })
    #expect(keys.problems[0].help == "did you mean 'sender'?")
    #expect(keys.problems[1].help == "write 'sender'")
  }

  @Test func aValueIsReadByItsOwnRule() throws {
    var keys = try reader("sender: 7\nfree: x\n")
    #expect(keys.value("sender", "a number") { Int($0) }?.value == 7)
    #expect(keys.value("free", "a number", help: "write 7") { Int($0) } == nil)
    #expect(keys.value("later", "a number") { Int($0) } == nil)
    #expect(keys.problems.map(\.message) == ["'free' is a number, not 'x'"])
    #expect(keys.problems.map(\.help) == ["write 7"])
  }

  @Test func mappingsBelowAKeyHaveTablesOfTheirOwn() throws {
    var keys = try reader("parts: [{a: 1}, {}]\nfree: {b: 2, c: 3}\nsender: x\n")
    let part = KeyTable("a part", [])
    #expect(keys.mappings("parts", part).map(\.problems.count) == [1, 0])
    #expect(keys.mapping("later", part) == nil)
    #expect(keys.entries("free").map(\.key) == ["b", "c"])
    #expect(keys.entries("sender").isEmpty)
    #expect(keys.problems.map(\.code) == ["wrong-kind"])
  }
}
