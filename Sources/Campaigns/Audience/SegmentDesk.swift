import Database
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
    try project.library.names.compactMap { project.library.segment(named: $0) }.map(count)
  }

  package func count(_ segment: Segment) throws -> Count {
    let (customers, reachable) = try reach.counts(of: segment.query(at: now), at: now)
    return Count(
      name: segment.name,
      title: segment.title,
      customers: customers,
      reachable: reachable
    )
  }

  package func picture(of segment: Segment) throws -> Picture {
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
    var standings: [RankingID: Standing] = [:]
    for question in segment.standingQueries(for: customer.key, at: now) {
      if let (position, among) = try reach.place(question.query) {
        standings[question.id] = Standing(position: position, among: among)
      }
    }
    return Reasons(
      segment: segment,
      customer: customer,
      evaluation: segment.evaluate(customer, at: now, standings: standings)
    )
  }

  /// The names of the segments that a customer is in.
  package func segments(of customer: CustomerHistory) throws -> [String] {
    try project.library.names.filter { name in
      guard let segment = project.library.segment(named: name) else { return false }
      return try reach.contains(customer.key, in: segment.query(at: now))
    }
  }

  /// The query that finds the members, as the store runs it, and its values.
  package func sql(of segment: Segment) -> (text: String, values: [SQLValue]) {
    segment.query(at: now).rendered(for: project.store.database.dialect)
  }

  /// Calls `each` with id, address, first and last name of every member, ordered by id.
  package func forEachMember(of segment: Segment, _ each: ([String]) throws -> Void) throws {
    try reach.forEachCustomer(of: segment.query(at: now), each)
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
      let audience = prepared.audience(asOf: now, clock: now)
      estimates[name] = try reach.counts(of: audience.targeted, at: now).customers
    }
    return estimates
  }
}
