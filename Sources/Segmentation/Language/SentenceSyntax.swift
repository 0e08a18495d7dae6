import Diagnostics
import Documents
import Loyalty
import Shop

/// A sentence as it was written: its parts with their places, not checked for sense.
struct SentenceSyntax {
  let isNegated: Bool
  let statement: StatementSyntax
  let location: SourceLocation
}

enum StatementSyntax {
  case everyone
  case segment(Located<String>)
  case sample(size: Token, seed: Located<String>)
  case top(RankingSyntax)
  case bought(BoughtSyntax)
  case lastOrderContains(BasketSyntax)
  case returning(ReturningDateSyntax, Located<ReturningPeriod>)
  case test(SubjectSyntax, PredicateSyntax)
}

struct RankingSyntax {
  let size: Token
  let measure: SubjectSyntax
}

struct BoughtSyntax {
  let isNever: Bool
  let basket: BasketSyntax
  let window: PeriodSyntax?
}

struct BasketSyntax {
  let tests: [ProductTestSyntax]
  /// Where `together` stands.
  let together: SourceLocation?
}

struct ProductTestSyntax {
  let attribute: ProductAttribute
  let values: [Located<String>]
}

enum ReturningDateSyntax {
  case birthday
  case signUp
  case order(OrderDate.Kind, [ProductTestSyntax])
}

/// What is tested, with what narrows it.
struct SubjectSyntax {
  let name: SubjectName
  let location: SourceLocation
  let filters: [ProductTestSyntax]
  var window: PeriodSyntax?
  /// How far ahead expected orders look.
  var horizon: Horizon?
}

/// The subjects of the language.
enum SubjectName: Hashable, Sendable {
  case text(TextAttribute)
  case age
  case custom(String)
  case consent
  case date(DateAttribute)
  case order(OrderDate.Kind)
  case number(NumberMeasure.Kind)
  case rfm
  case score(RFMScore)
  case prediction(PredictionName)
  case points
  case tier
}

/// What can be predicted.
enum PredictionName: String, Hashable, Sendable, CaseIterable {
  case churnRisk = "churn risk"
  case expectedOrders = "expected orders"
  case lifetimeValue = "lifetime value"
}

enum PredicateSyntax {
  case known(Bool)
  case oneOf([ValueSyntax], isNegated: Bool)
  case match(TextPlace, [Located<String>])
  case compare(Comparison, ValueSyntax)
  /// Both ends included.
  case range(ValueSyntax, ValueSyntax)
  case period(PeriodSyntax)
}

/// A value: a text, and a number where it looks like one and stands without quotes.
struct ValueSyntax {
  let text: String
  let number: ExactNumber?
  /// What stands after the number: a currency, `years`, `%`.
  let unit: Located<String>?
  let location: SourceLocation
}

struct PeriodSyntax {
  enum Kind {
    case last(Int, ShopCalendar.Unit)
    case calendar(CalendarPeriod)
    case during(WrittenDate)
    case between(WrittenDate, WrittenDate)
    case since(WrittenDate)
    case before(WrittenDate)
    case after(WrittenDate)
    case through(WrittenDate)
    case earlier(Int, ShopCalendar.Unit, isEndIncluded: Bool)
    case later(Int, ShopCalendar.Unit, isEndIncluded: Bool)
    case ago(Int, Int, ShopCalendar.Unit)
  }

  let kind: Kind
  let location: SourceLocation
}
