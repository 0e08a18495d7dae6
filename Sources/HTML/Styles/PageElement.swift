/// What selectors and style attributes need to know of an element.
struct PageElement {
  struct Attribute {
    /// In lower case.
    let name: String
    /// nil if a value of the template is a part of it.
    let value: String?
  }

  /// The index of the element around it.
  let parent: Int?
  /// In lower case; nil if a value is a part of it.
  let name: String?
  /// Those that it has whatever the values are.
  let attributes: [Attribute]
  /// Those that it has whatever the values are.
  let classes: [String]
  /// Whether it may have other attributes, which only the values tell.
  let isOpen: Bool
  /// Where its declarations can be written; nil if nowhere.
  let style: StyleAttribute?
  /// What its style attribute declares.
  let ownDeclarations: [Declaration]
  /// Whether it declares that whatever the values are.
  let isOwnCertain: Bool

  /// Whether the values may give it any more names, ids or classes.
  var isUncertain: Bool {
    isOpen || name == nil
      || attributes.contains { ($0.name == "class" || $0.name == "id") && $0.value == nil }
  }
}

extension PageElement {
  init(_ element: HTMLElement, in page: HTMLTree.Source, of draft: Draft, parent: Int?) {
    let found = element.attributes(in: page)
    guard let range = element.startTag(in: page), let tag = StartTag(draft, range) else {
      self.init(implied: element, parent: parent, isOpen: !found.isEmpty)
      return
    }
    // A value may stand for attributes, and a second `<body>` tag gives its own to the first.
    let written = found.filter {
      tag.range.contains($0.nameRange.lowerBound) && !draft.hasMark(in: $0.nameRange)
    }
    let canHaveStyle =
      !element.isCopy
      && found.allSatisfy { attribute in
        !draft.hasMark(in: attribute.nameRange)
          && (attribute.name != "style" || tag.range.contains(attribute.nameRange.lowerBound))
      }
    let certain = written.filter { tag.isCertain($0.nameRange) }
    let style = written.first { $0.name == "style" }
    let classes = certain.first { $0.name == "class" }
    self.init(
      parent: parent,
      name: tag.name == nil ? nil : element.standardName ?? tag.name,
      attributes: certain.map { Attribute(name: $0.name, value: Self.value(of: $0, in: tag)) },
      classes: classes.map { Self.classes(in: $0, tag) } ?? [],
      isOpen: tag.hasBranches || written.count < found.count,
      style: canHaveStyle ? StyleAttribute(named: style?.nameRange, in: tag) : nil,
      ownDeclarations: style.map { Self.declarations(in: $0, tag) } ?? [],
      isOwnCertain: style.map { Self.value(of: $0, in: tag) != nil } ?? true
    )
  }

  /// An element without a tag of its own.
  private init(implied element: HTMLElement, parent: Int?, isOpen: Bool) {
    self.init(
      parent: parent,
      name: element.standardName,
      attributes: [],
      classes: [],
      isOpen: isOpen,
      style: nil,
      ownDeclarations: [],
      isOwnCertain: true
    )
  }

  /// nil if it is not known.
  private static func value(of attribute: HTMLElement.Attribute, in tag: StartTag) -> String? {
    let range = tag.value(of: attribute.nameRange).range
    let isKnown =
      tag.isCertain(range) && !tag.draft.hasMark(in: range)
      && tag.draft.branches(touching: range).isEmpty
    return isKnown ? attribute.value : nil
  }

  private static func classes(in attribute: HTMLElement.Attribute, _ tag: StartTag) -> [String] {
    if let value = value(of: attribute, in: tag) {
      return value.utf8.split(whereSeparator: \.isCSSSpace).map { String(Substring($0)) }
    }
    return tag.certainClasses(in: tag.value(of: attribute.nameRange).range)
  }

  private static func declarations(
    in attribute: HTMLElement.Attribute,
    _ tag: StartTag
  ) -> [Declaration] {
    let value =
      value(of: attribute, in: tag).map { Array($0.utf8) }
      ?? Array(tag.draft.text[tag.value(of: attribute.nameRange).range])
    return DeclarationList(value, 0..<value.count).declarations
  }
}
