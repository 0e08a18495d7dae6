import Diagnostics

extension Compiler {
  // MARK: Files

  /// The number of a partial's or component's code; nil, and a report, when there is none.
  ///
  /// Where a rewriter changes the page each use has code of its own, since what a style sheet says
  /// of it depends on where it stands; but a partial that renders itself is the same inside.
  func procedure(_ origin: FrameBuilder.Origin, at span: Span) -> Int? {
    let known = options.rewriter == nil ? numbers[origin] : caller(of: origin)
    if case .component(let name) = origin, caller(of: origin) != nil {
      report("self-inclusion", "the component '\(name)' uses itself", at: span)
      return nil
    }
    if let known, frames[known].markup == markup { return known }
    let loaded =
      switch origin {
      case .partial(let name): load(name, from: options.partials, as: "partial", at: span)
      case .component(let name): load(name, from: options.components, as: "component", at: span)
      case .page: nil as LoadedNodes?
      }
    guard loaded != nil, mayAddFrame(at: span) else { return nil }
    frames.append(FrameBuilder(origin, markup, caller: number))
    numbers[origin] = frames.count - 1
    return frames.count - 1
  }

  /// The frame of this origin among those that lead to the one at hand.
  private func caller(of origin: FrameBuilder.Origin) -> Int? {
    var candidate: Int? = number
    while let number = candidate {
      if frames[number].origin == origin { return number }
      candidate = frames[number].caller
    }
    return nil
  }

  private func mayAddFrame(at span: Span) -> Bool {
    if frames.count == Self.mostIncludes {
      report("nesting", "too many partials are used", at: span)
    }
    return frames.count < Self.mostIncludes
  }

  /// Takes a component's style sheet, which every page needs once.
  func stylesheet(_ span: Span) {
    guard case .component(let name) = frame.origin else {
      return report(
        "misplaced-stylesheet",
        "'stylesheet' stands in a component's file",
        at: span,
        help: "in a page or a layout write <style>…</style>"
      )
    }
    let text = source.string(span)
    guard !stylesheets.contains(where: { $0.component == name && $0.text == text }) else { return }
    stylesheets.append((name, text))
  }

  /// Whether one more partial may be included here.
  func mayInclude(_ name: String, at span: Span) -> Bool {
    if includes.contains(name) {
      report("self-inclusion", "the partial '\(name)' includes itself", at: span)
      return false
    }
    includeCount += 1
    if includeCount == Self.mostIncludes {
      report("nesting", "too many partials are included", at: span)
    }
    return includeCount < Self.mostIncludes
  }

  /// The nodes of a partial or layout, read once; reports what is wrong with it the first time.
  func load(
    _ name: String,
    from loader: (any TemplateLoader)?,
    as kind: String,
    at span: Span
  ) -> LoadedNodes? {
    let key = kind == "partial" ? name : "\(kind)/\(name)"
    if let known = texts[key], let known { return known }
    guard isInside(name, kind, at: span) else { return nil }
    do {
      guard let text = try loader?.load(name) else {
        report(
          "unknown-\(kind)",
          "there is no \(kind) '\(name)'",
          at: span,
          help: NearestName.suggestion(for: name, among: loader?.names ?? [])
        )
        return nil
      }
      let source = SourceText(text.text, file: text.file)
      let (nodes, problems) = TemplateReader.read(source, components: components)
      report(problems)
      let loaded = LoadedNodes(nodes: nodes, source: source)
      texts[key] = loaded
      return loaded
    } catch {
      report("unreadable-\(kind)", "cannot read the \(kind) '\(name)': \(error)", at: span)
      return nil
    }
  }

  private func isInside(_ name: String, _ kind: String, at span: Span) -> Bool {
    if TemplateName.isAllowed(name) { return true }
    report(
      "\(kind)-name",
      "'\(name)' is not the name of a \(kind)",
      at: span,
      help: "a name may have folders below the \(kind)s' own, but no way out of it"
    )
    return false
  }
}
