import Foundation
import JSONText

/// Times that numbers mean, shown beside them.
enum UnixTime {
  /// Seconds between the years 2000 and 2100; other numbers are rather counts than times.
  private static let seconds = 946_684_800.0..<4_102_444_800.0

  /// The moment that a number's text means, in seconds or milliseconds.
  static func date(_ text: String) -> Date? {
    guard text.utf8.count >= 9, text.utf8.count <= 18, let number = Double(text) else { return nil }
    if seconds.contains(number) { return Date(timeIntervalSince1970: number) }
    if seconds.contains(number / 1_000), !text.contains(".") { return Date(timeIntervalSince1970: number / 1_000) }
    return nil
  }

  static func annotation(_ clock: Clock) -> @Sendable (JSONRow) -> String? {
    { row in
      guard row.kind == .scalar, let span = row.spans.last(where: { $0.kind == .number }) else { return nil }
      return date(span.text).map(clock.exact)
    }
  }
}
