import Foundation
import Testing

@testable import Service

@Suite("An event identifier") struct ULIDTests {
  @Test("sorts by the time at which it was made") func sorts() {
    let earlier = ULID(time: Date(timeIntervalSince1970: 1_700_000_000))
    let later = ULID(time: Date(timeIntervalSince1970: 1_700_000_001))
    #expect(earlier.text < later.text)
    #expect(earlier.text.count == 26)
  }

  @Test("is never the same twice") func differs() {
    let all = Set((0..<1_000).map { _ in ULID().text })
    #expect(all.count == 1_000)
  }

  @Test("begins with its milliseconds as the specification writes them") func timePart() {
    // The specification's own example.
    #expect(ULID(time: Date(timeIntervalSince1970: 1_469_918_176.385)).text.hasPrefix("01ARYZ6S41"))
  }

  @Test(
    "is refused where it is none",
    arguments: [
      "", "01ARYZ6S41", "01ARYZ6S41TSV4RRFFQ69G5FAU", "81ARYZ6S41TSV4RRFFQ69G5FAV", "01ARYZ6S41TSV4RRFFQ69G5FA\u{301}",
    ])
  func isRefused(text: String) {
    #expect(ULID(text) == nil)
  }
}
