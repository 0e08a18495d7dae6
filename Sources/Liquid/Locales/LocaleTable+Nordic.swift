extension LocaleTable {
  static let swedish = LocaleTable(
    language: "sv",
    numbers: NumberSigns(
      group: "\u{A0}",
      decimal: ",",
      minus: "\u{2212}",
      percent: "\u{A0}%"
    ),
    currencySigns: [
      "SEK": "kr", "EUR": "€", "NOK": "Nkr", "DKK": "Dkr", "USD": "US$", "ISK": "Ikr",
    ],
    names: CalendarNames(
      months: [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
        "oktober", "november", "december",
      ],
      shortMonths: [
        "jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.",
        "dec.",
      ],
      weekdays: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
      shortWeekdays: ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
      morning: "fm",
      afternoon: "em"
    ),
    patterns: DatePatterns(
      short: "y-MM-dd",
      medium: "d MMM y",
      long: "d MMMM y",
      full: "EEEE d MMMM y",
      time: "HH:mm"
    ),
    pairJoint: " och ",
    lastJoint: " och ",
    relative: RelativeTimes(
      days: [-2: "i förrgår", -1: "i går", 0: "i dag", 1: "i morgon", 2: "i övermorgon"],
      day: .nordic("om", "för", "sedan", "dag", "dagar"),
      week: .nordic("om", "för", "sedan", "vecka", "veckor"),
      month: .nordic("om", "för", "sedan", "månad", "månader"),
      year: .nordic("om", "för", "sedan", "år", "år")
    )
  )

  static let norwegian = LocaleTable(
    language: "nb",
    numbers: NumberSigns(
      group: "\u{A0}",
      decimal: ",",
      minus: "\u{2212}",
      percent: "\u{A0}%"
    ),
    currencySigns: ["NOK": "kr", "EUR": "€", "GBP": "£"],
    names: CalendarNames(
      months: [
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
        "oktober", "november", "desember",
      ],
      shortMonths: [
        "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.",
        "des.",
      ],
      weekdays: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
      shortWeekdays: ["søn.", "man.", "tir.", "ons.", "tor.", "fre.", "lør."],
      morning: "am",
      afternoon: "pm"
    ),
    patterns: DatePatterns(
      short: "dd.MM.y",
      medium: "d. MMM y",
      long: "d. MMMM y",
      full: "EEEE d. MMMM y",
      time: "HH:mm"
    ),
    pairJoint: " og ",
    lastJoint: " og ",
    relative: RelativeTimes(
      days: [-2: "i forgårs", -1: "i går", 0: "i dag", 1: "i morgen", 2: "i overmorgen"],
      day: .nordic("om", "for", "siden", "dag", "dager"),
      week: .nordic("om", "for", "siden", "uke", "uker"),
      month: .nordic("om", "for", "siden", "måned", "måneder"),
      year: .nordic("om", "for", "siden", "år", "år")
    )
  )

  static let danish = LocaleTable(
    language: "da",
    numbers: NumberSigns(group: ".", decimal: ",", minus: "-", percent: "\u{A0}%"),
    currencySigns: ["DKK": "kr.", "EUR": "€", "GBP": "£", "USD": "US$", "JPY": "JP¥"],
    names: CalendarNames(
      months: [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
        "oktober", "november", "december",
      ],
      shortMonths: [
        "jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.",
        "dec.",
      ],
      weekdays: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
      shortWeekdays: ["søn.", "man.", "tirs.", "ons.", "tors.", "fre.", "lør."],
      morning: "AM",
      afternoon: "PM"
    ),
    patterns: DatePatterns(
      short: "dd.MM.y",
      medium: "d. MMM y",
      long: "d. MMMM y",
      full: "EEEE 'den' d. MMMM y",
      time: "HH.mm"
    ),
    pairJoint: " og ",
    lastJoint: " og ",
    relative: RelativeTimes(
      days: [-2: "i forgårs", -1: "i går", 0: "i dag", 1: "i morgen", 2: "i overmorgen"],
      day: .nordic("om", "for", "siden", "dag", "dage"),
      week: .nordic("om", "for", "siden", "uge", "uger"),
      month: .nordic("om", "for", "siden", "måned", "måneder"),
      year: .nordic("om", "for", "siden", "år", "år")
    )
  )

  static let finnish = LocaleTable(
    language: "fi",
    numbers: NumberSigns(
      group: "\u{A0}",
      decimal: ",",
      minus: "\u{2212}",
      percent: "\u{A0}%"
    ),
    currencySigns: ["EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"],
    names: CalendarNames(
      months: [
        "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta",
        "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
      ],
      shortMonths: [
        "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
        "marras", "joulu",
      ],
      weekdays: [
        "sunnuntai", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai",
      ],
      shortWeekdays: ["su", "ma", "ti", "ke", "to", "pe", "la"],
      morning: "ap.",
      afternoon: "ip."
    ),
    patterns: DatePatterns(
      short: "d.M.y",
      medium: "d.M.y",
      long: "d. MMMM y",
      full: "EEEE d. MMMM y",
      time: "H.mm"
    ),
    pairJoint: " ja ",
    lastJoint: " ja ",
    relative: RelativeTimes(
      days: [-2: "toissa päivänä", -1: "eilen", 0: "tänään", 1: "huomenna", 2: "ylihuomenna"],
      day: .finnish("päivän", "päivä", "päivää"),
      week: .finnish("viikon", "viikko", "viikkoa"),
      month: .finnish("kuukauden", "kuukausi", "kuukautta"),
      year: .finnish("vuoden", "vuosi", "vuotta")
    )
  )
}

extension LocaleTable.Distance {
  /// Words before and after: `om 3 dagar`, `för 3 dagar sedan`.
  fileprivate static func nordic(
    _ before: String,
    _ past: String,
    _ ago: String,
    _ one: String,
    _ other: String
  ) -> LocaleTable.Distance {
    LocaleTable.Distance(
      futureOne: "\(before) {0} \(one)",
      futureOther: "\(before) {0} \(other)",
      pastOne: "\(past) {0} \(one) \(ago)",
      pastOther: "\(past) {0} \(other) \(ago)"
    )
  }

  /// Cases of the unit: `3 päivän päästä`, `3 päivää sitten`.
  fileprivate static func finnish(
    _ genitive: String,
    _ one: String,
    _ partitive: String
  ) -> LocaleTable.Distance {
    LocaleTable.Distance(
      futureOne: "{0} \(genitive) päästä",
      futureOther: "{0} \(genitive) päästä",
      pastOne: "{0} \(one) sitten",
      pastOther: "{0} \(partitive) sitten"
    )
  }
}
