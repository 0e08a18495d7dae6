extension LocaleTable {
  static let german = LocaleTable(
    language: "de",
    numbers: NumberSigns(group: ".", decimal: ",", minus: "-", percent: "\u{A0}%"),
    currencySigns: ["EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"],
    names: CalendarNames(
      months: [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
      ],
      shortMonths: [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
        "Dez.",
      ],
      weekdays: [
        "Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag",
      ],
      shortWeekdays: ["So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."],
      morning: "AM",
      afternoon: "PM"
    ),
    patterns: DatePatterns(
      short: "dd.MM.yy",
      medium: "dd.MM.y",
      long: "d. MMMM y",
      full: "EEEE, d. MMMM y",
      time: "HH:mm"
    ),
    pairJoint: " und ",
    lastJoint: " und ",
    relative: RelativeTimes(
      days: [-2: "vorgestern", -1: "gestern", 0: "heute", 1: "morgen", 2: "übermorgen"],
      day: .german("Tag", "Tagen"),
      week: .german("Woche", "Wochen"),
      month: .german("Monat", "Monaten"),
      year: .german("Jahr", "Jahren")
    )
  )

  private static let englishNames = CalendarNames(
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ],
    shortMonths: [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    weekdays: [
      "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ],
    shortWeekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    morning: "AM",
    afternoon: "PM"
  )

  private static let englishNumbers = NumberSigns(
    group: ",",
    decimal: ".",
    minus: "-",
    percent: "%",
    putsCurrencyFirst: true
  )

  private static let englishTimes = RelativeTimes(
    days: [-1: "yesterday", 0: "today", 1: "tomorrow"],
    day: .english("day"),
    week: .english("week"),
    month: .english("month"),
    year: .english("year")
  )

  static let english = LocaleTable(
    language: "en",
    numbers: englishNumbers,
    currencySigns: ["EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"],
    names: englishNames,
    patterns: DatePatterns(
      short: "M/d/yy",
      medium: "MMM d, y",
      long: "MMMM d, y",
      full: "EEEE, MMMM d, y",
      time: "h:mm\u{202F}a"
    ),
    pairJoint: " and ",
    lastJoint: ", and ",
    relative: englishTimes
  )

  static let britishEnglish = LocaleTable(
    language: "en",
    numbers: englishNumbers,
    currencySigns: ["EUR": "€", "GBP": "£", "USD": "US$", "JPY": "JP¥"],
    names: englishNames,
    patterns: DatePatterns(
      short: "dd/MM/y",
      medium: "d MMM y",
      long: "d MMMM y",
      full: "EEEE, d MMMM y",
      time: "HH:mm"
    ),
    pairJoint: " and ",
    lastJoint: " and ",
    relative: englishTimes
  )
}

extension LocaleTable.Distance {
  fileprivate static func german(_ one: String, _ other: String) -> LocaleTable.Distance {
    LocaleTable.Distance(
      futureOne: "in {0} \(one)",
      futureOther: "in {0} \(other)",
      pastOne: "vor {0} \(one)",
      pastOther: "vor {0} \(other)"
    )
  }

  fileprivate static func english(_ unit: String) -> LocaleTable.Distance {
    LocaleTable.Distance(
      futureOne: "in {0} \(unit)",
      futureOther: "in {0} \(unit)s",
      pastOne: "{0} \(unit) ago",
      pastOther: "{0} \(unit)s ago"
    )
  }
}
