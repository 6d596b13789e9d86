/// A day and a time of day in UTC, in the Gregorian calendar.
public struct CivilTime: Hashable, Sendable, Comparable {
  public private(set) var year: Int
  /// 1 to 12.
  public private(set) var month: Int
  /// 1 to 31.
  public private(set) var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int

  /// The years that a calendar turns to.
  static let years = 1...9999
  private static let secondsADay = 86_400

  public init(seconds: Int) {
    let first = Self.days(year: Self.years.lowerBound, month: 1, day: 1) * Self.secondsADay
    let last = (Self.days(year: Self.years.upperBound, month: 12, day: 31) + 1) * Self.secondsADay - 1
    let seconds = min(max(first, seconds), last)
    let days = seconds >= 0 ? seconds / Self.secondsADay : (seconds + 1) / Self.secondsADay - 1
    let rest = seconds - days * Self.secondsADay
    (year, month, day) = Self.date(ofDays: days)
    (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  public var seconds: Int { days * Self.secondsADay + hour * 3_600 + minute * 60 + second }

  /// 0 for Monday, 6 for Sunday.
  public var weekday: Int { ((days + 3) % 7 + 7) % 7 }

  /// As ISO 8601 has it: `2026-11-24T09:00:00Z`.
  public var text: String { "\(dateText)T\(timeText)Z" }
  var dateText: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }
  var timeText: String { "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))" }

  var daysInMonth: Int { Self.daysInMonth(year: year, month: month) }
  /// The column of the month's first day in a week that begins with Monday.
  var firstWeekday: Int { ((days - (day - 1) + 3) % 7 + 7) % 7 }

  mutating func add(days count: Int) {
    let clock = (hour, minute, second)
    self = CivilTime(seconds: (days + count) * Self.secondsADay)
    (hour, minute, second) = clock
  }

  /// Moves by months; a day that the month doesn't have becomes its last.
  mutating func add(months count: Int) {
    let months = year * 12 + month - 1 + count
    let newYear = months / 12
    guard Self.years.contains(newYear) else { return }
    (year, month) = (newYear, months % 12 + 1)
    day = min(day, daysInMonth)
  }

  mutating func set(day newDay: Int) { day = min(max(1, newDay), daysInMonth) }

  public static func < (one: CivilTime, other: CivilTime) -> Bool { one.seconds < other.seconds }

  private var days: Int { Self.days(year: year, month: month, day: day) }

  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01, counted in years that begin in March, so that the leap day comes last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(ofDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400
    return (month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }
}
