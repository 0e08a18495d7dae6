import Liquid
import Testing

/// Corners of the language where Shopify's Liquid decides what is right.
@Suite struct CompatibilityTests {
  private static let data: LiquidValue = [
    "words": ["b", "a", "C"], "word": "hello", "number": 12, "flag": true,
    "list": [3, 1, 2], "objects": [["k": 2, "n": "x"], ["k": 1]], "object": ["k": 1],
    "digits": "345",
  ]

  private static func text(_ template: String) -> String { Render.text(template, data) }

  // MARK: Properties

  @Test(arguments: [
    ("{{ words | map: 0 | join: ',' }}", "b,a,C"), ("{{ word | map: -1 }}", "o"),
    ("{{ word | map: 9 | size }}", "1"), ("{{ word | map: 1.9 }}", "e"),
    ("{{ words | sort: 0 | join: ',' }}", "C,a,b"),
    ("{{ words | sort_natural: 0 | join: ',' }}", "a,b,C"),
    ("{{ word | where: 0 }}|{{ word | where: 5 }}", "hello|"),
    ("{{ word | reject: 0 }}|{{ word | reject: 5 }}", "|hello"),
    ("{{ word | find: 1, 'e' }}|{{ word | find: 1, 'x' }}", "hello|"),
    (
      "{{ words | find_index: 0, 'C' }} {{ words | has: 0, 'C' }} {{ words | has: 1 }}",
      "2 true false"
    ),
    ("{{ digits | sum: 1 }}", "4"), ("{{ words | uniq: 1 | join: ',' }}", "b"),
    ("{{ words | compact: 0 | join: ',' }}|{{ words | compact: 1 }}", "b,a,C|"),
  ])
  func anIndexIsAPropertyOfText(_ template: String, _ expected: String) {
    #expect(Self.text(template) == expected)
  }

  @Test(arguments: ["flag", "1.5"])
  func compactByAPropertyOfWhatHasNoneIsNothing(_ input: String) {
    #expect(Self.text("[{{ \(input) | compact: 'k' }}]") == "[]")
    #expect(Self.text("{{ objects | compact: 'n' | map: 'k' | join }}") == "2")
    let mixed: LiquidValue = ["list": [["k": 1], nil, ["k": 2]]]
    #expect(Render.text("[{{ list | compact: 'k' }}]", mixed) == "[]")
  }

  @Test(arguments: ["flag", "list", "object", "(1..2)"])
  func textHasPropertiesByTextAndNumberOnly(_ property: String) {
    for filter in ["map", "compact", "sum", "where", "reject", "has", "find", "find_index"] {
      let result = Self.text("{{ word | \(filter): \(property) }}")
      #expect(result.hasPrefix("error: "), "\(filter): \(result)")
    }
  }

  // MARK: Numbers

  @Test(arguments: [
    (
      "{{ 9223372036854775808 }} {{ -9223372036854775809 }}",
      "9223372036854775808 -9223372036854775809"
    ),
    ("{{ 9223372036854775807 | plus: 1 }}", "9223372036854775808"),
    ("{{ -9223372036854775808 | minus: 1 }}", "-9223372036854775809"),
    ("{{ 9223372036854775807 | times: 10 }}", "92233720368547758070"),
    ("{{ 100000000000000000000 | plus: 1 }}", "100000000000000000001"),
    ("{{ 100000000000000000000 | divided_by: 100000000000 }}", "1000000000"),
    ("{{ '99999999999999999999' | minus: 1 }}", "99999999999999999998"),
    ("{{ '99999999999999999999' | abs }}", "99999999999999999999"),
    ("{{ 10000000000.0 | times: 10000000000.0 | ceil }}", "100000000000000000000"),
    ("{{ 'foobar' | slice: 0, 9223372036854775808 }}", "foobar"),
    ("{{ 'foobar' | slice: 2, 18446744073709551616 }}", "obar"),
    ("[{{ 'foobar' | slice: 9223372036854775808, 6 }}]", "[]"),
    ("[{{ 'foobar' | slice: -9223372036854775809, 6 }}]", "[]"),
    ("[{{ 'foobar' | slice: 0, -18446744073709551616 }}]", "[]"),
    ("{{ list | slice: 1, 18446744073709551616 | join: ',' }}", "1,2"),
    ("{{ 'a  b' | truncatewords: 100000000000000000000 }}", "a  b"),
    ("{{ 'a b' | truncate: 100000000000000000000 }}", "a b"),
    ("{% for i in list limit: 100000000000000000000 %}{{ i }}{% endfor %}", "312"),
    ("{% for i in list offset: 100000000000000000000 %}{{ i }}{% else %}-{% endfor %}", "-"),
  ])
  func wholeNumbersGoBeyond64Bits(_ template: String, _ expected: String) {
    #expect(Self.text(template) == expected)
  }

