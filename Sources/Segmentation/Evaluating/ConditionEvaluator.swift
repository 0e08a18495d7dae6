import SQL
import Shop

/// Decides conditions for one customer from the customer's whole history.
struct ConditionEvaluator {
  /// Whether a condition holds, and the value that decided, in words.
  struct Answer {
    let holds: Bool
    let value: String
  }

  let history: CustomerHistory
  let now: Instant
  let terms: ShopTerms
  let figures: OrderFigures
  let text: ShopText
  let surroundings: Surroundings

  init(
    _ history: CustomerHistory,
    at now: Instant,
    terms: ShopTerms,
    among surroundings: Surroundings
  ) {
    self.history = history
    self.now = now
    self.terms = terms
    self.surroundings = surroundings
    figures = OrderFigures(history, at: now, terms: terms)
    text = ShopText(now: now, terms: terms)
  }

  private var customer: Customer { history.customer }
  private var today: CivilDay { terms.calendar.day(of: now) }
  private static let unknown = "no value"

  /// The answer; `members` tells of segments whether the customer is in them.
  func answer(_ condition: Condition, members: [String: Bool]) -> Answer {
    switch condition {
    case .everyone: return Answer(holds: true, value: "everyone")
    case .text(let attribute, let test):
      let value = customer.text(attribute)
      return Answer(holds: value.map(test.holds) ?? false, value: value ?? Self.unknown)
    case .age(let test):
      return Answer(holds: age.map { test.holds(Int64($0)) } ?? false, value: ageWords)
    case .custom(let column, let test):
      let value = customer.custom(column)
      return Answer(holds: value.map(test.holds) ?? false, value: value ?? Self.unknown)
    case .consent(let isGiven):
      return Answer(holds: customer.emailConsent == isGiven, value: consentWords)
    case .date(let attribute, let period): return answer(attribute, period)
    case .orderDate(let date, let period):
      let instant = figures.instant(of: date)
      let holds = instant.map { span(period).contains($0) } ?? false
      return Answer(holds: holds, value: words(date, instant))
    case .number(let measure, let test):
      let holds = figures.value(of: measure).map { test.holds(numerator: $0, denominator: $1) }
      return Answer(holds: holds ?? false, value: words(measure))
    case .rfm(let test): return answer(test)
    case .score(let score, let test): return answer(score, test)
    case .prediction(let prediction, let test): return answer(prediction, test)
    case .points(let measure, let test): return answer(measure, test)
    case .tier(let test): return answer(test)
    case .known(let subject, let isKnown):
      let (isThere, value) = value(of: subject)
      return Answer(holds: isThere == isKnown, value: value)
    case .returning(let date, let period): return answer(date, period)
    case .bought(let basket, let window):
      let last = figures.lastBought(basket, window)
      let words = last.map { "last bought \(text.past($0))" } ?? "not bought"
      return Answer(holds: last != nil, value: words)
    case .lastOrderContains(let basket):
      let last = figures.lastOrder(basket)
      let words = last.map { "last order \(text.past($0.placedAt))" } ?? "no order"
      return Answer(holds: last?.holds ?? false, value: words)
    case .segment(let name):
      let isMember = members[name] ?? false
      return Answer(holds: isMember, value: isMember ? "a member" : "not a member")
    case .top(let ranking): return answer(ranking, members: nil)
    case .sample(let sample): return answer(sample)
    }
  }

  /// Whether the customer is among the first of a ranking.
  func answer(_ ranking: Ranking, members: String?) -> Answer {
    let standing = surroundings.standings[RankingID(ranking: ranking, members: members)]
    guard let standing else { return Answer(holds: false, value: "not ranked") }
    let words = "rank \(text.number(standing.position)) of \(text.number(standing.among))"
    return Answer(holds: ranking.size.includes(standing), value: words)
  }

  private func answer(_ sample: Sample) -> Answer {
    let bucket = StableHash.bucket(seed: sample.seed, id: customer.id)
    let percent = ExactNumber(mantissa: bucket, scale: 4)
    let bound = sample.percent.multiplied(byPowerOfTen: 4).roundedUp
    return Answer(holds: bucket < bound, value: "drawn at \(text.number(percent))%")
  }

