import Foundation
import Terminal
import Testing
import Widgets

@Suite("The calendar")
struct CalendarTests {
  private static let start = 1_767_225_600  // 2026-01-01T00:00:00Z

  @Test("Times go to days and back, in every century", arguments: 1...200 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let seconds = Int.random(in: -62_135_596_800...253_402_300_799, using: &numbers)
    let time = CivilTime(seconds: seconds)
    #expect(time.seconds == seconds)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    guard seconds > -12_219_292_800 else { return }
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second, .weekday], from: Date(timeIntervalSince1970: Double(seconds)))
    #expect(parts.year == time.year)
    #expect(parts.month == time.month)
    #expect(parts.day == time.day)
    #expect(parts.hour == time.hour)
    #expect(parts.second == time.second)
    #expect(((parts.weekday ?? 0) + 5) % 7 == time.weekday)
  }

  @Test("Times out of a calendar's years are taken for its first and last", arguments: [Int.min, Int.max])
  func extremes(seconds: Int) {
    let time = CivilTime(seconds: seconds)
    #expect(time.year == 1 || time.year == 9999)
  }

  @Test("It looks like a month")
  func look() {
    var calendar = DatePicker(seconds: Self.start + 9 * 3_600, now: Self.start)
    let size = DatePicker.wantedSize
    #expect(
      Picture(&calendar, size.columns, size.rows).description == """
        ┌─ January 2026 ───────────┐
        │                          │
        │  Mo Tu We Th Fr Sa Su    │
        │            1  2  3  4    │
        │   5  6  7  8  9 10 11    │
        │  12 13 14 15 16 17 18    │
        │  19 20 21 22 23 24 25    │
        │  26 27 28 29 30 31       │
        │                          │
        │                          │
        │ 2026-01-01  09:00:00 UTC │
        │ t today  Tab time  Enter │
        └──────────────────────────┘
        """)
  }

  @Test("Arrows move by days and weeks, page keys by months, signs by years")
  func moving() {
    var calendar = DatePicker(seconds: Self.start, now: Self.start)
    #expect(calendar.press(.left, .enter) == .chose("2025-12-31T00:00:00Z"))
    #expect(calendar.press(.pageDown, .pageDown, .enter) == .chose("2026-02-28T00:00:00Z"))
    #expect(calendar.press(.down, Key("<"), .enter) == .chose("2025-03-07T00:00:00Z"))
    #expect(calendar.press(Key("t"), .end, .enter) == .chose("2026-01-31T00:00:00Z"))
    #expect(calendar.press(.escape) == .cancelled)
  }

  @Test("The time of day is typed or turned")
  func time() {
    var calendar = DatePicker(seconds: Self.start, now: Self.start)
    calendar.press(.tab)
    calendar.type("1430")
    #expect(calendar.press(.up, .enter) == .chose("2026-01-01T14:30:01Z"))
    #expect(calendar.press(.backTab, .down, .enter) == .chose("2026-01-01T14:29:01Z"))
  }

  @Test("A click chooses a day, a second one takes it")
  func mouse() {
    var calendar = DatePicker(seconds: Self.start, now: Self.start)
    #expect(calendar.click(9, 5) == .handled)
    #expect(calendar.click(9, 5) == .chose("2026-01-14T00:00:00Z"))
  }
}
