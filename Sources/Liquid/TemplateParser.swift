package import Diagnostics

/// How values are written into a template's text.
package enum Escaping: Hashable, Sendable {
  /// Values are escaped once, and URLs in `href` and `src` are checked.
  case html
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
  /// What may be mentioned; nil allows everything, and what the data lacks is empty.
  package var schema: VariableSchema?

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

  /// Reads a text, whose first character stands at this line and column of the file.
  package func parse(
    _ text: String,
    file: String,
    line: Int = 1,
    column: Int = 1
  ) -> ParsedTemplate {
    let source = SourceText(text, file: file, line: line, column: column)
    let (nodes, problems) = TemplateReader.read(source)
    let compiler = Compiler(self, source)
    compiler.compile(nodes)
    let diagnostics = (problems + compiler.diagnostics).sortedByPlace()
    guard !diagnostics.hasErrors else {
      return ParsedTemplate(template: nil, diagnostics: diagnostics)
    }
    let template = Template(
      program: compiler.program(),
      escaping: escaping,
      variables: compiler.variables,
      branches: compiler.branches
    )
    return ParsedTemplate(template: template, diagnostics: diagnostics)
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

  init(
    program: Program,
    escaping: Escaping,
    variables: [TemplateVariable],
    branches: [TemplateBranch]
  ) {
    self.program = program
    self.escaping = escaping
    self.variables = variables
    self.branches = branches
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

  /// Whether the first data that has the name at the beginning has nothing at the path.
  package func isEmpty(in data: [TemplateData]) -> Bool {
    let names = path.split(separator: ".").map { Symbol(String($0)) }
    guard let first = names.first else { return true }
    guard var value = data.lazy.compactMap({ $0.root.field(first) }).first else { return true }
    for name in names.dropFirst() {
      guard value.tag == .object else { return !["size", "first", "last"].contains(name.name) }
      guard let below = value.field(name) else { return true }
      value = below
    }
    switch value.tag {
    case .null: return true
    case .string: return value.utf8.allSatisfy(Bytes.isSpace)
    case .array, .object: return value.count == 0
    default: return false
    }
  }
}
