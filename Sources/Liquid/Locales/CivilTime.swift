/// A date and time of day as a calendar and a clock on the wall show it.
struct CivilTime {
  var date: CalendarDate
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  /// Seconds east of UTC.
  var offset = 0
  /// Seconds since 1970.
  var instant: Int64 = 0
  var zone: UInt32 = 0

  /// From 0, Sunday.
  var weekday: Int {
    let day = (date.daysSince1970 + 4) % 7
    return Int(day < 0 ? day + 7 : day)
  }

  /// From 1.
  var dayOfYear: Int {
    let first = CalendarDate(year: date.year, month: 1, day: 1)
    return Int(date.daysSince1970 - first.daysSince1970) + 1
  }

  /// ISO 8601: week 1 has the year's first Thursday.
  var isoWeek: (year: Int, week: Int) {
    let monday = (weekday + 6) % 7
    let thursday = CalendarDate(daysSince1970: date.daysSince1970 - Int64(monday) + 3)
    let first = CalendarDate(year: thursday.year, month: 1, day: 1)
    return (thursday.year, Int(thursday.daysSince1970 - first.daysSince1970) / 7 + 1)
  }

  /// On a clock of twelve hours.
  var hour12: Int { hour % 12 == 0 ? 12 : hour % 12 }
}

extension CivilTime {
  /// A moment as it is at an offset.
  init(milliseconds: Int64, offset: Int, zone: UInt32) {
    let seconds = milliseconds.floorDivided(by: 1_000)
    let local = seconds &+ Int64(offset)
    let days = local.floorDivided(by: 86_400)
    let time = Int(local - days * 86_400)
    date = CalendarDate(daysSince1970: days)
    hour = time / 3_600
    minute = time / 60 % 60
    second = time % 60
    millisecond = Int(milliseconds - seconds * 1_000)
    self.offset = offset
    instant = seconds
    self.zone = zone
  }
}
