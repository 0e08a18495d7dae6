import Foundation
import TestSupport
import Testing

/// A small workspace for one test.
struct TestShop {
  let folder: URL
  var tool: Tool { Tool(folder: folder) }

  /// A shop with customers `1`, `2`, …, all with consent and an address, and the campaign `news` to
  /// everyone, sent to that mail server.
  static func make(
    in folder: URL,
    customers: Int,
    smtp: String,
    connections: Int = 4,
    campaign: String = ""
  ) async throws -> TestShop {
    let shop = TestShop(folder: folder)
    try shop.write(
      "stamkund.yaml",
      """
      name: Testbutiken
      time_zone: Europe/Stockholm
      currency: SEK
      language: sv
      brand: {sender: "Testbutiken <hej@butik.example>", address: "Storgatan 1, 111 23 Stockholm"}
      smtp: {url: "\(smtp)", tls: none, connections: \(connections)}
      imports:
        - {file: data/customers.csv, as: customers}
      """
    )
    var rows = "id,email,first_name,email_consent\n"
    for number in 1...max(1, customers) where customers > 0 {
      rows += "\(number),kund\(number)@example.com,Namn\(number),yes\n"
    }
    try shop.write("data/customers.csv", rows)
    try shop.write("segments/alla.yaml", "all: [everyone]\n")
    try shop.write(
      "Templates/news.html.liquid",
      """
      <html><body><p>Hej {{ customer.first_name }}, kund {{ customer.id }}!</p>
      <p><a href="{{ unsubscribe_url }}">Avsluta</a> {{ shop.address }}</p></body></html>
      """
    )
    try shop.write(
      "campaigns/news.yaml",
      """
      name: Nyheter
      audience: {include: [alla]}
      message:
        from: Testbutiken <hej@butik.example>
        subject: "Hej {{ customer.first_name }}"
        template: news
      \(campaign)
      """
    )
    try await shop.tool.succeed("import")
    return shop
  }

  /// Writes a file of the workspace, its folders included.
  func write(_ path: String, _ text: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  /// How many messages of the campaign's latest run are in each state.
  func states() async throws -> [String: Int] {
    let log = try await tool.succeed("log", "news", "--json").json()
    return log["messages"].array.reduce(into: [:]) { $0[$1["state"].text ?? "", default: 0] += 1 }
  }
}

/// The folder of other people's data, beside the project.
enum SharedData {
  static let folder = Folder.beside(#filePath)
    .appendingPathComponent("../../../../shared/data").standardizedFileURL

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// Whether the suites that read it run: without it they say so, and in CI that is a failure.
  static func isAvailable(for suite: String) -> Bool {
    if isThere { return true }
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    print("not run: \(suite) reads ../shared/data, which is not here")
    return false
  }
}
