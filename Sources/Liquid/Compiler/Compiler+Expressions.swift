import Diagnostics

extension Compiler {
  /// What a value is read for.
  enum Use {
    /// To be shown as it is: an empty value leaves a hole.
    case output
    /// In a condition, where `blank` and `empty` are more than empty text.
    case condition
    /// Before `default`, which takes the place of an empty value.
    case optional
    /// Where an empty value does no harm.
    case quiet
  }

  func operand(
    _ expression: Expression,
    use: Use
  ) -> (operand: Int32, schema: VariableSchema) {
    switch expression {
    case .null: return (draft.operand(.null), .scalar)
    case .bool(let flag, _): return (draft.operand(Value(flag)), .scalar)
    case .integer(let integer, _): return (draft.operand(Value(integer)), .scalar)
    case .decimal(let decimal, _): return (draft.operand(Value(decimal)), .scalar)
    case .string(let text, _): return (constant(text), .scalar)
    case .blank:
      return use == .condition
        ? (draft.operand(Value(bits: 0, tag: .blank)), .scalar) : (constant(""), .scalar)
    case .empty:
      return use == .condition
        ? (draft.operand(Value(bits: 0, tag: .empty)), .scalar) : (constant(""), .scalar)
    case .variable(let path): return variable(path, use)
    case .range(let first, let last, _):
      let low = operand(first, use: .quiet).operand
      let high = operand(last, use: .quiet).operand
      return (draft.operand(Operand(kind: .range, a: low, b: high)), .array(.scalar))
    }
  }

  private func constant(_ text: String) -> Int32 {
    let constant = draft.constant(text)
    return draft.operand(Operand(kind: .constant, a: constant))
  }

  // MARK: Variables

  private func variable(
    _ path: VariablePath,
    _ use: Use
  ) -> (operand: Int32, schema: VariableSchema) {
    switch path.root {
    case .computed(let name):
      let base = named(operand(name, use: .quiet).operand)
      return descend(path, from: base, .any)
    case .name(let name):
      switch frame.binding(name) {
      case .slot(let slot, let schema)?:
        return descend(path, from: draft.operand(Operand(kind: .slot, a: slot)), schema)
      case .loop(let state)?: return loopField(path, state)
      case .rowLoop(let state)?:
        return descend(path, from: draft.operand(Operand(kind: .loop, a: state, b: 1)), .any)
      case nil: return global(name, path, use)
      }
    }
  }

  private func named(_ name: Int32) -> Int32 {
    let visible = frame.visible
    var entries: [Int32] = []
    for entry in visible {
      entries.append(draft.constant(entry.name))
      entries.append(entry.slot)
    }
    let first = draft.list(entries)
    return draft.operand(
      Operand(kind: .named, a: name, b: first, c: Int32(visible.count))
    )
  }

  private func loopField(
    _ path: VariablePath,
    _ state: Int32
  ) -> (operand: Int32, schema: VariableSchema) {
    if path.steps.count == 1, case .name(let name, let span) = path.steps[0] {
      guard let field = LoopField(name) else {
        let names = LoopField.allCases.map { "\($0)" }
        reportUnknown(property: name, of: "forloop", at: span, among: names)
        return (draft.operand(.null), .scalar)
      }
      let loop = Operand(kind: .loopField, a: state, b: field.rawValue)
      return (draft.operand(loop), .any)
    }
    return descend(path, from: draft.operand(Operand(kind: .loop, a: state)), .any)
  }

  private func global(
    _ name: String,
    _ path: VariablePath,
    _ use: Use
  ) -> (operand: Int32, schema: VariableSchema) {
    let slot = frame.global(name)
    let data = options.schema?.property(name)
    if case .partial = frame.origin, options.schema != nil, data == nil,
      use == .condition || use == .optional
    {
      // A partial that asks for a value gets on without it.
      frame.explainIfUnknown(name)
    }
    let local = frame.explanation(name)
    if local == nil {
      if options.schema != nil, data == nil {
        frame.unresolved.append(.init(name: name, span: path.rootSpan, source: source))
      }
      noteVariable(name, path, use)
    }
    let base = draft.operand(Operand(kind: .slot, a: slot))
    return descend(path, from: base, local ?? data ?? .any)
  }

  /// Notes the names down to the first that is computed.
  func noteVariable(_ name: String, _ path: VariablePath, _ use: Use) {
    var written = name
    for step in path.steps {
      guard case .name(let part, _) = step else { break }
      written += "." + part
    }
    if use == .condition { guards.append(written) }
    note(written, at: path.span, mayBeEmpty: use != .output || guards.contains(written))
  }

