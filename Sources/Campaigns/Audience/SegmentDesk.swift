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
    package let segment: Segment
    package let count: Count
    /// Each condition with how many pass it, in the order of the file.
    package let steps: [ConditionCounts]
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
    let segments = segments
    return try search.answer(about: segments) { engine, connection in
      let reachable = try reach.reachable(by: engine, on: connection, at: now)
      return try segments.map { count($0, try engine.members(of: $0), reachable) }
    } bySQL: {
      try segments.map(countBySQL)
    }
  }

  package func picture(of segment: Segment) throws -> Picture {
    try search.answer(about: [segment]) { engine, connection in
      let members = try engine.members(of: segment)
      let reachable = try reach.reachable(by: engine, on: connection, at: now)
      return Picture(
        segment: segment,
        count: count(segment, members, reachable),
        steps: try engine.counts(of: segment),
        sample: engine.firstIDs(Self.sampleSize, of: members)
      )
    } bySQL: {
      Picture(
        segment: segment,
        count: try countBySQL(segment),
        steps: try segment.conditionQueries(at: now).map { queries in
          ConditionCounts(
            meaning: queries.meaning,
            alone: try reach.number(queries.alone),
            cumulative: try reach.number(queries.cumulative)
          )
        },
        sample: try reach.ids(of: segment.query(at: now), limit: Self.sampleSize)
      )
    }
  }

  /// How many members' ids a picture shows.
  private static let sampleSize = 10

  private func count(
    _ segment: Segment,
    _ members: CustomerSet,
    _ reachable: CustomerSet
  ) -> Count {
    Count(
      name: segment.name,
      title: segment.title,
      customers: members.count,
      reachable: members.intersection(reachable).count
    )
  }

  private func countBySQL(_ segment: Segment) throws -> Count {
    let (customers, reachable) = try reach.counts(of: segment.query(at: now), at: now)
    return Count(
      name: segment.name,
      title: segment.title,
      customers: customers,
      reachable: reachable
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
    return try search.answer(about: segments) { engine, _ in
      try segments
        .filter { engine.contains(key: customer.key, in: try engine.members(of: $0)) }
        .map(\.name)
    } bySQL: {
      try segments.filter { try reach.contains(customer.key, in: $0.query(at: now)) }.map(\.name)
    }
  }

  /// The query that finds the members, as the store runs it, and its values.
  package func sql(of segment: Segment) -> (text: String, values: [SQLValue]) {
    segment.query(at: now).rendered(for: project.store.database.dialect)
  }

  /// Calls `each` with id, address, first and last name of every member, ordered by id.
  package func forEachMember(of segment: Segment, _ each: ([String]) throws -> Void) throws {
    for members in try search.keys(ofAny: [[segment]]) {
      try reach.forEachCustomer(of: members, each)
    }
  }

  /// All without errors, by name.
  package var segments: [Segment] {
    project.library.names.compactMap { project.library.segment(named: $0) }
  }

  /// The keys of a segment's members, rising.
  package func keys(of segment: Segment) throws -> [Int64] { try search.keys(ofAny: [segment]) }

  private func prepare(_ segments: [Segment]) throws -> ShopForecast? {
    try project.store.prepare(for: segments, terms: project.configuration.shopTerms, at: now)
  }

  private var search: MemberSearch {
    MemberSearch(store: project.store, terms: project.configuration.shopTerms, now: now)
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
