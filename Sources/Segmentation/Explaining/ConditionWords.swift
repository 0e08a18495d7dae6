import Loyalty
import Shop

/// Says in plain English what a condition asks, with the dates that it comes to now.
struct ConditionWords {
  let text: ShopText

  init(now: Instant, terms: ShopTerms) { text = ShopText(now: now, terms: terms) }

  init(text: ShopText) { self.text = text }

  /// One phrase about the customer, such as `spent at least 5,000 SEK since 2017-07-01`.
  func meaning(of line: ConditionLine) -> String {
    if case .bought(let basket, let window) = line.condition {
      let verb = line.isNegated ? "never bought" : "bought"
      return "\(verb) \(words(basket))\(during(window))"
    }
    let meaning = meaning(of: line.condition)
    return line.isNegated ? "not: \(meaning)" : meaning
  }

  func limit(_ ranking: Ranking) -> String {
    "of these, only \(winners(ranking, "members"))"
  }

  func meaning(of condition: Condition) -> String {
    switch condition {
    case .everyone: "every customer"
    case .text(let attribute, let test): "\(attribute.words) \(words(test))"
    case .age(let test): "is \(words(test) { text.number($0) }) years old"
    case .custom(let column, let test): "custom.\(column) \(words(test))"
    case .consent(let isGiven):
      isGiven ? "has agreed to e-mail" : "has said no to e-mail"
    case .date(let attribute, let period): "\(attribute.words) \(words(period))"
    case .orderDate(let date, let period): "\(words(date)) was \(words(period))"
    case .number(let measure, let test): words(measure, test)
    case .rfm(let test): "RFM group \(words(test))"
    case .score(let score, let test): "\(words(score)) is \(words(test) { text.number($0) })"
    case .prediction(let prediction, let test): words(prediction, test)
    case .points(let measure, let test): words(measure, test)
    case .tier(let test): words(test)
    case .known(let subject, let isKnown):
      "\(words(subject)) is \(isKnown ? "known" : "unknown")"
    case .returning(let date, let period): "\(words(date)) \(words(period))"
    case .bought(let basket, let window): "bought \(words(basket))\(during(window))"
    case .lastOrderContains(let basket): "the last order contains \(words(basket))"
    case .segment(let name): "is in the segment '\(name)'"
    case .top(let ranking): "is among \(winners(ranking, "customers"))"
    case .sample(let sample):
      "is in the \(text.number(sample.percent))% of customers drawn by '\(sample.seed)'"
    }
  }

  // MARK: Attributes

  private func words(_ test: TextTest) -> String {
    switch test {
    case .oneOf(let texts): "is \(Self.list(texts))"
    case .noneOf(let texts): "is known, but not \(Self.list(texts))"
    case .match(let place, let texts): "\(place.rawValue) \(Self.list(texts))"
    }
  }

  private func words(_ test: CustomTest) -> String {
    switch test {
    case .oneOf(let values): "is \(Self.list(values.map(\.text)))"
    case .noneOf(let values): "is known, but not \(Self.list(values.map(\.text)))"
    case .match(let place, let texts): "\(place.rawValue) \(Self.list(texts))"
    case .within(let range): "is \(words(range) { text.number($0) })"
    }
  }

  private func words(_ date: ReturningDate) -> String {
    switch date {
    case .birthday: "has a birthday"
    case .signUp: "has the anniversary of signing up"
    case .order(let date): "has the anniversary of \(words(date))"
    }
  }

  private func words(_ subject: Subject) -> String {
    switch subject {
    case .text(let attribute): attribute.words
    case .age: "age"
    case .custom(let column): "custom.\(column)"
    case .consent: "the answer about e-mail"
    case .date(let attribute): attribute.rawValue
    case .orderDate(let date): words(date)
    case .number(let measure): "\(words(measure.kind))\(words(measure.filter, " of "))"
    case .rfm: "RFM group"
    case .score(let score): words(score)
    case .prediction(let prediction): words(prediction)
    case .tier: "tier"
    }
  }

  // MARK: Scores

  private func words(_ test: RFMTest) -> String {
    switch test {
    case .oneOf(let names): "is \(Self.list(names.map(\.rawValue)))"
    case .noneOf(let names): "is known, but not \(Self.list(names.map(\.rawValue)))"
    }
  }

  private func words(_ score: RFMScore) -> String {
    switch score {
    case .recency: "recency score (5: ordered most recently)"
    case .frequency: "frequency score (5: ordered most often)"
    case .monetary: "monetary score (5: spent most)"
    }
  }

  // MARK: Numbers

