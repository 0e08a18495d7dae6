import Diagnostics
import Documents
import SQL
import Shop

extension SentenceChecker {
  /// Whether points can be asked for, or else why not.
  mutating func checkPoints(at place: SourceLocation) -> Bool {
    if terms.club != nil { return true }
    reportNoClub("points", at: place)
    return false
  }

  /// The club's tiers, or else why there are none.
  mutating func tiers(at place: SourceLocation) -> ClubTiers? {
    if let tiers = terms.club.flatMap(ClubTiers.init) { return tiers }
    if terms.club == nil {
      reportNoClub("tiers", at: place)
    } else {
      report(
        "no-club",
        "the club has no tiers",
        at: place,
        help: "add 'tiers: …' to 'loyalty:' in stamkund.yaml"
      )
    }
    return nil
  }

  mutating func tierTest(
    _ values: [ValueSyntax],
    _ isNegated: Bool,
    at place: SourceLocation
  ) -> TierTest? {
    guard let tiers = tiers(at: place) else { return nil }
    let names = values.compactMap { tierName($0, among: tiers.names) }
    guard names.count == values.count else { return nil }
    let test = TierTest(tiers: tiers, names: names, isNegated: isNegated)
    if test.conditions.isEmpty { warnOfVerdict(.noOne, at: place) }
    return test
  }

  /// The name as the club spells it.
  private mutating func tierName(_ value: ValueSyntax, among all: [String]) -> String? {
    let folded = TextFolding.casefold(value.text)
    if let name = all.first(where: { TextFolding.casefold($0) == folded }) { return name }
    report(
      "unknown-tier",
      "the club has no tier '\(value.text)'",
      at: value.location,
      help: NearestName.suggestion(for: value.text, among: all) ?? all.joined(separator: ", ")
    )
    return nil
  }

  private mutating func reportNoClub(_ what: String, at place: SourceLocation) {
    report(
      "no-club",
      "the shop has no customer club, and so no \(what)",
      at: place,
      help: "say under 'loyalty:' in stamkund.yaml how the club works: docs/club.md"
    )
  }
}
