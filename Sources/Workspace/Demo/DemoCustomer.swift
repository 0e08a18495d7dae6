import Shop

/// One invented customer, and how this kind of customer buys.
struct DemoCustomer {
  /// What the demo's segments are made of.
  enum Habit {
    /// Signed up within the last month, with one order at most.
    case newcomer
    /// Comes back all the time.
    case regular
    /// Was among the best, and has not been seen for half a year.
    case lapsedBest
    case occasional
    case once
    case never
  }

  static let count = 2_000
  private static let lapsedBestCount = 100
  private static let birthdayCount = 10

  let id: String
  let habit: Habit
  let firstName: String
  let lastName: String
  let gender: String
  let birthDate: CivilDay?
  let place: DemoNames.Place
  let postalCode: String
  let signedUp: CivilDay
  private(set) var email: String
  /// `yes`, `no` or nothing.
  let consent: String
  let format: String

  /// Everyone, as of a day: some have their birthday on it.
  static func all(asOf day: CivilDay, _ random: inout DemoRandom) -> [DemoCustomer] {
    var customers: [DemoCustomer] = []
    for index in 0..<count {
      let habit = habit(index, &random)
      var customer = DemoCustomer(index: index, habit: habit, asOf: day, &random)
      // An address that another customer has, too, differently written.
      if index % 150 == 149, customer.email.contains("@") {
        customer.email = customers[index - 40].email.uppercased()
      }
      customers.append(customer)
    }
    return customers
  }

  private static func habit(_ index: Int, _ random: inout DemoRandom) -> Habit {
    if index % (count / lapsedBestCount) == 7 { return .lapsedBest }
    return random.pick(weighted: [
      (.newcomer, 6), (.regular, 13), (.occasional, 43), (.once, 27), (.never, 11),
    ])
  }

  private init(index: Int, habit: Habit, asOf day: CivilDay, _ random: inout DemoRandom) {
    self.habit = habit
    id = "K\(10_001 + index)"
    let isWoman = random.chance(58)
    firstName = random.pick(isWoman ? DemoNames.women : DemoNames.men)
    lastName = random.pick(DemoNames.families)
    gender = random.pick(weighted: [(isWoman ? "female" : "male", 92), ("other", 2), ("", 6)])
    let isBirthday = index % (Self.count / Self.birthdayCount) == 33
    let birthday = Self.birthDate(isBirthday: isBirthday, asOf: day, &random)
    birthDate = isBirthday || random.chance(90) ? birthday : nil
    place = random.pick(weighted: DemoNames.places)
    let digits = random.int(in: 10...99)
    postalCode = place.country == "SE" ? "\(place.postalCode) \(digits)" : place.postalCode
    signedUp = day.adding(days: -Self.daysSinceSignUp(habit, &random))
    email = Self.email(firstName, lastName, index, &random)
    consent = random.pick(weighted: [("yes", 80), ("no", 14), ("", 6)])
    format = random.pick(weighted: [("pocket", 5), ("inbunden", 3), ("ljudbok", 2), ("", 3)])
  }

  private static func birthDate(
    isBirthday: Bool,
    asOf day: CivilDay,
    _ random: inout DemoRandom
  ) -> CivilDay {
    let age = random.pick(weighted: [(18...29, 18), (30...44, 34), (45...64, 33), (65...88, 15)])
    let years = random.int(in: age)
    let offset = random.int(in: 1...364)
    let birthday = day.adding(months: -12 * years)
    return isBirthday ? birthday : birthday.adding(days: -offset)
  }

  private static func daysSinceSignUp(_ habit: Habit, _ random: inout DemoRandom) -> Int {
    switch habit {
    case .newcomer: random.int(in: 1...28)
    case .lapsedBest: random.int(in: 760...2_100)
    case .regular: random.int(in: 300...2_100)
    case .occasional, .once, .never: random.int(in: 40...2_100)
    }
  }

  /// Mostly plain addresses of domains that nobody owns (RFC 2606); some are outside ASCII, some
  /// are no addresses.
  private static func email(
    _ firstName: String,
    _ lastName: String,
    _ index: Int,
    _ random: inout DemoRandom
  ) -> String {
    let domain = random.pick(weighted: [
      ("example.com", 5), ("example.org", 3), ("example.net", 2), ("post.example", 1),
    ])
    let plain = DemoNames.addressPart(firstName) + "." + DemoNames.addressPart(lastName)
    let number = 100 + index
    switch index % 200 {
    case 19: return "\(plain)\(number)@"
    case 87: return "\(plain) \(number)@\(domain)"
    case 121: return "\(firstName).\(lastName)\(number)@\(domain)".lowercased()
    case 163: return ""
    default: return "\(plain)\(number)@\(domain)"
    }
  }
}
