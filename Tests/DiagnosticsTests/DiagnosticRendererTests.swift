import Diagnostics
import Testing

@Suite struct DiagnosticRendererTests {
  private let source = "name: x\nall:\n  - spend in last 2 years >= 5000 SEK\n"

  @Test func showsPlaceLineCaretAndRemedy() {
    let renderer = DiagnosticRenderer { [source] _ in source }
    let text = renderer.render(
      .error(
        "unknown-measure",
        "unknown measure 'spend'",
        at: SourceLocation(file: "segments/a.yaml", line: 3, column: 5, length: 5),
        help: "did you mean 'spent'?"
      )
    )
    #expect(
      text == """
        segments/a.yaml:3:5: error: unknown measure 'spend'
          3 |   - spend in last 2 years >= 5000 SEK
            |     ^^^^^ did you mean 'spent'?

        """
    )
  }

  @Test func cutsLongLinesAroundTheCaret() {
    let long = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
    let renderer = DiagnosticRenderer { _ in long }
    let text = renderer.render(
      .error("x", "bad", at: SourceLocation(file: "f", line: 1, column: 501))
    )
    let lines = text.split(separator: "\n")
    #expect(lines[1].count < 130)
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let mark = lines[1].firstIndex(of: "X").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(caret == mark)
  }

  @Test func aCaretPastTheLinesEndIsStillShown() {
    let renderer = DiagnosticRenderer { _ in "ab" }
    let text = renderer.render(
      .error("x", "bad", at: SourceLocation(file: "f", line: 1, column: 9, length: 4))
    )
    #expect(text.hasSuffix("|   ^\n"))
  }

  @Test func controlCharactersNeverReachTheTerminal() {
    let renderer = DiagnosticRenderer { _ in "evil \u{1B}[31m" }
    let text = renderer.render(
      .error("x", "bad \u{1B}]0;x\u{7}", at: SourceLocation(file: "f", line: 1, column: 1))
    )
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 })
  }
}

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("spend", "spent"), ("Wines", "Wine"), ("ordres", "orders"), ("CITY", "city"),
  ])
  func findsWhatWasMeant(word: String, meant: String) {
    #expect(NearestName.of(word, among: ["spent", "orders", "Wine", "city"]) == meant)
  }

  @Test func saysNothingWhenNothingIsNear() {
    #expect(NearestName.of("xyz", among: ["spent", "orders"]) == nil)
    #expect(NearestName.of("", among: ["spent"]) == nil)
  }
}

@Suite struct TerminalTextTests {
  @Test func countsColumnsNotCharacters() {
    #expect(TerminalText.width("Åsa") == 3)
    #expect(TerminalText.width("日本") == 4)
    #expect(TerminalText.width("e\u{301}") == 1)
  }
}
