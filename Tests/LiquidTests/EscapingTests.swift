import Liquid
import Testing

@Suite struct EscapingTests {
  private let name: LiquidValue = ["name": "<Tom & \"Jerry's\">"]
  private let escaped = "&lt;Tom &amp; &quot;Jerry&#39;s&quot;&gt;"

  @Test(arguments: [
    "{{ name }}", "{{ name | escape }}", "{{ name | escape | escape }}", "{{ name | h }}",
    "{{ name | escape | strip }}", "{% echo name %}",
    "{% capture x %}{{ name }}{% endcapture %}{{ x }}",
    "{% capture x %}{{ name | escape }}{% endcapture %}{{ x | escape }}",
    "{% assign x = name | escape %}{{ x }}", "{% assign x = name %}{{ x }}",
    "{{ nothing | default: name }}", "{% render 'p', name: name %}", "{% include 'p' %}",
    "{% cycle name %}", "{% assign x = name | split: '' %}{{ x }}",
    "{% assign x = name | escape %}{% capture y %}{{ x }}{% endcapture %}{{ y | append: '' }}",
    "{% if true %}{{ name }}{% endif %}", "{{ name | escape_once }}",
  ])
  func valuesAreEscapedOnce(_ template: String) {
    #expect(Render.html(template, name, partials: ["p": "{{ name }}"]) == escaped)
  }

  @Test func markupOfCapturesAndPartialsStays() {
    let template = "{% capture x %}<b>{{ name }}</b>{% endcapture %}{{ x }}{% render 'p', x: x %}"
    let expected = "<b>\(escaped)</b><i><b>\(escaped)</b></i>"
    #expect(Render.html(template, name, partials: ["p": "<i>{{ x }}</i>"]) == expected)
  }

  @Test func rawIsTrusted() {
    #expect(Render.html("{{ name | raw }}", name) == "<Tom & \"Jerry's\">")
  }

  @Test func whatIsPutBesideMarkupIsEscaped() {
    let markup = "{% capture x %}<b>{% endcapture %}"
    #expect(Render.html(markup + "{{ x | append: name }}", name) == "<b>" + escaped)
    #expect(Render.html(markup + "{{ name | append: x }}", name) == escaped + "<b>")
    #expect(Render.html(markup + "{{ x | replace: 'b', name }}", name) == "<\(escaped)>")
    let list = markup + "{% assign l = name | split: '|' | concat: m %}"
    #expect(Render.html(list + "{{ l | join: x }}", ["name": "<", "m": ["&"]]) == "&lt;<b>&amp;")
  }

  @Test func decodedTextIsEscapedAgain() {
    let template = "{% capture x %}{{ v }}{% endcapture %}{{ x | url_decode }}"
    #expect(Render.html(template, ["v": "%3Cb%3E"]) == "&lt;b&gt;")
    #expect(Render.html("{{ v | base64_decode }}", ["v": "PGI+"]) == "&lt;b&gt;")
  }

  @Test func lineBreaksBecomeMarkup() {
    #expect(Render.html("{{ v | newline_to_br }}", ["v": "a<\nb"]) == "a&lt;<br />\nb")
  }

  @Test func textsAreNotEscaped() {
    #expect(Render.text("{{ name }}", name) == "<Tom & \"Jerry's\">")
    #expect(Render.text("{{ name | escape }}", name) == escaped)
  }

  @Test func linesHaveNoLineBreaks() {
    #expect(Render.text("Hej\r\n{{ v }}\n", ["v": "a\n\nb & c"], .line) == "Hej a b & c")
  }

  @Test func attributesWithoutQuotesCannotBeLeft() {
    let value: LiquidValue = ["v": "1 onclick=alert(1)>"]
    let expected = "<td width=1&#32;onclick&#61;alert(1)&#62;>"
    #expect(Render.html("<td width={{ v }}>", value) == expected)
  }

  @Test(arguments: Array(0..<40))
  func everyByteIsEscapedAtEveryPlace(_ length: Int) {
    for place in 0...length {
      for (sign, reference) in [("&", "&amp;"), ("<", "&lt;"), ("'", "&#39;"), ("\"", "&quot;")] {
        let before = String(repeating: "å", count: place / 2) + (place % 2 == 0 ? "" : "x")
        let after = String(repeating: "y", count: length - place)
        let text = Render.html("{{ v }}", ["v": .string(before + sign + after)])
        #expect(text == before + reference + after)
      }
    }
  }

