extension Machine {
  /// Writes what a formatting filter makes of the input; false when the input is to be kept.
  mutating func format(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Bool {
    if call.filter == .date {
      return try formatDate(input, argument(call, 0, frame) ?? .null)
    }
    if input.isNull { return false }
    if call.filter == .money, input.tag == .integer, call.keywordCount == 0 {
      try output.append(minorUnits: input.integer, money)
      return true
    }
    let wanted = keyword(call, "decimals", frame)
    let decimals = try wanted.map { (value) throws(Failure) in
      Int(max(0, min(15, try strictInteger(value))))
    }
    switch call.filter {
    case .money:
      let named = keyword(call, "currency", frame).map { text($0).text }
      try writeMoney(input, currency: named, decimals: decimals)
    case .percent:
      let share = try number(input, "percent").times(Number(Int64(100)))
      try write(share, decimals ?? 0, atLeast: decimals ?? 0)
      try output.append(locale.numbers.percent)
    default:
      try write(try number(input, "number"), decimals ?? 3, atLeast: decimals ?? 0)
    }
    return true
  }

  /// A value that must be a number, also one in text.
  private func number(_ value: Value, _ filter: String) throws(Failure) -> Number {
    switch value.tag {
    case .integer, .decimal: return Number(value)
    case .string:
      if let number = Number(text: Self.stripped(value, left: true, right: true).text) {
        return number
      }
    default: break
    }
    throw Failure("'\(filter)' takes a number, not \(ValueOrder.kind(value))")
  }

  // MARK: Money

  /// An integer in minor units, or an object with `amount` in minor units and `currency`.
  private mutating func writeMoney(
    _ input: Value,
    currency named: String?,
    decimals: Int?
  ) throws(Failure) {
    var amount = input
    var currency = named ?? context.currency
    if input.tag == .object {
      amount = input.field("amount") ?? .null
      if named == nil, let own = input.field("currency"), own.tag == .string {
        currency = own.text
      }
    }
    let style =
      currency == money.currency ? money : MoneyStyle(currency: currency, locale: locale)
    let units = try number(amount, "money").dividedByPower(style.decimals)
    let shown = decimals ?? style.decimals
    let rounded = units.rounded(to: shown, .halfEven)
    if rounded.isNegative { try output.append(locale.numbers.minus) }
    try output.append(style.prefix)
    try writeMagnitude(rounded, atLeast: shown)
    try output.append(style.suffix)
  }

  // MARK: Numbers

  /// At most `most` decimals, halves to even, and at least `least`.
  private mutating func write(
    _ number: Number,
    _ most: Int,
    atLeast least: Int
  ) throws(Failure) {
    let rounded = number.rounded(to: most, .halfEven)
    if rounded.isNegative { try output.append(locale.numbers.minus) }
    try writeMagnitude(rounded, atLeast: least)
  }

  private mutating func writeMagnitude(_ number: Number, atLeast least: Int) throws(Failure) {
    guard number.approximation == nil || number.isZero else {
      throw Failure("the number is too large")
    }
    var power: UInt128 = 1
    for _ in 0..<number.scale { power *= 10 }
    let magnitude = number.coefficient.magnitude
    guard let whole = UInt64(exactly: magnitude / power) else {
      throw Failure("the number is too large")
    }
    try output.append(whole, group: locale.numbers.group)
    var fraction = magnitude % power
    var scale = number.scale
    while scale > least, fraction % 10 == 0 {
      fraction /= 10
      scale -= 1
    }
    guard scale > 0 || least > 0 else { return }
    try output.append(locale.numbers.decimal)
    if scale > 0 { try output.append(Int64(truncatingIfNeeded: fraction), digits: scale) }
    for _ in 0..<max(0, least - scale) { try output.append(byte: 0x30) }
  }

  // MARK: Words

  /// The first form for one, the second for any other number.
  mutating func pluralForm(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let isOne = locale.isOne(try number(input, "pluralize"))
    return argument(call, isOne ? 0 : 1, frame) ?? .null
  }

  /// The genitive of a name: `Annas`, `Anna’s`, `Annan`.
  mutating func possessive(_ input: Value) throws(Failure) -> Value {
    let name = Self.stripped(text(input), left: true, right: true)
    guard let last = name.text.lowercased().last else { return name }
    var stem = name
    let ending: String
    switch locale.language {
    case "en": ending = "’s"
    case "sv": ending = "sxz".contains(last) ? "" : "s"
    case "fi":
      if name.text.lowercased().hasSuffix("nen") {
        stem = Self.part(name, 0, name.size - 3)
        ending = "sen"
      } else if last == "s", "aeiouyäöå".contains(name.text.lowercased().dropLast().last ?? "s") {
        stem = Self.part(name, 0, name.size - 1)
        ending = "ksen"
      } else {
        ending = "aeiouyäöå".contains(last) ? "n" : "in"
      }
    default: ending = "sxzß".contains(last) ? "’" : "s"
    }
    return try concatenated(stem, arena.string(ending))
  }

  /// Joined as the language does: `A, B och C`.
  mutating func listed(_ input: Value) throws(Failure) -> Value {
    let items = try items(of: input)
    let isMarkup = items.contains(where: \.isMarkup)
    let start = output.count
    for (index, item) in items.enumerated() {
      if index > 0 {
        let isLast = index == items.count - 1
        let joint =
          isLast ? (items.count == 2 ? locale.pairJoint : locale.lastJoint) : ", "
        try output.append(joint)
      }
      try put(text(item), asMarkup: isMarkup)
    }
    return try lift(from: start, isMarkup: isMarkup)
  }

  /// The text under a key, with `{{ name }}` in it filled by the arguments.
  mutating func translation(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let key = ValueText.plain(input)
    guard let text = context.translations.text(key, context.language) else {
      throw Failure("there is no translation of '\(key)'")
    }
    var arguments: [String: Value] = [:]
    for index in 0..<call.keywordCount {
      let name = tables.constants[tables.lists[call.firstKeyword + 2 * index]].text
      let value = value(tables.lists[call.firstKeyword + 2 * index + 1], frame)
      arguments[name] = self.text(value)
    }
    let isMarkup = arguments.values.contains(where: \.isMarkup)
    let start = output.count
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      try put(arena.string(String(rest[..<open.lowerBound])), asMarkup: isMarkup)
      let name = String(rest[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace })
      guard let value = arguments[name] else {
        throw Failure("the translation of '\(key)' needs '\(name)'")
      }
      try put(value, asMarkup: isMarkup)
      rest = rest[close.upperBound...]
    }
    try put(arena.string(String(rest)), asMarkup: isMarkup)
    return try lift(from: start, isMarkup: isMarkup)
  }
}