  @Test func whatGoesBeyond128BitsIsAnError() {
    let digits = String(repeating: "9", count: 38)
    #expect(Self.text("{{ '\(digits)' | times: '\(digits)' }}").hasPrefix("error: "))
    #expect(Render.text("{{ v | round }}", ["v": 1e300]).hasPrefix("error: "))
  }

  @Test(arguments: [
    ("{{ 0 | times: -2.5 }} {{ -1.5 | times: 0 }} {{ -1.5 | times: -0.0 }}", "-0.0 -0.0 0.0"),
    ("{{ 0 | divided_by: -2.5 }} {{ 0 | divided_by: -2 }}", "-0.0 0"),
    ("{{ -0.0 }} {{ -0.0 | abs }} {{ -0.0 | plus: 0 }} {{ -0.0 | minus: 0 }}", "-0.0 0.0 0.0 -0.0"),
    ("{{ -0.0 | at_most: 1 }} {{ -0.0 | round }} {{ -0.04 | round: 1 }}", "-0.0 0 -0.0"),
    ("{{ 0 | times: 2.5 }} {{ 0 | times: -2 }} {{ 1.5 | minus: 1.5 }}", "0.0 0 0.0"),
  ])
  func zeroKeepsItsSign(_ template: String, _ expected: String) {
    #expect(Self.text(template) == expected)
  }

  @Test(arguments: [
    ("{{ v | plus: 1 }}", 1e300, "1.0e+300"), ("{{ v | times: 2 }}", 1e300, "2.0e+300"),
    ("{{ v | abs }}", -1e300, "1.0e+300"), ("{{ 2 | at_most: v }}", 1e300, "2"),
    ("{{ 2 | at_least: v }}", 1e300, "1.0e+300"), ("{{ 7 | modulo: v }}", 1e300, "7.0"),
    ("{{ v | divided_by: 2 }}", 1e300, "5.0e+299"), ("{{ v | plus: 1 }}", 1e-200, "1.0"),
    ("{{ v | ceil }} {{ v | floor }} {{ v | round }}", 1e-200, "1 0 0"),
    ("{{ v | round: 2 }}", 1e-200, "0.0"), ("{{ v | floor }}", -1e-200, "-1"),
    ("{{ v | divided_by: 123456789012345678 }}", 0.1, "8.100000072900001e-19"),
  ])
  func decimalsAreReckonedWithHoweverLargeOrSmall(
    _ template: String,
    _ number: Double,
    _ expected: String
  ) {
    #expect(Render.text(template, ["v": .decimal(number)]) == expected)
  }

  @Test(arguments: [
    ("{{ word | slice: '1', ' 2 ' }}", "el"), ("{{ word | truncate: '1_0' }}", "hello"),
    ("{{ word | slice: 1, false }}", "e"),
  ])
  func wholeNumbersAreReadFromText(_ template: String, _ expected: String) {
    #expect(Self.text(template) == expected)
  }

  @Test(arguments: ["'1 2'", "'1.0'", "1.0", "''", "'_1'", "'1__0'", "'x'", "true", "list"])
  func whatIsNoWholeNumberIsAnError(_ argument: String) {
    #expect(Self.text("{{ word | slice: \(argument) }}").hasPrefix("error: "))
  }

  // MARK: Text

  @Test(arguments: [
    ("ǆabc", "capitalize", "ǅabc"), ("ﬁX", "capitalize", "Fix"), ("éA", "capitalize", "Éa"),
    ("~!*'()", "url_encode", "~%21%2A%27%28%29"), ("\0a\0", "split: ' ' | first", "\0a\0"),
    ("aGk", "base64_url_safe_decode", "hi"), ("aGk=", "base64_decode", "hi"),
  ])
  func textIsChangedAsInRuby(_ text: String, _ filter: String, _ expected: String) {
    #expect(Render.text("{{ v | \(filter) }}", ["v": .string(text)]) == expected)
  }