  // MARK: URLs

  @Test(arguments: [
    ("<a href=\"{{ u }}\">", "https://a.example/?a=1&b=2"),
    ("<a href='{{ u }}'>", "HTTP://a.example"), ("<a href={{ u }}>", "mailto:a@b.example"),
    ("<img src=\"{{ u }}/x.png\">", "http://a.example"), ("<a HREF = \"{{ u }}\">", "tel:+46"),
    ("<a href=\"{{ u }}\">", ""), ("<a href=\"{{ u }}\">", "  "),
    ("<a href=\"https://a.example/{{ u }}\">", "javascript:x"), ("<a href=\"#{{ u }}\">", "x"),
    ("<a title=\"{{ u }}\">", "javascript:x"), ("<a data-href=\"{{ u }}\">", "javascript:x"),
    ("{% if u %}<a href=\"{{ u }}\">{% else %}<a href=\"{{ v }}\">{% endif %}", "https://x"),
    ("<a href=\"{% if n %}{{ n }}{% else %}{{ u }}{% endif %}\">", "https://x"),
    ("<a href=\"{% render 'p', u: u %}\">", "https://x"),
    ("<!--[if mso]><a href=\"{{ u }}\"><![endif]-->", "https://x"),
  ])
  func linksWithAKnownSchemePass(_ template: String, _ url: String) {
    let text = Render.html(template, ["u": .string(url)], partials: ["p": "{{ u }}"])
    #expect(!text.hasPrefix("error"), "\(text)")
  }

  @Test(arguments: [
    ("<a href=\"{{ u }}\">", "javascript:alert(1)"), ("<a href=\"{{ u }}\">", " JavaScript:x"),
    ("<a href='{{ u }}'>", "data:text/html,x"), ("<a href={{ u }}>", "vbscript:x"),
    ("<a href=\"{{ u }}\">", "/path"), ("<a href=\"{{ u }}\">", "&#106;avascript:x"),
    ("<a href=\"java{{ u }}\">", "script:x"), ("<img src=\"{{ u }}\">", "file:///etc/passwd"),
    ("<a href=\"{% capture x %}{{ u }}{% endcapture %}{{ x }}\">", "javascript:x"),
    ("<a href=\"{% if n %}{{ n }}{% else %}{{ u }}{% endif %}\">", "javascript:x"),
    ("<a href=\"{% render 'p', u: u %}\">", "javascript:x"),
    ("<!--[if mso]><a href=\"{{ u }}\"><![endif]-->", "javascript:x"),
    ("<a href=\"{% for i in (1..1) %}{{ u }}{% endfor %}\">", "javascript:x"),
    ("<a href=\"{{ u | raw }}\">", "javascript:x"), ("<p><a class=b href=\"{{ u }}\">", "x:y"),
  ])
  func otherLinksAreErrors(_ template: String, _ url: String) {
    let text = Render.html(template, ["u": .string(url)], partials: ["p": "{{ u }}"])
    #expect(text.hasPrefix("error"), "\(text)")
  }

  @Test func aLinkBegunInABranchThatIsNotTakenIsCheckedFromTheBeginningOfTheText() {
    let template = "{% if n %}<a href=\"0123456789abcdef{% endif %}{{ u }}\">"
    #expect(Render.html(template, ["u": "https://x"]) == "https://x\">")
    #expect(Render.html(template, ["u": "javascript:x"]).hasPrefix("error"))
  }

  // MARK: Injection

  @Test(arguments: [Escaping.html, .none])
  func dataIsNeverReadAsLiquid(_ escaping: Escaping) {
    let evil = "{{ 7 | times: 6 }}{% assign x = 1 %}{% raw %}"
    let data: LiquidValue = ["v": .string(evil), "list": [.string(evil)]]
    let template =
      "{{ v }}|{% capture c %}{{ v }}{% endcapture %}{{ c }}|{% for i in list %}{{ i }}"
      + "{% endfor %}|{% render 'p', v: v %}"
    let text = Render.text(template, data, escaping, partials: ["p": "{{ v }}"])
    #expect(text == [evil, evil, evil, evil].joined(separator: "|"))
  }
}
