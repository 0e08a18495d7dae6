import SQL
import Shop
import TestSupport

/// Conditions that only the whole shop can answer.
extension RandomConditions {
  // MARK: Rankings

  /// A ranking made up at random: its words, and those of some customers who are among its first.
  struct RandomRanking {
    let text: String
    let winners: ([CustomerHistory]) -> Set<String>
  }

  mutating func ranking() -> RandomRanking {
    let (measure, value) = rankedMeasure()
    let isShare = random.chance(60)
    let size = isShare ? random.pick([1, 10, 33, 50, 100]) : random.number(1...8)
    let text = "top \(size)\(isShare ? "%" : "") by \(measure)"
    return RandomRanking(text: text) { (customers: [CustomerHistory]) -> Set<String> in
      var ranked: [(id: String, value: Double)] = []
      for history in customers where value(history) > 0 {
        ranked.append((history.customer.id, value(history)))
      }
      ranked.sort { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }
      let count = isShare ? (ranked.count * size + 99) / 100 : size
      return Set(ranked.prefix(count).map(\.id))
    }
  }

  private mutating func rankedMeasure() -> (text: String, value: (CustomerHistory) -> Double) {
    let narrowing = narrowing()
    let view = view
    let forecast = NaiveForecast(view: view)
    let club = shop.club
    switch random.number(0...5) {
    case 5: return ("points", { Double(club.points(of: $0)) })
    case 0:
      return (
        "spent \(narrowing.text)",
        { history in
          Double(narrowing.orders(view.counted(history)).map(narrowing.amount).reduce(0, +))
        }
      )
    case 1:
      return (
        "orders \(narrowing.text)",
        { Double(narrowing.orders(view.purchases($0)).count) }
      )
    case 2: return ("lifetime value", { forecast.lifetimeValue($0) ?? 0 })
    case 3:
      return ("expected orders in next 90 days", { forecast.expectedOrders($0, days: 90) ?? 0 })
    default:
      return (
        "average order \(narrowing.text)",
        { history in
          let amounts = narrowing.orders(view.purchases(history)).map(narrowing.amount)
          return amounts.isEmpty ? 0 : Double(amounts.reduce(0, +)) / Double(amounts.count)
        }
      )
    }
  }

  mutating func top() -> RandomCondition {
    let ranking = ranking()
    let winners = ranking.winners(shop.customers)
    return RandomCondition(text: ranking.text) { winners.contains($0.customer.id) }
  }

  // MARK: Predictions

  /// The times ahead, in days, that are asked for.
  static let horizons: Set<Int> = [30, 90, 180]

  mutating func prediction() -> RandomCondition {
    let forecast = NaiveForecast(view: view)
    switch random.number(0...3) {
    case 0:
      let percent = random.number(1...99)
      return RandomCondition(text: "churn risk >= \(percent)%") { history in
        forecast.churnRisk(history).map { $0 >= Double(percent) / 100 } ?? false
      }
    case 1:
      let days = random.pick(Self.horizons.sorted())
      let bound = random.pick(["0.05", "0.3", "1.7"])
      let within = days == 180 && random.chance(50) ? "" : " in next \(days) days"
      return RandomCondition(text: "expected orders\(within) < \(bound)") { history in
        forecast.expectedOrders(history, days: days).map { $0 < Double(bound) ?? 0 } ?? false
      }
    case 2:
      let (text, test) = comparison(random.pick([10, 50, 100, 300]))
      return RandomCondition(text: "lifetime value \(text)") { history in
        forecast.lifetimeValue(history).map { test(Int($0) * 10) } ?? false
      }
    default:
      let isKnown = random.chance(50)
      let name = random.pick(["churn risk", "expected orders in next 90 days", "lifetime value"])
      return RandomCondition(text: "\(name) is \(isKnown ? "known" : "unknown")") { history in
        (forecast.churnRisk(history) != nil) == isKnown
      }
    }
  }

  // MARK: Samples

  mutating func sample() -> RandomCondition {
    let percent = random.pick(["0.1", "2.5", "20", "50", "99.9999"])
    let seed = random.pick(["spring", "a b"])
    let bound = (Double(percent) ?? 0) / 100
    return RandomCondition(text: "sample \(percent)% seed \(seed.asValue)") { history in
      let bucket = StableHash.bucket(seed: seed, id: history.customer.id)
      return Double(bucket) / 1_000_000 < bound
    }
  }

  // MARK: Scores

  mutating func rfmName() -> RandomCondition {
    let names = [random.pick(NaiveScores.names), random.pick(NaiveScores.names)]
    let scores = NaiveScores(shop)
    if random.chance(20) {
      let isKnown = random.chance(50)
      return RandomCondition(text: "rfm is \(isKnown ? "known" : "unknown")") { history in
        (scores.name(of: history) != nil) == isKnown
      }
    }
    let isNot = random.chance(40)
    let list = names.map { random.chance(50) ? $0 : $0.asValue }.joined(separator: ", ")
    return RandomCondition(text: "rfm \(isNot ? "is not" : "is") \(list)") { history in
      scores.name(of: history).map { names.contains($0) != isNot } ?? false
    }
  }

  mutating func score() -> RandomCondition {
    let (text, test) = comparison(random.number(0...5))
    let scores = NaiveScores(shop)
    let (name, score) = random.pick([
      ("recency", scores.recency), ("frequency", scores.frequency), ("monetary", scores.monetary),
    ])
    return RandomCondition(text: "\(name) score \(text)") { history in
      score[history.customer.id].map { test($0 * 1_000) } ?? false
    }
  }
}

/// RFM scores as their description says them: by counting, for each customer, who is worse.
struct NaiveScores {
  private static let grid = [
    ["lost", "lost", "at risk", "cannot lose", "cannot lose"],
    ["hibernating", "hibernating", "at risk", "at risk", "at risk"],
    ["about to sleep", "about to sleep", "need attention", "loyal", "loyal"],
    ["promising", "potential loyalists", "potential loyalists", "loyal", "loyal"],
    ["new", "potential loyalists", "potential loyalists", "champions", "champions"],
  ]
  static let names = Array(Set(grid.flatMap(\.self))).sorted()

  private(set) var recency: [String: Int] = [:]
  private(set) var frequency: [String: Int] = [:]
  private(set) var monetary: [String: Int] = [:]

  init(_ shop: RandomShop) {
    let buyers = shop.customers.filter { !shop.view.purchases($0).isEmpty }
    func scores(_ value: (CustomerHistory) -> Int64) -> [String: Int] {
      var scores: [String: Int] = [:]
      for buyer in buyers {
        let worse = buyers.count { value($0) < value(buyer) }
        scores[buyer.customer.id] = 1 + 5 * worse / buyers.count
      }
      return scores
    }
    recency = scores { shop.view.purchases($0).map(\.placedAt.milliseconds).max() ?? 0 }
    frequency = scores { Int64(shop.view.purchases($0).count) }
    monetary = scores { shop.view.counted($0).reduce(0) { $0 + $1.total } }
  }

  func name(of history: CustomerHistory) -> String? {
    let id = history.customer.id
    guard let recency = recency[id], let frequency = frequency[id], let monetary = monetary[id]
    else { return nil }
    let mean = Double(frequency + monetary) / 2
    return Self.grid[recency - 1][Int(mean.rounded()) - 1]
  }
}
