import Columns
import SQL
import Shop

extension ColumnEngine {
  // MARK: Text

  func customers(_ attribute: TextAttribute, _ test: FoldedTest) -> CustomerSet {
    if attribute == .emailDomain { return customers(emailDomain: test) }
    return customers(columns.customers.text(attribute.column), test)
  }

  func customers(column: String, _ test: FoldedTest) -> CustomerSet {
    guard let column = columns.customers.custom[column] else {
      return .none(of: customerCount)
    }
    return customers(column, test)
  }

  /// Tests each different text once.
  private func customers(_ column: TextColumn, _ test: FoldedTest) -> CustomerSet {
    let passing = CustomerSet.marked(of: column.textCount) { texts, marks in
      for index in marks.indices {
        marks[index] = test.holds(column.text(ofCode: texts.lowerBound + index + 1)) ? 1 : 0
      }
    }
    var table = [UInt8](repeating: 0, count: column.textCount + 1)
    for text in passing.rows { table[text + 1] = 1 }
    return .marked(of: customerCount) { rows, marks in
      column.codes.run(TableMarks(table: table, marks: marks), over: rows)
    }
  }

  /// What follows the last `@` of the address, each different domain of a piece tested once.
  private func customers(emailDomain test: FoldedTest) -> CustomerSet {
    let emails = columns.customers.text(.email)
    return .marked(of: customerCount) { rows, marks in
      var passing: [String: Bool] = [:]
      for index in marks.indices {
        let code = Int(emails.codes[rows.lowerBound + index])
        guard code > 0 else { continue }
        let email = emails.utf8(ofCode: code)
        guard let at = email.lastIndex(of: UInt8(ascii: "@")) else { continue }
        let domain = String(decoding: email[(at + 1)...], as: UTF8.self)
        let passes = passing[domain] ?? test.holds(domain)
        passing[domain] = passes
        marks[index] = passes ? 1 : 0
      }
    }
  }

  func customers(consent isGiven: Bool?) -> CustomerSet {
    let codes: [Int64] = isGiven.map { [$0 ? 2 : 1] } ?? [1, 2]
    let ranges = WholeRanges(codes.map { $0...$0 })
    let consents = columns.customers.consent
    return .marked(of: customerCount) { rows, marks in
      consents.run(RangeMarks(ranges: ranges, marks: marks), over: rows)
    }
  }

  // MARK: Days and times

  /// Those with a day of birth, in days since 1970, in one of the ranges; one that lies ahead is
  /// unknown.
  func customers(bornOn days: WholeRanges) -> CustomerSet {
    let past = days.clamped(to: .min...Int64(today.daysSince1970))
    return customers(columns.customers.birthDates, in: past)
  }

  func customers(_ attribute: DateAttribute, within span: TimeSpan) -> CustomerSet {
    switch attribute {
    case .signedUp: return customers(columns.customers.signedUpAt, in: WholeRanges([span]))
    case .consentDate: return customers(columns.customers.consentAt, in: WholeRanges([span]))
    case .birthDate:
      let (first, last) = span.midnights(in: terms.calendar)
      let start = first.map { Int64($0.daysSince1970) } ?? .min
      let end = Int64(last.daysSince1970)
      return customers(bornOn: WholeRanges(start <= end ? [start...end] : []))
    }
  }

  func customers(_ numbers: OrderedCodes, in ranges: WholeRanges) -> CustomerSet {
    let codes = numbers.codes(of: ranges)
    if let table = codes.table(for: numbers.codes) {
      return .marked(of: customerCount) { rows, marks in
        numbers.codes.run(TableMarks(table: table, marks: marks), over: rows)
      }
    }
    return .marked(of: customerCount) { rows, marks in
      numbers.codes.run(RangeMarks(ranges: codes, marks: marks), over: rows)
    }
  }

  func customers(_ date: ReturningDate, returning period: ReturningPeriod) -> CustomerSet {
    let returns = period.returns(today: today)
    let spans = returns.flatMap { $0.origins(in: terms.calendar, before: now) }
    switch date {
    case .birthday:
      guard let least = columns.customers.birthDates.number(ofCode: 1) else {
        return .none(of: customerCount)
      }
      let first = CivilDay(daysSince1970: Int(least)).year
      return customers(bornOn: WholeRanges(returns.flatMap { $0.origins(since: first) }))
    case .signUp: return customers(columns.customers.signedUpAt, in: WholeRanges(spans))
    case .order(let date): return customers(date, within: spans)
    }
  }

  // MARK: Samples

  func customers(drawnIn sample: Sample) -> CustomerSet {
    let bound = sample.percent.multiplied(byPowerOfTen: 4).roundedUp
    let ids = columns.customers.text(.id)
    return .marked(of: customerCount) { rows, marks in
      for index in marks.indices {
        let id = ids.utf8(ofCode: Int(ids.codes[rows.lowerBound + index]))
        marks[index] = StableHash.bucket(seed: sample.seed, id: id) < bound ? 1 : 0
      }
    }
  }
}

extension WholeRanges {
  /// The spans in milliseconds since 1970.
  init(_ spans: [TimeSpan]) {
    self.init(
      spans.compactMap { span in
        let start = span.from?.milliseconds ?? .min
        let end = span.until.milliseconds
        return start < end ? start...end - 1 : nil
      }
    )
  }

  init(_ days: [ClosedRange<CivilDay>]) {
    self.init(days.map { Int64($0.lowerBound.daysSince1970)...Int64($0.upperBound.daysSince1970) })
  }
}

extension TextAttribute {
  /// An address' domain is no column of its own.
  fileprivate var column: CustomerText {
    switch self {
    case .id: .id
    case .email, .emailDomain: .email
    case .firstName: .firstName
    case .lastName: .lastName
    case .gender: .gender
    case .city: .city
    case .postalCode: .postalCode
    case .country: .country
    case .language: .language
    case .timeZone: .timeZone
    case .consentSource: .consentSource
    }
  }
}