  private func span(_ period: Period) -> TimeSpan { period.span(at: now, in: terms.calendar) }

  // MARK: Attributes

  /// A day of birth that lies ahead is unknown.
  private var birthDate: CivilDay? { customer.birthDate.flatMap { $0 > today ? nil : $0 } }

  private var age: Int? { birthDate.map { $0.completedYears(until: today) } }

  private var ageWords: String { age.map { "age \($0)" } ?? Self.unknown }

  private var consentWords: String {
    customer.emailConsent.map { $0 ? "yes" : "no" } ?? Self.unknown
  }

  private func instant(_ attribute: DateAttribute) -> Instant? {
    let instant =
      switch attribute {
      case .signedUp: customer.signedUpAt
      case .consentDate: customer.consentAt
      case .birthDate: birthDate.map(terms.calendar.startOfDay)
      }
    // What is to come is not seen; a day of birth was compared as a day.
    return instant.flatMap { $0 < now || attribute == .birthDate ? $0 : nil }
  }

  private func words(_ attribute: DateAttribute) -> String {
    guard let instant = instant(attribute) else { return Self.unknown }
    if attribute == .birthDate { return birthDate?.description ?? Self.unknown }
    return text.past(instant)
  }

  private func answer(_ attribute: DateAttribute, _ period: Period) -> Answer {
    let holds = instant(attribute).map { span(period).contains($0) } ?? false
    return Answer(holds: holds, value: words(attribute))
  }

  private func answer(_ date: ReturningDate, _ period: ReturningPeriod) -> Answer {
    let day: CivilDay?
    let name: String
    switch date {
    case .birthday: (day, name) = (birthDate, "born")
    case .signUp: (day, name) = (instant(.signedUp).map(terms.calendar.day), "signed up")
    case .order(let date):
      (day, name) = (figures.instant(of: date).map(terms.calendar.day), date.kind.rawValue)
    }
    guard let day else { return Answer(holds: false, value: Self.unknown) }
    let holds = period.returns(today: today).contains { $0.contains(day) }
    return Answer(holds: holds, value: "\(name) \(day)")
  }

  // MARK: Values in words

  private func words(_ date: OrderDate, _ instant: Instant?) -> String {
    instant.map { "\(date.kind.rawValue) \(text.past($0))" } ?? "no order"
  }

  private func value(of subject: Subject) -> (isThere: Bool, words: String) {
    switch subject {
    case .text(let attribute):
      let value = customer.text(attribute)
      return (value != nil, value ?? Self.unknown)
    case .age: return (age != nil, ageWords)
    case .custom(let column):
      let value = customer.custom(column)
      return (value != nil, value ?? Self.unknown)
    case .consent: return (customer.emailConsent != nil, consentWords)
    case .date(let attribute): return (instant(attribute) != nil, words(attribute))
    case .orderDate(let date):
      let instant = figures.instant(of: date)
      return (instant != nil, words(date, instant))
    case .number(let measure): return (figures.value(of: measure) != nil, words(measure))
    case .rfm: return (rfm != nil, rfmWords)
    case .score(let score): return (rfm != nil, words(score))
    case .prediction(let prediction): return (value(of: prediction) != nil, words(prediction))
    case .tier(let tiers): return (tier(of: tiers) != nil, words(tiers))
    }
  }

  private func words(_ measure: NumberMeasure) -> String {
    guard let (numerator, denominator) = figures.value(of: measure) else { return Self.unknown }
    let nearest = ShopText.rounded(numerator, denominator)
    return switch measure.kind {
    case .orders: text.count(nearest, "order", "orders")
    case .spent, .averageOrder, .largestOrder: text.money(nearest)
    case .items: "\(text.number(ExactNumber(mantissa: nearest, scale: 3))) items"
    case .distinct(let attribute): "\(text.number(nearest)) \(attribute.plural)"
    case .daysBetweenOrders: "\(text.number(ratio: numerator, to: denominator)) days"
    }
  }
}
