import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite struct ReportPageTests {
  private static let page = Folder.beside(#filePath)
    .appendingPathComponent("Workspaces/report/small.html")

  /// Counts the elements of a document.
  private final class Counter: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    var unlabelled = 0

    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements[name, default: 0] += 1
      if name == "svg" && (attributes["aria-label"] ?? "").isEmpty { unlabelled += 1 }
    }
  }

  @Test func thePageAndItsChartsAreWellFormed() throws {
    let parser = XMLParser(data: try Data(contentsOf: Self.page))
    let counter = Counter()
    parser.delegate = counter
    #expect(parser.parse(), "\(String(describing: parser.parserError)) \(parser.lineNumber)")
    // Retention, revenue, cohorts, RFM, deciles.
    #expect(counter.elements["svg"] == 5 && counter.unlabelled == 0)
    #expect(counter.elements["rect"] ?? 0 > 50 && counter.elements["polyline"] == 1)
  }

  @Test func itNeedsNothingFromOutside() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
      .replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    for outside in ["http:", "https:", "<script", "<link", "@import", "url(", " src="] {
      #expect(!page.contains(outside), "\(outside)")
    }
    #expect(page.contains("Böcker &amp; &lt;mer&gt;"))
  }
}
