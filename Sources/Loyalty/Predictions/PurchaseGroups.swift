/// The customers of a fit, reduced to what the likelihood of BG/NBD depends on.
///
/// Identical (x, t_x, T) are one group with a weight, and times are indexes into their distinct
/// values, so that logarithms are taken once per distinct time instead of once per customer. Times
/// are divided by the mean T: a fit then takes the same path whatever the unit of time.
struct PurchaseGroups {
  /// Customers with repeat purchases who have all three numbers in common.
  struct Group {
    let repeats: Int
    let recency: Int
    let age: Int
    var customers: Double
  }

  let customers: Int
  let repeatCustomers: Int
  /// The sum of x.
  let repeats: Int
  /// What times were divided by.
  let timeScale: Double
  /// Distinct t_x and T, rising.
  let recencies: [Double]
  let ages: [Double]
  /// Customers and their repeat purchases at each of `ages`.
  let customersByAge: [Double]
  let repeatsByAge: [Double]
  /// How many customers have more than j repeat purchases, for each j from 0.
  let customersBeyond: [Double]
  /// The repeat buyers only; those who bought once are in `customersByAge`.
  let groups: [Group]

  init(_ rows: [PurchaseSummary]) {
    customers = rows.count
    repeatCustomers = rows.count { $0.repeats > 0 }
    repeats = rows.reduce(0) { $0 + $1.repeats }
    let mean = rows.reduce(0) { $0 + $1.age } / Double(max(1, rows.count))
    timeScale = mean > 0 ? mean : 1
    let recency = DistinctTimes(rows.map(\.recency))
    let age = DistinctTimes(rows.map(\.age))
    recencies = recency.values.map { [timeScale] in $0 / timeScale }
    ages = age.values.map { [timeScale] in $0 / timeScale }

    var customersByAge = [Double](repeating: 0, count: ages.count)
    var repeatsByAge = customersByAge
    var beyond = [Double](repeating: 0, count: rows.reduce(0) { max($0, $1.repeats) } + 1)
    for (index, row) in rows.enumerated() {
      customersByAge[age.indexes[index]] += 1
      repeatsByAge[age.indexes[index]] += Double(row.repeats)
      beyond[row.repeats] += 1
    }
    self.customersByAge = customersByAge
    self.repeatsByAge = repeatsByAge
    for index in beyond.indices.reversed().dropFirst() { beyond[index] += beyond[index + 1] }
    customersBeyond = Array(beyond.dropFirst())
    groups = Self.grouped(
      rows.indices.lazy.filter { rows[$0].repeats > 0 }.map {
        Group(
          repeats: rows[$0].repeats,
          recency: recency.indexes[$0],
          age: age.indexes[$0],
          customers: 1
        )
      }
    )
  }

  /// Whether there is nothing to tell customers apart by.
  var areIdentical: Bool {
    ages.count <= 1 && (repeatCustomers == 0 || (groups.count == 1 && recencies.count == 1))
  }

  private static func grouped(_ rows: some Sequence<Group>) -> [Group] {
    let sorted = rows.sorted {
      if $0.repeats != $1.repeats { return $0.repeats < $1.repeats }
      return $0.age == $1.age ? $0.recency < $1.recency : $0.age < $1.age
    }
    var groups: [Group] = []
    for row in sorted {
      if let last = groups.last,
        last.repeats == row.repeats, last.recency == row.recency, last.age == row.age
      {
        groups[groups.count - 1].customers += row.customers
      } else {
        groups.append(row)
      }
    }
    return groups
  }
}

/// The distinct values of a column of times, rising, and which of them each row has.
private struct DistinctTimes {
  let values: [Double]
  let indexes: [Int]

  init(_ column: [Double]) {
    values = Set(column).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(values, values.indices))
    indexes = column.compactMap { positions[$0] }
  }
}
