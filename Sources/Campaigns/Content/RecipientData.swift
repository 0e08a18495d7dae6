import Liquid
import Loyalty
import Shop

/// What a template sees of one customer: the object `customer`.
///
/// `fields` is the one list of names: the schema that `check` uses and the reference page are made
/// from it. Money is in minor units; write `| money`.
enum RecipientData {
  static func data(
    of history: CustomerHistory,
    standing: ClubStanding?,
    at now: Instant,
    rules: OrderRules,
    calendar: ShopCalendar,
    recommender: Recommender?,
    shop: ShopFigures
  ) -> LiquidValue {
    let figures = CustomerFigures(of: history.orders, before: now, by: rules)
    let subject = Subject(
      customer: history.customer,
      standing: standing,
      figures: figures,
      now: now,
      calendar: calendar,
      recommender: recommender,
      shop: shop,
      prediction: shop.forecast?.prediction(of: figures.orders, calendar: calendar)
    )
    return .object(fields.map { LiquidField($0.name, $0.value(subject)) })
  }

  /// What the value of one field is made from.
  struct Subject {
    let customer: Customer
    /// Nil without a club, and where no template of the campaign shows it.
    let standing: ClubStanding?
    let figures: CustomerFigures
    let now: Instant
    let calendar: ShopCalendar
    /// Nil where no template of the campaign shows recommendations.
    let recommender: Recommender?
    let shop: ShopFigures
    /// Nil also where no template of the campaign shows any.
    let prediction: CustomerPrediction?
  }

  /// One name of the catalogue.
  struct Field: Sendable {
    let name: String
    /// One sentence for the reference page.
    let meaning: String
    let schema: VariableSchema
    let value: @Sendable (Subject) -> LiquidValue

    init(
      _ name: String,
      _ meaning: String,
      _ schema: VariableSchema = .scalar,
      _ value: @escaping @Sendable (Subject) -> LiquidValue
    ) {
      self.name = name
      self.meaning = meaning
      self.schema = schema
      self.value = value
    }
  }

  static let fields: [Field] = attributes + history + ClubData.fields

  private static let attributes: [Field] = [
    Field("id", "the shop's own id of the customer") { .string($0.customer.id) },
    Field("email", "the address") { .text($0.customer.email) },
    Field("first_name", "the first name") { .text($0.customer.firstName) },
    Field("last_name", "the last name") { .text($0.customer.lastName) },
    Field("gender", "as imported") { .text($0.customer.gender) },
    Field("birth_date", "the day of birth") { .day($0.customer.birthDate) },
    Field("age", "completed years") { subject in
      .integer(
        subject.customer.birthDate.map {
          Int64($0.completedYears(until: subject.calendar.day(of: subject.now)))
        }
      )
    },
    Field("city", "the city") { .text($0.customer.city) },
    Field("postal_code", "the postal code") { .text($0.customer.postalCode) },
    Field("country", "the country") { .text($0.customer.country) },
    Field("language", "the language, such as `sv`") { .text($0.customer.language) },
    Field("signed_up_at", "when the customer signed up") { .instant($0.customer.signedUpAt) },
    Field(
      "custom",
      "the shop's other columns: `customer.custom.shoe_size`",
      .object([:], open: true)
    ) { subject in
      .object(
        subject.customer.custom.sorted { $0.key < $1.key }
          .map { LiquidField($0.key, .string($0.value)) }
      )
    },
  ]

  private static let history: [Field] = [
    Field("orders", "how many purchases") { .integer(Int64($0.figures.purchases.count)) },
    Field("spent", "money spent in all, returns taken off") { .integer($0.figures.spent) },
    Field("average_order", "money of a mean purchase") { .integer($0.figures.averageOrder) },
    Field("first_order_at", "the time of the first purchase") {
      .instant($0.figures.firstOrder?.placedAt)
    },
    Field("last_order_at", "the time of the last purchase") {
      .instant($0.figures.lastOrder?.placedAt)
    },
    Field("days_since_last_order", "whole days since the last purchase") { subject in
      .integer(
        subject.figures.lastOrder.map { order in
          Int64(
            subject.calendar.day(of: subject.now).daysSince1970
              - subject.calendar.day(of: order.placedAt).daysSince1970
          )
        }
      )
    },
    Field("favourite_category", "the category that most money went to") {
      .text($0.figures.favouriteCategory)
    },
    Field("last_order", "the last purchase, with its `lines`", TemplateCatalogue.order) {
      $0.figures.lastOrder.map(OrderData.data) ?? .null
    },
    Field("rfm", "the name of the customer's RFM group, such as `champions`") { subject in
      .text(subject.shop.scale?.scores(of: subject.figures)?.name.rawValue)
    },
    Field("churn_risk", "the chance from 0 to 1 of no order for a time; write `| percent`") {
      $0.prediction.map { .decimal($0.churnRisk) } ?? .null
    },
    Field("lifetime_value", "money of the orders expected from the customer, as worth now") {
      .integer($0.prediction?.lifetimeValue)
    },
    Field(
      "recommendations",
      "\(Recommender.usualCount) products that the customer may like, the best first",
      .array(TemplateCatalogue.product)
    ) { subject in
      let products = subject.recommender?.recommendations(for: subject.figures) ?? []
      return .array(products.map(ProductData.data))
    },
  ]
}

extension LiquidValue {
  static func text(_ text: String?) -> LiquidValue { text.map { .string($0) } ?? .null }

  static func integer(_ number: Int64?) -> LiquidValue { number.map { .integer($0) } ?? .null }

  static func instant(_ instant: Instant?) -> LiquidValue {
    instant.map { .instant(milliseconds: $0.milliseconds) } ?? .null
  }

  static func day(_ day: CivilDay?) -> LiquidValue {
    guard let (year, month, date) = day?.components else { return .null }
    return .day(year: year, month: month, day: date)
  }

  /// A quantity as people write it: without decimals where there are none.
  static func quantity(_ quantity: Double) -> LiquidValue {
    Int64(exactly: quantity).map { .integer($0) } ?? .decimal(quantity)
  }
}