  /// Goes down the path's steps, checking them against the schema.
  private func descend(
    _ path: VariablePath,
    from base: Int32,
    _ schema: VariableSchema
  ) -> (operand: Int32, schema: VariableSchema) {
    guard !path.steps.isEmpty else { return (base, schema) }
    var schema = schema
    var steps: [PathStep] = []
    var owner = source.string(path.rootSpan)
    for step in path.steps {
      switch step {
      case .name(let name, let span):
        let below = schema.property(name)
        if below == nil { reportUnknown(property: name, of: owner, at: span, among: schema.names) }
        schema = below ?? .any
        owner += "." + name
        steps.append(PathStep(kind: .name, command: Self.command(name), symbol: Symbol(name)))
      case .index(.string(let name, let span)):
        let below = schema.property(name)
        if below == nil { reportUnknown(property: name, of: owner, at: span, among: schema.names) }
        schema = below ?? .any
        owner += "['\(name)']"
        steps.append(PathStep(kind: .name, symbol: Symbol(name)))
      case .index(.integer(let number, _)):
        schema = schema.element
        owner += "[\(number)]"
        steps.append(PathStep(kind: .index, symbol: "", number: number))
      case .index(let expression):
        schema = schema.element
        owner += "[…]"
        let operand = operand(expression, use: .quiet).operand
        steps.append(PathStep(kind: .computed, symbol: "", number: Int64(operand)))
      }
    }
    let first = Int32(draft.steps.count)
    draft.steps += steps
    let way = Operand(kind: .path, a: base, b: first, c: Int32(steps.count))
    return (draft.operand(way), schema)
  }

  private func reportUnknown(
    property name: String,
    of owner: String,
    at span: Span,
    among names: [String]
  ) {
    guard options.schema != nil else { return }
    report(
      "unknown-variable",
      "'\(owner)' has no '\(name)'",
      at: span,
      help: NearestName.suggestion(for: name, among: names)
    )
  }

  private static func command(_ name: String) -> PathStep.Command {
    switch name {
    case "size": .size
    case "first": .first
    case "last": .last
    default: .none
    }
  }

  // MARK: Filters

  func apply(_ filter: FilterCall) {
    if let use = use(of: filter) { emit(.filter, a: use, at: filter.span) }
  }

  /// The filter with its arguments; nil, and a report, when it cannot be called so.
  func use(of call: FilterCall) -> Int32? {
    guard let signature = Filter.signatures[call.name] else {
      report(
        "unknown-filter",
        "unknown filter '\(call.name)'",
        at: call.span,
        help: NearestName.suggestion(
          for: call.name,
          among: Filter.signatures.keys.filter { $0.count > 1 }
        )
      )
      return nil
    }
    guard check(call, signature) else { return nil }
    let arguments = call.arguments.map { operand($0, use: .quiet).operand }
    var keywords: [Int32] = []
    for keyword in call.keywords {
      keywords.append(draft.constant(keyword.name))
      keywords.append(operand(keyword.value, use: .quiet).operand)
    }
    draft.filters.append(
      FilterUse(
        filter: signature.filter,
        firstArgument: draft.list(arguments),
        argumentCount: Int32(arguments.count),
        firstKeyword: draft.list(keywords),
        keywordCount: Int32(call.keywords.count)
      )
    )
    return Int32(draft.filters.count - 1)
  }

  /// A key that is written in the template can be looked up before anything is rendered.
  func checkTranslation(_ value: FilteredExpression) {
    guard let translations = options.translations,
      ["translate", "t"].contains(value.filters.first?.name),
      case .string(let key, let span)? = value.value, !translations.hasText(key)
    else { return }
    report(
      "unknown-translation",
      "there is no translation of '\(key)'",
      at: span,
      help: NearestName.suggestion(for: key, among: translations.keys)
        ?? "add it to the shop's language in Templates/locales"
    )
  }

  /// Where names are checked, a form of a date is one of those that have names, or has a `%`.
  private func check(dateForm call: FilterCall) -> Bool {
    let forms = ["short", "long", "weekday", "relative"]
    guard options.schema != nil, call.name == "date",
      case .string(let form, let span)? = call.arguments.first,
      !form.isEmpty, !form.contains("%"), !forms.contains(form)
    else { return true }
    report(
      "date-form",
      "there is no form of dates called '\(form)'",
      at: span,
      help: NearestName.suggestion(for: form, among: forms)
        ?? "write short, long, weekday, relative or a form such as %-d %B"
    )
    return false
  }

  private func check(_ call: FilterCall, _ signature: Filter.Signature) -> Bool {
    let count = call.arguments.count
    if count < signature.minimum || count > signature.maximum {
      let expected =
        switch (signature.minimum, signature.maximum) {
        case (0, 0): "no arguments"
        case (let least, let most) where least == most: "\(most) argument\(most == 1 ? "" : "s")"
        case (0, let most): "at most \(most) argument\(most == 1 ? "" : "s")"
        case (let least, let most): "\(least) to \(most) arguments"
        }
      report(
        "filter-arguments",
        "'\(call.name)' takes \(expected), not \(count)",
        at: call.span,
        help: call.name == "date" && count == 2
          ? "write | time_zone: \"…\" before | date for another time zone" : nil
      )
      return false
    }
    guard check(dateForm: call) else { return false }
    if !signature.isOpen {
      for keyword in call.keywords where !signature.keywords.contains(keyword.name) {
        report(
          "filter-arguments",
          "'\(call.name)' has no argument '\(keyword.name)'",
          at: keyword.span,
          help: NearestName.suggestion(for: keyword.name, among: signature.keywords)
        )
        return false
      }
    }
    return true
  }
}
