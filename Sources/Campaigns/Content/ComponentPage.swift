import Liquid
import Workspace

/// The page of the documentation that lists the components, made from their own files.
package enum ComponentPage {
  package static var markdown: String {
    let components = ShippedComponents.all.sorted { $0.key < $1.key }
      .map { section($0.key, ComponentSignature(of: $0.value.text)) }
    return """
      # Components

      Made from the components' own files; do not edit.

      A component is a tag that writes the tables which mail programs need. `stamkund check` knows
      what each takes, and tells what is missing or misspelt. [templates.md](templates.md) shows how
      to use them and how to make your own.

      \(components.joined(separator: "\n"))
      """
  }

  private static func section(_ name: String, _ component: ComponentSignature) -> String {
    var text = "## \(name)\n\n\(component.summary)\n"
    if !component.parameters.isEmpty {
      text += "\n| argument | needed | meaning |\n|---|---|---|\n"
      for parameter in component.parameters {
        text +=
          "| `\(parameter.name)` | \(parameter.isRequired ? "yes" : "") | \(parameter.text) |\n"
      }
    }
    if !component.example.isEmpty { text += "\n```liquid\n\(component.example)\n```\n" }
    return text
  }
}
