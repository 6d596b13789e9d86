import Foundation

/// What time it is, and how times are shown: every one carries its zone.
struct Clock: Sendable {
  enum Zone: String, Hashable, Sendable, CaseIterable { case utc, local }

  var zone: Zone
  private let read: @Sendable () -> Date
  /// Where it is not given, the system's is asked for when a local time is shown: reading it costs a fifteenth of a start.
  private let givenLocal: TimeZone?

  init(zone: Zone = .utc, local: TimeZone? = nil, now: @escaping @Sendable () -> Date = { Date() }) {
    self.zone = zone
    givenLocal = local
    read = now
  }

  var now: Date { read() }

  private var local: TimeZone { givenLocal ?? .current }
  private var timeZone: TimeZone { zone == .utc ? .gmt : local }

  /// "UTC", or the local zone's short name.
  func zoneName(at date: Date) -> String {
    zone == .utc ? "UTC" : local.abbreviation(for: date) ?? local.identifier
  }

  /// `09:31:07 UTC`
  func time(_ date: Date) -> String {
    "\(format(date, "%H:%M:%S")) \(zoneName(at: date))"
  }

  /// `2026-11-24 09:31:07 UTC`
  func exact(_ date: Date) -> String {
    "\(format(date, "%Y-%m-%d %H:%M:%S")) \(zoneName(at: date))"
  }

  /// `2026-11-24`
  func day(_ date: Date) -> String { format(date, "%Y-%m-%d") }

  /// `just now`, `4 min ago`, `2 days ago`, `in 3 h`.
  func relative(_ date: Date) -> String {
    let seconds = now.timeIntervalSince(date)
    let distance = Self.distance(abs(seconds))
    guard let distance else { return "just now" }
    return seconds < 0 ? "in \(distance)" : "\(distance) ago"
  }

  /// The same for Unix seconds; empty where there are none.
  func relative(unix seconds: Int?) -> String {
    seconds.map { relative(Date(timeIntervalSince1970: Double($0))) } ?? ""
  }

  private static func distance(_ seconds: Double) -> String? {
    switch seconds {
    case ..<5: nil
    case ..<60: "\(Int(seconds)) s"
    case ..<3_600: "\(Int(seconds / 60)) min"
    case ..<86_400: "\(Int(seconds / 3_600)) h"
    case ..<(86_400 * 61): counted(Int(seconds / 86_400), "day")
    case ..<(86_400 * 730): counted(Int(seconds / (86_400 * 30.44)), "month")
    default: counted(Int(seconds / (86_400 * 365.25)), "year")
    }
  }

  private static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

  private func format(_ date: Date, _ pattern: String) -> String {
    let offset = timeZone.secondsFromGMT(for: date)
    var seconds = time_t(date.timeIntervalSince1970.rounded(.down)) + time_t(offset)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "?" }
    var buffer = [CChar](repeating: 0, count: 64)
    let length = strftime(&buffer, buffer.count, pattern, &parts)
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
