import Liquid

/// A template and all that it is rendered with, cut out of any bytes.
///
/// The parts are the template, the data as JSON, a partial, another partial, a layout and a
/// component, with the byte 1D between them. Those that are missing have something to say by
/// themselves, so that a plain template file is a good input. A first byte of 01 asks for text
/// without escaping, 02 for a header, 03 for Markdown; everything else is HTML.
struct LiquidInput {
  static let separator: UInt8 = 0x1D

  let escaping: Escaping
  let template: String
  let json: String
  let partials: [String]
  let layout: String
  let component: String

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let parts = bytes.split(separator: Self.separator, omittingEmptySubsequences: false)
    func part(_ index: Int, _ otherwise: String) -> String {
      index < parts.count ? String(decoding: parts[index], as: UTF8.self) : otherwise
    }
    let text = part(0, "")
    switch bytes.first {
    case 1: escaping = .none
    case 2: escaping = .line
    case 3: escaping = .markdown
    default: escaping = .html
    }
    template = escaping == .html ? text : String(text.unicodeScalars.dropFirst())
    json = part(1, "{}")
    partials = [
      part(2, "({{ name }}{% for item in list %}{{ item }}{% endfor %})"),
      part(3, "{{ forloop.index }}:{{ pp }}{% render 'p' %}"),
    ]
    layout = part(
      4,
      "[{% block content %}{% endblock %}{% block b %}{{ shop.name }}{% endblock %}]"
    )
    component = part(5, "{% doc %}@param [title]{% enddoc %}{{ title }}[{{ content }}]")
  }

  /// Everything in it that is Liquid.
  var source: String { ([template] + partials + [layout, component]).joined(separator: "\n") }

  var parser: TemplateParser {
    var parser = TemplateParser(
      escaping: escaping,
      partials: PartLoader(texts: partials),
      layouts: PartLoader(texts: [layout])
    )
    parser.components = DictionaryLoader(["box": component, "cell": "({{ content }})"])
    parser.constants = FuzzData.constants
    parser.rewriter = Decorator()
    parser.markdown = PlainMarkdown()
    return parser
  }
}

/// A loader that has an answer to every name.
private struct PartLoader: TemplateLoader {
  let texts: [String]

  var names: [String] { ["p", "pp"] }

  func load(_ name: String) throws(LoadFailure) -> LoadedTemplate? {
    LoadedTemplate(text: texts[name.utf8.count % texts.count], file: name)
  }
}
