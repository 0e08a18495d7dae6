/// The components that a template may use as tags, each read when its tag is first met.
final class ComponentLibrary {
  private let loader: any TemplateLoader
  private var signatures: [String: ComponentSignature?] = [:]

  init(_ loader: any TemplateLoader) { self.loader = loader }

  var names: [String] { loader.names }

  /// What the component takes, or nil when there is none of that name.
  func signature(_ name: String) -> ComponentSignature? {
    if let known = signatures[name] { return known }
    let signature: ComponentSignature?
    do {
      signature =
        try TemplateName.isAllowed(name)
        ? loader.load(name).map { ComponentSignature(of: $0.text) } : nil
    } catch {
      // Its tag is known; what is wrong with the file is reported where it is compiled.
      signature = ComponentSignature(of: "")
    }
    signatures[name] = signature
    return signature
  }
}
