import CGumbo

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A parsed page, as browsers see it (HTML5); owns Gumbo's tree and frees it.
struct HTMLTree: ~Copyable {
  /// Someone who is led through a tree.
  protocol Visitor {
    /// Comes to an element; whether to go into it. If so, `leave` follows after what is in it.
    mutating func enter(_ element: HTMLElement) -> Bool
    mutating func leave(_ element: HTMLElement)
    /// Comes to text, its entities resolved: UTF-8.
    mutating func text(_ text: UnsafeBufferPointer<UInt8>)
  }

  private let output: UnsafeMutablePointer<GumboOutput>
  private let options: UnsafeMutablePointer<GumboOptions>
  /// Some of Gumbo's fields point into it.
  private let buffer: UnsafeMutableBufferPointer<UInt8>

  /// Parses a page or a part of one; there is no HTML that cannot be parsed.
  init(_ html: [UInt8]) {
    let bytes = TagLimit.limited(html)
    buffer = UnsafeMutableBufferPointer.allocate(capacity: bytes.count + 1)
    _ = buffer.initialize(from: bytes + [0])
    options = .allocate(capacity: 1)
    options.initialize(to: kGumboDefaultOptions)
    options.pointee.max_errors = 0
    output = buffer.withMemoryRebound(to: CChar.self) { [options] buffer in
      gumbo_parse_with_options(options, buffer.baseAddress, bytes.count)
    }
  }

  deinit {
    gumbo_destroy_output(options, output)
    options.deallocate()
    buffer.deallocate()
  }

  /// What was parsed.
  var source: Source { Source(bytes: UnsafeBufferPointer(rebasing: buffer.dropLast())) }

  /// Leads the visitor through the whole tree, in the order of the page, without recursion.
  func walk(_ visitor: inout some Visitor) {
    var node = output.pointee.root
    while let current = node {
      if let child = Self.enter(current, &visitor) {
        node = child
      } else {
        node = Self.next(after: current, &visitor)
      }
    }
  }

  /// Shows a node; its first child, if it is an element that is gone into and has one.
  private static func enter(
    _ node: UnsafeMutablePointer<GumboNode>,
    _ visitor: inout some Visitor
  ) -> UnsafeMutablePointer<GumboNode>? {
    switch node.pointee.type {
    case GUMBO_NODE_ELEMENT:
      let element = HTMLElement(node: node)
      guard visitor.enter(element) else { return nil }
      if let child = element.firstChild { return child }
      visitor.leave(element)
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
      guard let text = node.pointee.v.text.text else { return nil }
      let count = strlen(text)
      text.withMemoryRebound(to: UInt8.self, capacity: count) {
        visitor.text(UnsafeBufferPointer(start: $0, count: count))
      }
    default: break
    }
    return nil
  }

  /// The node behind, further up where a parent has no more; leaves the elements that end.
  private static func next(
    after node: UnsafeMutablePointer<GumboNode>,
    _ visitor: inout some Visitor
  ) -> UnsafeMutablePointer<GumboNode>? {
    var node = node
    while let parent = node.pointee.parent, parent.pointee.type == GUMBO_NODE_ELEMENT {
      let element = HTMLElement(node: parent)
      if let sibling = element.child(Int(node.pointee.index_within_parent) + 1) { return sibling }
      visitor.leave(element)
      node = parent
    }
    return nil
  }
}

/// An element of a tree, valid as long as its tree.
struct HTMLElement {
  let node: UnsafeMutablePointer<GumboNode>

  var tag: GumboTag { node.pointee.v.element.tag }

  /// The value of an attribute, by its name in lower case; nil if it is absent.
  func attribute(_ name: String) -> String? {
    withUnsafePointer(to: &node.pointee.v.element.attributes) { attributes in
      guard let attribute = gumbo_get_attribute(attributes, name),
        let value = attribute.pointee.value
      else { return nil }
      return String(cString: value)
    }
  }

  /// Whether it has any attribute at all.
  var hasAttributes: Bool { node.pointee.v.element.attributes.length > 0 }

  /// The elements below it in the order of the page, until the closure says to stop.
  func forEachDescendant(_ body: (HTMLElement) -> Bool) {
    var node = firstChild
    while let current = node {
      let isElement = current.pointee.type == GUMBO_NODE_ELEMENT
      if isElement, !body(HTMLElement(node: current)) { return }
      node = isElement ? HTMLElement(node: current).firstChild : nil
      var last = current
      while node == nil, let parent = last.pointee.parent {
        node = HTMLElement(node: parent).child(Int(last.pointee.index_within_parent) + 1)
        if parent == self.node { break }
        last = parent
      }
    }
  }

  fileprivate var firstChild: UnsafeMutablePointer<GumboNode>? { child(0) }

  fileprivate func child(_ index: Int) -> UnsafeMutablePointer<GumboNode>? {
    let children = node.pointee.v.element.children
    guard index < Int(children.length) else { return nil }
    return children.data[index]?.assumingMemoryBound(to: GumboNode.self)
  }
}
