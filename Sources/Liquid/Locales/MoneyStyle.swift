/// How amounts of one currency are written in one language.
struct MoneyStyle {
  let currency: String
  let locale: LocaleTable
  let decimals: Int
  /// What stands before and after the amount, with the spaces between.
  let prefix: String
  let suffix: String
  /// Minor units in one unit.
  let unit: UInt64

  init(currency: String, locale: LocaleTable) {
    self.currency = currency
    self.locale = locale
    decimals = LocaleTable.decimals(of: currency)
    unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
    let sign = locale.currencySigns[currency] ?? currency
    if locale.numbers.putsCurrencyFirst {
      let endsInLetter = sign.utf8.last.map(Bytes.isLetter) ?? false
      prefix = endsInLetter ? sign + "\u{A0}" : sign
      suffix = ""
    } else {
      prefix = ""
      suffix = "\u{A0}" + sign
    }
  }
}

extension OutputBuffer {
  /// An amount in minor units, with all its decimals.
  mutating func append(minorUnits: Int64, _ style: MoneyStyle) throws(Failure) {
    if minorUnits < 0 { try append(style.locale.numbers.minus) }
    try append(style.prefix)
    let magnitude = minorUnits.magnitude
    try append(magnitude / style.unit, group: style.locale.numbers.group)
    if style.decimals > 0 {
      try append(style.locale.numbers.decimal)
      try append(Int64(magnitude % style.unit), digits: style.decimals)
    }
    try append(style.suffix)
  }

  /// Digits in groups of three.
  mutating func append(_ number: UInt64, group: String) throws(Failure) {
    var divisor: UInt64 = 1
    while number / divisor >= 1_000 { divisor *= 1_000 }
    try append(Int64(number / divisor))
    while divisor > 1 {
      divisor /= 1_000
      try append(group)
      try append(Int64(number / divisor % 1_000), digits: 3)
    }
  }
}
