import SQL
import Testing

@Suite struct SQLQueryTests {
  @Test func valuesAreBoundAndNeverPasted() {
    let evil = "x'; DROP TABLE customers; --"
    let query: SQLQuery = "SELECT 1 FROM t WHERE a = \(evil) AND b IN (\(list: [1, 2]))"
    let sqlite = query.rendered(for: .sqlite)
    #expect(sqlite.text == "SELECT 1 FROM t WHERE a = ? AND b IN (?, ?)")
    #expect(sqlite.values == [.text(evil), .integer(1), .integer(2)])
    #expect(
      query.rendered(for: .postgresql).text == "SELECT 1 FROM t WHERE a = $1 AND b IN ($2, $3)"
    )
  }

  @Test func queriesNestWithTheirValuesInOrder() {
    let inner: SQLQuery = "b > \(2)"
    let outer: SQLQuery = "a = \(1) AND (\(inner)) AND c = \(String?.none)"
    #expect(outer.rendered(for: .postgresql).text == "a = $1 AND (b > $2) AND c = $3")
    #expect(outer.rendered(for: .sqlite).values == [.integer(1), .integer(2), .null])
  }

  @Test func identifiersAreQuotedByTheDialect() {
    let query: SQLQuery = "SELECT \(identifier: "a\"b") FROM t"
    #expect(query.rendered(for: .sqlite).text == "SELECT \"a\"\"b\" FROM t")
  }

  @Test func partsJoinWithASeparator() {
    let parts: [SQLQuery] = ["a = \(1)", "b = \(2)", "c"]
    let joined = parts.joined(by: " OR ").rendered(for: .postgresql)
    #expect(joined.text == "a = $1 OR b = $2 OR c")
    #expect(joined.values.count == 2)
  }
}

@Suite struct TextFoldingTests {
  @Test(arguments: [
    ("GÖTEBORG", "göteborg"), ("go\u{308}teborg", "göteborg"), ("Straße", "strasse"),
    ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("Stockholm", "stockholm"),
  ])
  func removesCaseAndKeepsAccents(text: String, folded: String) {
    #expect(TextFolding.casefold(text) == folded)
    #expect(TextFolding.casefold(folded) == folded)
  }

  @Test func accentsStillTellWordsApart() {
    #expect(TextFolding.casefold("Goteborg") != TextFolding.casefold("Göteborg"))
  }
}
