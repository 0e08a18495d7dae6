extension Machine {
  mutating func applyToNumber(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let number = Number(input)
    let given = argument(call, 0, frame) ?? .null
    return try value(result(call.filter, number, given))
  }

  private func result(
    _ filter: Filter,
    _ number: Number,
    _ given: Value
  ) throws(Failure) -> Number {
    switch filter {
    case .abs: return number.magnitude
    case .ceil: return number.rounded(to: 0, .up).asInteger
    case .floor: return number.rounded(to: 0, .down).asInteger
    case .round: return rounded(number, given)
    case .plus: return try number.plus(Number(given))
    case .minus: return try number.minus(Number(given))
    case .times: return try number.times(Number(given))
    case .dividedBy: return try number.divided(by: Number(given))
    case .modulo: return try number.modulo(Number(given))
    case .atLeast:
      let least = Number(given)
      return number.isLess(than: least) ? least : number
    default:
      let most = Number(given)
      return most.isLess(than: number) ? most : number
    }
  }

  /// The number as a value; a whole number that needs more than 64 bits is its digits.
  mutating func value(_ number: Number) throws(Failure) -> Value {
    guard number.isInteger else { return Value(number.double) }
    guard number.approximation == nil else { throw Failure("the number is too large") }
    if let integer = Int64(exactly: number.coefficient) { return Value(integer) }
    return arena.string(number.coefficient.description)
  }

  /// To no decimals the result is a whole number.
  private func rounded(_ number: Number, _ given: Value) -> Number {
    let wanted = Number(given).asInteger.coefficient
    let digits = Int(max(-40, min(40, wanted)))
    let result = number.rounded(to: digits, .half)
    return digits <= 0 ? result.asInteger : result
  }
}
