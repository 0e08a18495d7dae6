package import Diagnostics

/// How values are written into a template's text.
package enum Escaping: Hashable, Sendable {
  /// Values are escaped once, and URLs in `href` and `src` are checked.
  case html
  /// The page is Markdown, to which values add no markup; its layout and components are HTML.
  case markdown
  /// Values are written as they are.
  case none
  /// As they are, and line breaks become spaces: for subjects and other headers.
  case line
}

/// Reads templates: checks them and makes them ready to be rendered many times.
package struct TemplateParser: Sendable {
  package var escaping: Escaping
  package var partials: (any TemplateLoader)?
  package var layouts: (any TemplateLoader)?
  /// Files that are tags in HTML and Markdown.
  package var components: (any TemplateLoader)?
  /// What may be mentioned; nil allows everything, and what the data lacks is empty.
  package var schema: VariableSchema?
  /// Data that is the same in every render: it is written once, when the page is read.
  package var constants: LiquidValue?
  /// The texts that `translate` may ask for; nil checks none.
  package var translations: Translations?
  /// Changes the markup of HTML pages before they are compiled.
  package var rewriter: (any MarkupRewriter)?
  /// What Markdown pages need.
  package var markdown: (any MarkdownWriter)?

  package init(
    escaping: Escaping = .none,
    partials: (any TemplateLoader)? = nil,
    layouts: (any TemplateLoader)? = nil,
    schema: VariableSchema? = nil
  ) {
    self.escaping = escaping
    self.partials = partials
    self.layouts = layouts
    self.schema = schema
  }

  /// Whether Liquid itself has such a tag, so that a component cannot be called so.
  package static func isOwnTag(_ name: String) -> Bool {
    TemplateReader.tags.contains(name) || ["else", "elsif", "when"].contains(name)
      || name.hasPrefix("end")
  }

  /// Reads a text, whose first character stands at this line and column of the file.
  package func parse(
    _ text: String,
    file: String,
    line: Int = 1,
    column: Int = 1
  ) -> ParsedTemplate {
    let source = SourceText(text, file: file, line: line, column: column)
    let library = escaping.markup == .none ? nil : components.map(ComponentLibrary.init)
    let (nodes, problems) = TemplateReader.read(source, components: library)
    var compiler = Compiler(self, source, library)
    compiler.compile(nodes)
    let diagnostics = (problems + compiler.diagnostics).sortedByPlace().withoutRepetition
    guard !diagnostics.hasErrors else {
      return ParsedTemplate(template: nil, diagnostics: diagnostics)
    }
    let edits = edits(of: compiler)
    if let edits {
      compiler = Compiler(self, source, library, edits: edits)
      compiler.compile(nodes)
    }
    let template = Template(
      program: compiler.program(),
      escaping: escaping,
      variables: compiler.variables,
      branches: compiler.branches,
      markdown: writers(compiler.script.previousMarkdown, edits?.styles ?? [:])
    )
    return ParsedTemplate(template: template, diagnostics: diagnostics)
  }

  /// What the rewriter changes; nil when it changes nothing.
  private func edits(of compiler: Compiler) -> PageEdits? {
    guard let rewriter, escaping.markup != .none else { return nil }
    let page = PageDraft(compiler.script, specimen: markdown?.specimen)
    let draft = MarkupDraft(
      text: page.text,
      branches: page.branches,
      conditions: page.conditions,
      stylesheets: compiler.stylesheets.map(\.text),
      hasHiddenMarkup: compiler.script.hasHiddenMarkup
    )
    let edits = rewriter.edits(of: draft)
    return edits.isEmpty ? nil : page.edits(edits)
  }

  /// A writer for each stretch of Markdown; one that is blank in the text may still be written in,
  /// by a loop, and has the styles of the one before it.
  private func writers(
    _ previous: [Int?],
    _ styles: [Int: [Int: String]]
  ) -> [any MarkdownWriter] {
    guard let markdown else { return [] }
    var writers: [any MarkdownWriter] = []
    for (number, previous) in previous.enumerated() {
      if let known = styles[number] {
        let all = markdown.specimen.offsets.indices.map { known[$0] ?? "" }
        writers.append(markdown.styled(all))
      } else {
        writers.append(previous.map { writers[$0] } ?? markdown)
      }
    }
    return writers
  }
}

extension [Diagnostic] {
  /// A partial's problems are reported once, however often it is used.
  fileprivate var withoutRepetition: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}

/// A template that was read, or all that is wrong with it.
package struct ParsedTemplate: Sendable {
  /// Nil when there are errors.
  package let template: Template?
  package let diagnostics: [Diagnostic]
}

/// A template that is ready to be rendered, on any number of threads at once.
package final class Template: Sendable {
  let program: Program
  let escaping: Escaping
  /// The paths of the data that it reads, in the order of the text.
  package let variables: [TemplateVariable]
  /// The branches of its conditions, cases and loops, those of partials included.
  package let branches: [TemplateBranch]
  /// What makes HTML of each of its stretches of Markdown.
  let markdown: [any MarkdownWriter]

  init(
    program: Program,
    escaping: Escaping,
    variables: [TemplateVariable],
    branches: [TemplateBranch],
    markdown: [any MarkdownWriter]
  ) {
    self.program = program
    self.escaping = escaping
    self.variables = variables
    self.branches = branches
    self.markdown = markdown
  }
}

/// A part of a template that is shown to some and not to others.
package struct TemplateBranch: Hashable, Sendable {
  /// Where the tag stands that begins it.
  package let location: SourceLocation
  /// The tag as it is written: `{% if customer.city %}`, `{% else %}`, `{% for … %}`.
  package let tag: String
}

/// A path of the data that a template reads.
package struct TemplateVariable: Hashable, Sendable {
  /// Names joined by dots: `customer.first_name`.
  package let path: String
  /// Where it is read first: where it is shown, if it is.
  package let location: SourceLocation
  /// Whether it is read only in conditions, before `default` and where nothing is missed.
  package let mayBeEmpty: Bool
  /// The names of the path, to be looked up for each recipient.
  private let names: [Symbol]

  private static let size: Symbol = "size"
  private static let first: Symbol = "first"
  private static let last: Symbol = "last"

  init(path: String, location: SourceLocation, mayBeEmpty: Bool) {
    self.path = path
    self.location = location
    self.mayBeEmpty = mayBeEmpty
    names = path.split(separator: ".").map { Symbol(String($0)) }
  }

  /// Whether the first data that has the name at the beginning has nothing at the path.
  package func isEmpty(in data: [TemplateData]) -> Bool {
    guard let root = names.first, var value = Self.value(of: root, in: data) else { return true }
    for name in names.dropFirst() { value = Self.part(name, of: value) }
    switch value.tag {
    case .null: return true
    case .string: return value.utf8.allSatisfy(Bytes.isSpace)
    case .array, .object: return value.count == 0
    default: return false
    }
  }

  private static func value(of root: Symbol, in data: [TemplateData]) -> Value? {
    for layer in data {
      if let value = layer.root.field(root) { return value }
    }
    return nil
  }

  /// What a template sees at the name.
  private static func part(_ name: Symbol, of value: Value) -> Value {
    if value.tag == .object, let field = value.field(name) { return field }
    switch name {
    case size: return ValuePart.size(value).map { Value(Int64($0)) } ?? .null
    case first: return ValuePart.first(value)
    case last: return ValuePart.last(value)
    default: return .null
    }
  }
}