  /// `at least 3`, with each number written by `number`.
  func words(_ test: NumberTest, _ number: (ExactNumber) -> String) -> String {
    switch test {
    case .within(let range): words(range, number)
    case .oneOf(let numbers): "exactly \(Self.list(numbers.map(number)))"
    case .noneOf(let numbers): "other than \(Self.list(numbers.map(number)))"
    }
  }

  private func words(_ range: NumberRange, _ number: (ExactNumber) -> String) -> String {
    switch (range.lower, range.upper) {
    case (let lower?, let upper?): "\(number(lower.value)) to \(number(upper.value))"
    case (let lower?, nil):
      "\(lower.isIncluded ? "at least" : "more than") \(number(lower.value))"
    case (nil, let upper?):
      "\(upper.isIncluded ? "at most" : "less than") \(number(upper.value))"
    case (nil, nil): "any number"
    }
  }

  private func words(_ measure: NumberMeasure, _ test: NumberTest) -> String {
    let what = words(measure.filter, " of ")
    let when = during(measure.window)
    let number = { (number: ExactNumber) in words(number, in: measure.kind.unit) }
    return switch measure.kind {
    case .orders: "placed \(words(test, number)) orders\(what)\(when)"
    case .spent: "spent \(words(test, number))\(words(measure.filter, " on "))\(when)"
    case .items: "bought \(words(test, number)) items\(what)\(when)"
    case .distinct(let attribute):
      "bought \(words(test, number)) different \(attribute.plural)\(what)\(when)"
    case .averageOrder, .largestOrder, .daysBetweenOrders:
      "\(words(measure.kind))\(what)\(when) is \(words(test, number))"
    }
  }

  private func words(_ number: ExactNumber, in unit: NumberUnit) -> String {
    switch unit {
    case .money: text.money(number)
    case .days: "\(text.number(number)) days"
    case .thousandths:
      text.number(ExactNumber(mantissa: number.mantissa, scale: number.scale + 3))
    case .share: "\(text.number(number.multiplied(byPowerOfTen: 2)))%"
    case .points: "\(text.number(number)) points"
    case .none, .years: text.number(number)
    }
  }

  /// The measure as a noun.
  private func words(_ kind: NumberMeasure.Kind) -> String {
    switch kind {
    case .orders: "number of orders"
    case .spent: "amount spent"
    case .averageOrder: "average order"
    case .largestOrder: "largest order"
    case .items: "number of items"
    case .distinct(let attribute): "number of different \(attribute.plural)"
    case .daysBetweenOrders: "average time between orders"
    }
  }

  private func winners(_ ranking: Ranking, _ whom: String) -> String {
    let by =
      switch ranking.figure {
      case .measure(let measure):
        "\(words(measure.kind))\(words(measure.filter, " of "))\(during(measure.window))"
      case .prediction(let prediction): words(prediction)
      case .points: "number of points"
      }
    return switch ranking.size {
    case .count(let count): "the \(text.number(count)) \(whom) with the greatest \(by)"
    case .percent(let percent): "the top \(text.number(percent))% of \(whom) by \(by)"
    }
  }

  // MARK: Predictions

  /// The prediction as a noun.
  private func words(_ prediction: Prediction) -> String {
    let settings = text.terms.predictions
    return switch prediction {
    case .churnRisk: "risk of no order in the next \(words(settings.horizon))"
    case .expectedOrders(let horizon):
      "number of orders expected in the next \(words(horizon ?? settings.horizon))"
    case .lifetimeValue: "value of the orders expected in the next \(words(settings.lifetime))"
    }
  }

  private func words(_ prediction: Prediction, _ test: NumberTest) -> String {
    "\(words(prediction)) is \(words(test) { words($0, in: prediction.unit) })"
  }

  private func words(_ horizon: Horizon) -> String {
    let unit = horizon.unit.rawValue
    return horizon.amount == 1 ? String(unit.dropLast()) : "\(horizon.amount) \(unit)"
  }

  // MARK: Orders

  private func words(_ date: OrderDate) -> String {
    "the \(date.kind.rawValue)\(words(date.filter, " of "))"
  }

  private func words(_ filter: LineFilter?, _ joint: String) -> String {
    filter.map { joint + words($0) } ?? ""
  }

  private func words(_ filter: LineFilter) -> String {
    filter.tests.map(words).joined(separator: " and ")
  }

  private func words(_ test: ProductTest) -> String {
    "\(test.attribute.rawValue) \(Self.list(test.values))"
  }

  private func words(_ basket: Basket) -> String {
    let words = basket.filters.map(words).joined(separator: " and ")
    return basket.filters.count > 1 ? "\(words) in one order" : words
  }
}

extension ConditionWords {
  /// `Malmö, Lund or Göteborg`.
  static func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
