extension Machine {
  mutating func applyToNumber(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let number = Number(input)
    let given = argument(call, 0, frame) ?? .null
    switch call.filter {
    case .abs: return try number.magnitude.value()
    case .ceil: return try number.rounded(to: 0, .up).asInteger.value()
    case .floor: return try number.rounded(to: 0, .down).asInteger.value()
    case .round: return try rounded(number, given)
    case .plus: return try number.plus(Number(given)).value()
    case .minus: return try number.minus(Number(given)).value()
    case .times: return try number.times(Number(given)).value()
    case .dividedBy: return try number.divided(by: Number(given)).value()
    case .modulo: return try number.modulo(Number(given)).value()
    case .atLeast:
      let least = Number(given)
      return try number.isLess(than: least) ? least.value() : number.value()
    default:
      let most = Number(given)
      return try most.isLess(than: number) ? most.value() : number.value()
    }
  }

  /// To no decimals the result is a whole number.
  private func rounded(_ number: Number, _ given: Value) throws(Failure) -> Value {
    let wanted = Number(given).asInteger.coefficient
    let digits = Int(max(-40, min(40, wanted)))
    let result = number.rounded(to: digits, .half)
    return try digits <= 0 ? result.asInteger.value() : result.value()
  }
}
