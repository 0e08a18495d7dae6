import Diagnostics

extension Compiler {
  // MARK: What the page writes

  /// Notes a piece of HTML that the code at hand writes.
  @discardableResult
  func notePiece(_ piece: PageScript.Piece) -> PageScript.Place {
    guard markup == .html else {
      if case .output = piece, markup == .markdown { script.fillMarkdown() }
      return PageScript.Place(procedure: -1, piece: -1)
    }
    return PageScript.Place(procedure: number, piece: script.note(piece, in: number))
  }

  /// Notes a value; answers whether it is still to be written.
  func noteOutput(_ value: FilteredExpression) -> Bool {
    if markup == .markdown { script.fillMarkdown() }
    if value.filters.last?.name == "raw" { script.hasHiddenMarkup = true }
    guard markup == .html else { return true }
    if case .component = frame.origin, value.isContent {
      notePiece(.content)
      return true
    }
    let output = PageScript.Output(value: value, source: source, isData: isData(value))
    let place = PageScript.Place(procedure: number, piece: script.note(output, in: number))
    return !edits.dropped.contains(place)
  }

  /// Whether a value means the same everywhere: it is read from the data.
  private func isData(_ value: FilteredExpression) -> Bool {
    guard case .variable(let path)? = value.value, case .name(let name) = path.root else {
      return false
    }
    return frame.binding(name) == nil && frame.explanation(name) == nil
  }

  /// Declarations without those whose values mean something else in this partial.
  func portable(_ replacement: String) -> String {
    func isPortable(_ text: some StringProtocol) -> Bool {
      PageMark.parts(of: String(text)).allSatisfy {
        if case .value(let value) = $0 { edits.outputs[value].isData } else { true }
      }
    }
    guard number > 0, !isPortable(replacement) else { return replacement }
    let open = replacement.firstIndex(of: "\"").map { replacement.index(after: $0) }
    let start = open ?? replacement.startIndex
    let end = open == nil ? replacement.endIndex : replacement.index(before: replacement.endIndex)
    let kept = replacement[start..<end].split(separator: ";", omittingEmptySubsequences: false)
      .filter { isPortable($0) }
    return replacement[..<start] + kept.joined(separator: ";") + replacement[end...]
  }

  /// The text of a value that is known when the page is compiled.
  func constant(_ value: FilteredExpression) -> String? {
    guard markup == .html, !position.isUnquotedValue, !position.needsURLCheck,
      value.filters.isEmpty, case .variable(let path)? = value.value,
      case .name(let root) = path.root, isData(value),
      var found = options.constants?[root]
    else { return nil }
    for step in path.steps {
      guard case .name(let name, _) = step, let below = found[name] else { return nil }
      found = below
    }
    guard case .string(let text) = found else { return nil }
    noteVariable(root, path, .output)
    return text
  }
}

extension FilteredExpression {
  /// Whether it is `{{ content }}`.
  fileprivate var isContent: Bool {
    guard filters.isEmpty, case .variable(let path)? = value, case .name("content") = path.root
    else { return false }
    return path.steps.isEmpty
  }
}

extension LiquidValue {
  /// The first field of this name.
  fileprivate subscript(_ name: String) -> LiquidValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}
