import Diagnostics

/// What one sentence asks of a customer, checked: the meaning of the language, free of any engine.
///
/// Every condition is either true or false of a customer. A test of a value that is unknown is
/// false; only `known` asks whether there is one.
enum Condition: Hashable, Sendable {
  case everyone
  case text(TextAttribute, TextTest)
  /// Completed years on today's date.
  case age(NumberTest)
  case custom(column: String, CustomTest)
  case consent(Bool)
  case date(DateAttribute, Period)
  case orderDate(OrderDate, Period)
  case number(NumberMeasure, NumberTest)
  case rfm(RFMTest)
  case score(RFMScore, NumberTest)
  case prediction(Prediction, NumberTest)
  case points(PointsMeasure, NumberTest)
  case tier(TierTest)
  /// Whether there is a value: asked to be known, or unknown.
  case known(Subject, Bool)
  case returning(ReturningDate, ReturningPeriod)
  case bought(Basket, Period?)
  case lastOrderContains(Basket)
  case segment(String)
  case top(Ranking)
  case sample(Sample)
}

/// What may be known or unknown of a customer.
enum Subject: Hashable, Sendable {
  case text(TextAttribute)
  case age
  case custom(column: String)
  case consent
  case date(DateAttribute)
  case orderDate(OrderDate)
  case number(NumberMeasure)
  case rfm
  case score(RFMScore)
  case prediction(Prediction)
  case tier(ClubTiers)
}

/// The customer's columns that hold text.
enum TextAttribute: String, Hashable, Sendable, CaseIterable {
  case id
  case email
  case emailDomain = "email domain"
  case firstName = "first name"
  case lastName = "last name"
  case gender
  case city
  case postalCode = "postal code"
  case country
  case language
  case timeZone = "time zone"
  case consentSource = "consent source"
}

/// The customer's columns that hold a time or a day.
enum DateAttribute: String, Hashable, Sendable, CaseIterable {
  case signedUp = "signed up"
  case birthDate = "birth date"
  case consentDate = "consent date"
}

/// What a text is asked; compared without regard to case.
enum TextTest: Hashable, Sendable {
  case oneOf([String])
  case noneOf([String])
  /// Any of the texts stands at that place.
  case match(TextPlace, [String])
}

enum TextPlace: String, Hashable, Sendable, CaseIterable {
  case start = "starts with"
  case end = "ends with"
  case anywhere = "contains"
}

/// What a column of the shop's own is asked.
///
/// A value equals another when the texts are equal or both are numbers and the numbers are.
enum CustomTest: Hashable, Sendable {
  case oneOf([CustomValue])
  case noneOf([CustomValue])
  case match(TextPlace, [String])
  case within(NumberRange)
}

struct CustomValue: Hashable, Sendable {
  let text: String
  /// Nil where the value is no number or was quoted.
  let number: ExactNumber?
}

/// A date that comes back every year; 29 February comes back on the 28th in other years.
enum ReturningDate: Hashable, Sendable {
  case birthday
  case signUp
  case order(OrderDate)
}

/// The days on which it shall come back, from today on.
enum ReturningPeriod: Hashable, Sendable {
  case today
  case tomorrow
  case nextDays(Int)
  case nextMonths(Int)
  case thisWeek
  case nextWeek
  case thisMonth
  case nextMonth
}

/// A share of the customers by a hash of the seed and the customer's id.
struct Sample: Hashable, Sendable {
  /// In percent.
  let percent: ExactNumber
  let seed: String
}