  @Test(arguments: ["aGl=", "YW==", "====", "a5", "YW", "ABC"])
  func bitsLeftOverInBase64AreAnError(_ text: String) {
    let filter = text.hasSuffix("=") ? "base64_decode" : "base64_url_safe_decode"
    let result = Render.text("{{ v | \(filter) }}", ["v": .string(text)])
    #expect(result.hasPrefix("error: "))
  }

  // MARK: Dates

  @Test(arguments: [
    ("14/03/2016", "2016-03-14 00:00:00"), ("14.03.2016", "2016-03-14 00:00:00"),
    ("14-03-2016 10:20", "2016-03-14 10:20:00"), ("1/2/2016", "2016-02-01 00:00:00"),
    ("14-Mar-2016", "2016-03-14 00:00:00"), ("20160314T102030", "2016-03-14 10:20:30"),
    ("20160314T102030Z", "2016-03-14 10:20:30"), ("March 14 2016 3pm", "2016-03-14 15:00:00"),
    ("March 14 2016 12 AM", "2016-03-14 00:00:00"),
    ("2016-12-31 24:00:00", "2017-01-01 00:00:00"), ("-1457913600", "-1457913600"),
    ("03/14/2016", "03/14/2016"), ("14/03/16", "14/03/16"),
    ("2016-03-14 24:01", "2016-03-14 24:01"),
    ("14/03/2016/1", "14/03/2016/1"), ("3pm", "3pm"),
  ])
  func datesAreReadAsInRuby(_ text: String, _ expected: String) {
    let shown = Render.text("{{ v | date: '%F %T' }}", ["v": .string(text)])
    #expect(shown == expected)
  }

  @Test(arguments: [
    ("%:d|%::Y|%:%", "%:d|%::Y|%:%"), ("%:z %::z %:::z", "+00:00 +00:00:00 +00"),
    ("%^c", "MON MAR 14 15:09:26 2016"), ("%10D|%010R", "  03/14/16|0000015:09"),
    ("%5p|%-5p|%3%", "   PM|   PM|  %"), ("%Ey %EY %Od %OH", "16 2016 14 15"),
    ("%Ed|%OY|%+", "%Ed|%OY|%+"),
  ])
  func datesAreWrittenAsInRuby(_ format: String, _ expected: String) {
    let data: LiquidValue = ["v": "2016-03-14 15:09:26", "f": .string(format)]
    #expect(Render.text("{{ v | date: f }}", data) == expected)
  }

  // MARK: Tags

  @Test(arguments: [
    ("{% cycle 'a', 'b' %}{% cycle \"a\", \"b\" %}", "ab"),
    ("{% cycle 1, 2 %}{% cycle '1', '2' %}{% cycle 1,2 %}", "112"),
    ("{% cycle 1, 2 %}{% cycle 1.0, 2 %}", "11.0"),
    ("{% cycle (1..2), nil %}{% cycle ( 1 .. 2 ) , null %}|", "1..2|"),
    ("{% cycle 'a,b', 'c' %}{% cycle 'a', 'b,c' %}", "a,ba"),
  ])
  func cyclesOfTheSameValuesAreOne(_ template: String, _ expected: String) {
    #expect(Self.text(template) == expected)
  }

  @Test(arguments: ["list", "object", "true", "(1..2)"], ["cols", "limit", "offset"])
  func theNumbersOfATableAreNumbers(_ value: String, _ name: String) {
    let template = "{% tablerow i in list \(name): \(value) %}{% endtablerow %}"
    #expect(Self.text(template).hasPrefix("error: "))
  }

  @Test(arguments: [
    ("{%\n  #\n  a\n%}b", "b"), ("{% #\n a\n # b %}c", "c"),
    ("{% if word contains'ell' %}a{% endif %}", "a"),
    ("{% if word contains\"ell\" %}a{% endif %}", "a"),
    ("{{ object.contains }}|", "|"),
  ])
  func tagsAreReadAsShopifyReadsThem(_ template: String, _ expected: String) {
    #expect(Self.text(template) == expected)
  }
}
