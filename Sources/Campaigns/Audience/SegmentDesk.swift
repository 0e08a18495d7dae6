import Database
package import Diagnostics
package import Loyalty
package import SQL
package import Segmentation
package import Shop
import Store
import Workspace

/// Questions about segments at one moment: counts, meanings, members, and why.
package struct SegmentDesk: Sendable {
  package let project: ShopProject
  package let now: Instant

  package init(project: ShopProject, now: Instant) {
    self.project = project
    self.now = now
  }

  /// How many customers a segment has, and how many of them can be reached by e-mail.
  package struct Count: Hashable, Sendable {
    package let name: String
    package let title: String
    package let customers: Int
    package let reachable: Int
  }

  /// What a segment means and how its conditions narrow the shop down.
  package struct Picture: Sendable {
    package struct Step: Hashable, Sendable {
      package let condition: ConditionMeaning
      /// How many customers pass the condition by itself.
      package let alone: Int
      /// How many pass it and all conditions above it.
      package let cumulative: Int
    }

    package let segment: Segment
    package let count: Count
    package let steps: [Step]
    /// A few members' ids.
    package let sample: [String]
  }

  /// A decision about one customer, condition by condition.
  package struct Reasons: Sendable {
    package let segment: Segment
    package let customer: CustomerHistory
    package let evaluation: Evaluation
  }

  /// Every segment without errors, by name.
  package func counts() throws -> [Count] {
    _ = try prepare(segments)
    return try segments.map(count)
  }

  package func count(_ segment: Segment) throws -> Count {
    let (customers, reachable) = try reach.counts(of: query(of: segment), at: now)
    return Count(
      name: segment.name,
      title: segment.title,
      customers: customers,
      reachable: reachable
    )
  }

  package func picture(of segment: Segment) throws -> Picture {
    _ = try prepare([segment])
    let steps = try segment.conditionQueries(at: now).map { queries in
      Picture.Step(
        condition: queries.meaning,
        alone: try reach.number(queries.alone),
        cumulative: try reach.number(queries.cumulative)
      )
    }
    return Picture(
      segment: segment,
      count: try count(segment),
      steps: steps,
      sample: try reach.ids(of: segment.query(at: now), limit: 10)
    )
  }

  package func reasons(_ segment: Segment, for customer: CustomerHistory) throws -> Reasons {
    let surroundings = try segment.surroundings(
      of: customer.key,
      at: now,
      forecast: try prepare([segment]),
      ask: reach.rows
    )
    return Reasons(
      segment: segment,
      customer: customer,
      evaluation: segment.evaluate(customer, at: now, among: surroundings)
    )
  }

  /// How a customer is scored among all who have bought; nil without a purchase.
  package func rfm(of figures: CustomerFigures) throws -> RFM? {
    try project.configuration.shopTerms.scale(at: now, ask: reach.rows).scores(of: figures)
  }

  /// What is predicted of a customer, or why nothing is; nil without a purchase before today.
  package func prediction(of figures: CustomerFigures) throws -> Estimate<CustomerPrediction>? {
    let terms = project.configuration.shopTerms
    let forecast: ShopForecast = try project.store.forecast(terms.predictionRequest(at: now))
    if let reason = forecast.model.unknownReason { return .unknown(reason) }
    return forecast.prediction(of: figures.orders, calendar: terms.calendar).map { .known($0) }
  }

  /// Warnings at the sentences that are false of everyone because too little is known of the shop.
  package func unknownPredictions(of segments: [Segment]) throws -> [Diagnostic] {
    guard let forecast = try prepare(segments) else { return [] }
    return Array(Set(segments.flatMap { $0.unknownPredictions(in: forecast) })).sortedByPlace()
  }

  /// The names of the segments that a customer is in.
  package func segments(of customer: CustomerHistory) throws -> [String] {
    let segments = segments
    _ = try prepare(segments)
    return try segments.filter { try reach.contains(customer.key, in: query(of: $0)) }.map(\.name)
  }

  /// The query that finds the members, as the store runs it, and its values.
  package func sql(of segment: Segment) -> (text: String, values: [SQLValue]) {
    segment.query(at: now).rendered(for: project.store.database.dialect)
  }

  /// Calls `each` with id, address, first and last name of every member, ordered by id.
  package func forEachMember(of segment: Segment, _ each: ([String]) throws -> Void) throws {
    try reach.forEachCustomer(of: query(of: segment), each)
  }

  /// All without errors, by name.
  package var segments: [Segment] {
    project.library.names.compactMap { project.library.segment(named: $0) }
  }

  /// The query of the members, which the store can answer once it has been asked for here.
  private func query(of segment: Segment) throws -> SQLQuery {
    _ = try prepare([segment])
    return segment.query(at: now)
  }

  /// Has the store hold what segments ask of it besides what was imported; whoever runs a segment's
  /// query without this desk calls it first.
  @discardableResult
  package func prepare(_ segments: [Segment]) throws -> ShopForecast? {
    try project.store.prepare(for: segments, terms: project.configuration.shopTerms, at: now)
  }

  private var reach: Reach {
    let shop = project.configuration
    return Reach(
      database: project.store.database,
      consent: shop.consent,
      rules: shop.orders,
      calendar: shop.calendar
    )
  }
}

extension SegmentDesk {
  /// How many customers are in the segments of each campaign, before consent and caps; a campaign
  /// whose files have errors has no estimate.
  package func estimates(ofCampaigns names: Set<String>) throws -> [String: Int] {
    var estimates: [String: Int] = [:]
    for name in names {
      guard let campaign = project.workspace.campaigns[name],
        let prepared = PreparedCampaign.prepare(campaign, in: project).0
      else { continue }
      let audience = try prepared.audience(from: project.store, asOf: now, clock: now)
      estimates[name] = try reach.counts(of: audience.targeted, at: now).customers
    }
    return estimates
  }
}
