import Diagnostics
import Foundation
import SQL
import Shop
import Store
import Testing
import Workspace

@Suite struct ImportProblemTests {
  @Test func aMissingFileOrColumnImportsNothing() async throws {
    try await withFixture { shop in
      try shop.write("customers.csv", "KundID,namn\n1,Bo\n")
      try shop.write("products.csv", "sku\nA\n")
      let place = SourceLocation(file: "stamkund.yaml", line: 9, column: 5)
      func source(_ kind: ImportSource.Kind, _ files: String, _ columns: [String: String] = [:])
        throws
        -> ImportSource
      {
        ImportSource(
          kind: kind,
          files: files,
          columns: columns,
          calendar: try ImportFixture.stockholm(),
          location: place
        )
      }
      let report = try await shop.load([
        try source(.customers, "customers.csv", ["id": "KundId", "city": "Ort"]),
        try source(.products, "products.csv"),
        try source(.orders, "orders-*.csv"),
      ])
      #expect(report.files.isEmpty)
      #expect(
        report.problems.map(\.message) == [
          "there is no column 'KundId'", "there is no column 'Ort'", "there is no column 'id'",
          "no file matches 'orders-*.csv'",
        ]
      )
      #expect(report.problems.first?.help == "did you mean 'KundID'?")
      #expect(report.problems.last?.location == place)
      try #expect(shop.store.counts().products == 0)
    }
  }

  @Test func anEmptyFileHasNoHeader() async throws {
    try await withFixture { shop in
      let report = try await shop.load(.customers, "")
      #expect(report.problems.map(\.message) == ["the file has no header"])
    }
  }

  @Test func twoColumnsOfOneNameAreRefusedWhereTheyMatter() async throws {
    try await withFixture { shop in
      let report = try await shop.load(.customers, "id,a,a\n1,2,3\n")
      #expect(report.problems.map(\.message) == ["there are 2 columns 'a'"])
      try await #expect(shop.load(.products, "sku,a,a\n1,2,3\n").problems.isEmpty)
    }
  }

  @Test func rejectsKeepTheRowAsItWas() async throws {
    try await withFixture { shop in
      let report = try await shop.load(.customers, "id,note\n,\"=cmd, \"\"x\"\"\"\n")
      let path = try #require(report.rejectFile)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let row = #"customers.csv,2,id is missing,",""=cmd, """"x"""""""#
      #expect(text == "file,line,reason,row\n\(row)\"\n")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func twoImportsDoNotRunAtOnce() async throws {
    try await withFixture { shop in
      let folder = shop.store.folder
      let lock = try #require(
        fopen(folder.appendingPathComponent("import.lock").path, "w")
      )
      defer { fclose(lock) }
      #expect(flock(fileno(lock), LOCK_EX) == 0)
      await #expect(throws: StoreFailure.importIsRunning) {
        try await shop.load(.customers, "id\n1\n")
      }
    }
  }
}
