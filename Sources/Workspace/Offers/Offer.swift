package import Documents
package import Shop

/// What customers get, as a file of `offers/` says it.
package struct Offer: Sendable {
  package enum Benefit: Hashable, Sendable {
    /// Whole percent, 1 to 100.
    case percent(Int)
    case amount(Money)
    case freeShipping
    /// What is given, where the file says more than the title.
    case gift(String?)
    case points(Int)
  }

  package enum Validity: Hashable, Sendable {
    case unlimited
    /// From the moment that the message is planned.
    case lasting(CalendarSpan)
    /// That day included.
    case until(CivilDay)
  }

  package enum Code: Sendable {
    /// The same for everyone.
    case shared(String)
    /// One for each customer: the prefix and `length` more characters, the check character included.
    case unique(prefix: String, length: Int)
    /// One for each customer, from a file with one code a line, at this path as written.
    case pool(Located<String>)
  }

  /// The file's name, as campaigns call it.
  package let name: String
  package let path: String
  package let title: String
  package let benefit: Benefit
  /// What an order must come to.
  package let minimum: Money?
  /// What it holds for; everything where empty.
  package let categories: [String]
  package let validity: Validity
  /// The segment that it is for; everyone where nil.
  package let eligible: Located<String>?
  /// Nil where none is needed.
  package let code: Code?

  /// The word of the benefit in files and templates.
  package var kind: String {
    switch benefit {
    case .percent: "percent"
    case .amount: "amount"
    case .freeShipping: "free_shipping"
    case .gift: "gift"
    case .points: "points"
    }
  }
}
