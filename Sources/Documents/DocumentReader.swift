package import Diagnostics
import Yams

/// Reads YAML with the place of every key and value.
///
/// Anchors and aliases are refused (a few lines of them can stand for a billion nodes), as are
/// duplicate keys, keys that are not plain values, several documents in one file, and files of
/// more than 100,000 nodes.
package enum DocumentReader {
  /// The root of the file, nil where it is empty or has errors, and the problems found.
  package static func read(_ text: String, file: String) -> (DocumentNode?, [Diagnostic]) {
    let source = SourceText(text: text, file: file)
    if let problem = source.unreadableCharacter() { return (nil, [problem]) }
    do {
      // The parser must outlive the nodes: it alone holds the anchors.
      let parser = try Parser(yaml: text)
      guard let root = try parser.singleRoot() else { return (nil, []) }
      var converter = NodeConverter(source: source)
      let node = withExtendedLifetime(parser) { converter.convert(root, depth: 0) }
      return (converter.problems.hasErrors ? nil : node, converter.problems)
    } catch let error as YamlError {
      return (nil, [source.diagnostic(for: error)])
    } catch {
      return (nil, [.error("syntax", "cannot read this as YAML", at: .start(of: file))])
    }
  }
}

/// Turns Yams' nodes into ours and collects what is refused on the way.
private struct NodeConverter {
  private static let nodeLimit = 100_000
  private static let depthLimit = 100

  let source: SourceText
  var problems: [Diagnostic] = []
  private var count = 0

  init(source: SourceText) { self.source = source }

  mutating func convert(_ node: Node, depth: Int) -> DocumentNode? {
    count += 1
    let location = source.location(node.mark)
    guard count <= Self.nodeLimit, depth <= Self.depthLimit else {
      if !problems.contains(where: { $0.code == "too-large" }) {
        problems.append(
          .error("too-large", "this file has too many or too deep parts", at: location)
        )
      }
      return nil
    }
    if node.anchor != nil || node.alias != nil {
      problems.append(
        .error(
          "alias",
          "anchors and aliases are not used here",
          at: location,
          help: "write the value out where it is needed"
        )
      )
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return DocumentNode(
        content: .scalar(source.scalar(scalar, at: location)),
        location: location
      )
    case .sequence(let items):
      let nodes = items.compactMap { convert($0, depth: depth + 1) }
      return DocumentNode(content: .sequence(nodes), location: location)
    case .mapping(let pairs):
      let entries = pairs.compactMap { entry($0, $1, depth: depth + 1) }
      return DocumentNode(content: .mapping(entries), location: location)
    case .alias:
      problems.append(.error("alias", "anchors and aliases are not used here", at: location))
      return nil
    }
  }

  private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> DocumentEntry? {
    guard let name = key.scalar?.string, key.anchor == nil else {
      problems.append(
        .error("bad-key", "a key must be a plain word", at: source.location(key.mark))
      )
      return nil
    }
    guard let node = convert(value, depth: depth) else { return nil }
    let location = source.location(key.mark, length: name.unicodeScalars.count)
    return DocumentEntry(key: name, keyLocation: location, value: node)
  }
}
