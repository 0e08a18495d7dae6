import Diagnostics
import Documents
import Loyalty
import Shop

/// What `points` of `loyalty` says: a rate alone, or `purchases` and the kinds of events.
struct ClubPoints {
  private(set) var purchases: PointsRate?
  private(set) var events: [EventPoints] = []

  private static let rate = "a rate such as 1 per 10"
  private static let purchasesKey = "purchases"

  static func read(_ keys: inout MappingReader, currency: Currency?) -> ClubPoints {
    var points = ClubPoints()
    guard let node = keys.node("points") else { return points }
    switch node.content {
    case .scalar(let scalar): points.purchases = rate(scalar, "points", currency, &keys)
    case .mapping(let entries):
      for entry in entries { points.read(entry, currency, &keys) }
    case .sequence:
      keys.report(
        .error(
          "wrong-kind",
          "'points' is a rate or a mapping, found \(node.kind)",
          at: node.location,
          help: "write 'points: {purchases: 1 per 10 \(currency?.code ?? "SEK"), review: 50}'"
        )
      )
    }
    return points
  }

  private mutating func read(
    _ entry: DocumentEntry,
    _ currency: Currency?,
    _ keys: inout MappingReader
  ) {
    guard case .scalar(let scalar) = entry.value.content else {
      keys.report(
        .error(
          "wrong-kind",
          "'\(entry.key)' is a single value, found \(entry.value.kind)",
          at: entry.value.location
        )
      )
      return
    }
    if entry.key == Self.purchasesKey {
      purchases = Self.rate(scalar, entry.key, currency, &keys)
    } else if let number = Int64(scalar.text), (1...1_000_000).contains(number) {
      add(EventPoints(kind: entry.key, points: number), entry, &keys)
    } else {
      keys.report(Self.problem(of: entry, scalar, currency))
    }
  }

  private mutating func add(
    _ event: EventPoints,
    _ entry: DocumentEntry,
    _ keys: inout MappingReader
  ) {
    if events.contains(where: { $0.kind.lowercased() == event.kind.lowercased() }) {
      keys.report(
        .error("duplicate", "there are two kinds '\(event.kind)'", at: entry.keyLocation)
      )
    }
    events.append(event)
  }

  /// Money beside another key is likely meant for purchases.
  private static func problem(
    of entry: DocumentEntry,
    _ scalar: DocumentScalar,
    _ currency: Currency?
  ) -> Diagnostic {
    let isMoney = Int64(scalar.text) == nil && scalar.text.contains { $0.isNumber }
    return .error(
      "bad-value",
      "'\(entry.key)' is how many points such an event gives, from 1 to 1000000, "
        + "not '\(scalar.text)'",
      at: scalar.location,
      help: isMoney
        ? "what money gives is written 'purchases: 1 per 10 \(currency?.code ?? "SEK")'" : nil
    )
  }

  private static func rate(
    _ scalar: DocumentScalar,
    _ key: String,
    _ currency: Currency?,
    _ keys: inout MappingReader
  ) -> PointsRate? {
    guard let currency else { return nil }
    let words = scalar.text.split { $0.isWhitespace }
    do {
      guard words.count >= 3, words[1].lowercased() == "per", let points = Int64(words[0]),
        (1...1_000).contains(points)
      else { throw Money.TextProblem.notAnAmount }
      let text = words.dropFirst(2).joined(separator: " ")
      let money = try Money(text: text, shop: currency)
      guard money.amount > 0 else { throw Money.TextProblem.notAnAmount }
      return PointsRate(points: points, per: money.amount)
    } catch Money.TextProblem.otherCurrency(let code) {
      keys.reportOtherCurrency(code, than: currency, at: scalar.location)
    } catch {
      let isMoney = (try? Money(text: scalar.text, shop: currency)) != nil  // else no hint follows
      keys.report(
        .error(
          "bad-value",
          "'\(key)' is \(rate) \(currency.code), not '\(scalar.text)'",
          at: scalar.location,
          help: isMoney
            ? "write '1 per \(scalar.text)' for a point for each"
            : "so many points, from 1 to 1000, for each such amount"
        )
      )
    }
    return nil
  }
}
