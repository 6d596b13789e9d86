import Foundation
import Testing

@testable import Service

@Suite("A time as people type it") struct TimestampTests {
  let now = Date(timeIntervalSince1970: 1_772_000_000)

  @Test(
    "is read in every notation",
    arguments: [
      ("now", 1_772_000_000), ("NOW", 1_772_000_000), ("-3d", 1_772_000_000 - 259_200), ("-90m", 1_772_000_000 - 5_400),
      ("+2h", 1_772_007_200), ("1489014595", 1_489_014_595), ("0", 0), ("2026-03-01", 1_772_323_200),
      ("2026-03-01T09:30:00Z", 1_772_357_400), ("2026-03-01T09:30:00", 1_772_357_400),
      ("2026-03-01 09:30", 1_772_357_400), ("2026-03-01T09:30Z", 1_772_357_400),
      ("2026-03-01T10:30:00+01:00", 1_772_357_400), ("2026-03-01T09:30:00.750Z", 1_772_357_400),
      ("  now ", 1_772_000_000),
    ])
  func isRead(text: String, seconds: Int) throws {
    #expect(try Timestamp(text, now: now).unixSeconds == seconds)
  }

  @Test(
    "is refused where it is none",
    arguments: [
      "", "tomorrow", "-3", "-d", "3d", "2026-13-01", "2026-02-30T00:00:00Z", "2026-03-01T09:30:00Zjunk", "1e9", "-5",
      "99999999999999999999", "\u{0}", "2026-03-01\n",
    ])
  func isRefused(text: String) {
    #expect(throws: Timestamp.Unreadable.self) { try Timestamp(text, now: now) }
  }

  @Test("in milliseconds is refused with the seconds that were meant") func milliseconds() {
    let error = #expect(throws: Timestamp.Unreadable.self) { try Timestamp("1772357400000", now: now) }
    #expect(error?.message.contains("1772357400.") == true)
  }

  @Test("is shown in the other notation beside it") func otherNotation() {
    #expect(Timestamp.otherNotation(of: "1772357400", now: now) == "2026-03-01T09:30:00Z")
    #expect(Timestamp.otherNotation(of: "2026-03-01T09:30:00Z", now: now) == "1772357400")
    #expect(Timestamp.otherNotation(of: "rubbish", now: now) == nil)
    #expect(Timestamp.otherNotation(of: "", now: now) == nil)
  }
}
