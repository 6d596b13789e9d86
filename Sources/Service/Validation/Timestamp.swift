import Foundation

/// A time as people type it: Unix seconds, ISO 8601, `now`, or relative such as `-3d`. Without a zone it is UTC.
public struct Timestamp: Hashable, Sendable {
  public let unixSeconds: Int

  public init(unixSeconds: Int) { self.unixSeconds = unixSeconds }

  /// Reads what was typed.
  ///
  /// - Throws: ``Unreadable`` with a sentence that says what is wrong and what would do.
  public init(_ text: String, now: Date) throws(Unreadable) {
    let text = text.trimmingCharacters(in: .whitespaces)
    if text.lowercased() == "now" {
      self.init(unixSeconds: Int(now.timeIntervalSince1970))
    } else if let seconds = Int(text), !text.hasPrefix("+") {
      try self.init(seconds: seconds)
    } else if let offset = Self.relative(text) {
      self.init(unixSeconds: Int(now.timeIntervalSince1970) + offset)
    } else if let date = Self.iso8601(text) {
      self.init(unixSeconds: Int(date.timeIntervalSince1970.rounded(.down)))
    } else {
      throw Unreadable(message: "Not a time. Type now, -3d, 2026-03-01, 2026-03-01T09:30:00Z or Unix seconds.")
    }
  }

  public struct Unreadable: Error, Hashable, Sendable {
    public let message: String
  }

  /// `2026-03-01T09:30:00Z`
  public var iso8601: String {
    Date(timeIntervalSince1970: Double(unixSeconds)).formatted(.iso8601)
  }

  /// The other notation of what was typed, to be shown beside it: a date for seconds, seconds for a date.
  public static func otherNotation(of text: String, now: Date) -> String? {
    guard !text.isEmpty, let time = try? Timestamp(text, now: now) else { return nil }
    return Int(text.trimmingCharacters(in: .whitespaces)) != nil ? time.iso8601 : "\(time.unixSeconds)"
  }

  private init(seconds: Int) throws(Unreadable) {
    // Milliseconds would be taken for a year far beyond any calendar, without a word from Customer.io.
    if seconds > 99_999_999_999 {
      throw Unreadable(message: "Those look like milliseconds. Customer.io takes seconds: \(seconds / 1000).")
    }
    guard seconds >= 0 else { throw Unreadable(message: "A time before 1970 can't be sent. Relative: -3d, -2h, -10m.") }
    self.init(unixSeconds: seconds)
  }

  private static func relative(_ text: String) -> Int? {
    guard let sign = text.first, sign == "-" || sign == "+", let unit = text.last,
      let count = Int(text.dropFirst().dropLast()), count >= 0, count <= 100_000
    else { return nil }
    let seconds: Int
    switch unit {
    case "s": seconds = 1
    case "m": seconds = 60
    case "h": seconds = 3_600
    case "d": seconds = 86_400
    case "w": seconds = 604_800
    case "y": seconds = 31_557_600
    default: return nil
    }
    return (sign == "-" ? -1 : 1) * count * seconds
  }

  private static func iso8601(_ text: String) -> Date? {
    let text = text.replacing(" ", with: "T", maxReplacements: 1)
    let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    let time = day.time(includingFractionalSeconds: false)
    let fraction = day.time(includingFractionalSeconds: true)
    let minutes = text.wholeMatch(of: /(.*T\d\d:\d\d)(Z|[+-]\d\d:?\d\d)?/)
    let candidates = minutes.map { "\($0.1):00\($0.2 ?? "")" }.map { [$0] } ?? [text]
    let styles: [Date.ISO8601FormatStyle] = [
      time.timeZone(separator: .omitted), fraction.timeZone(separator: .omitted), time, fraction, day,
    ]
    for candidate in candidates {
      for style in styles {
        // A style reads a prefix, and takes the 30th of February for the 2nd of March.
        guard let date = try? style.parse(candidate), style.covers(candidate), date.hasDay(of: candidate) else {
          continue
        }
        return date
      }
    }
    return nil
  }
}

extension Date.ISO8601FormatStyle {
  fileprivate func covers(_ text: String) -> Bool {
    text.wholeMatch(of: /\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:?\d\d)?)?/) != nil
  }
}

extension Date {
  /// Whether the text's day exists: some zone has this moment on it.
  fileprivate func hasDay(of text: String) -> Bool {
    [-86_400, 0, 86_400].contains { offset in
      addingTimeInterval(Double(offset)).formatted(.iso8601.year().month().day()) == text.prefix(10)
    }
  }
}
