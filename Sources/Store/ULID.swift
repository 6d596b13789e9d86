import Foundation
import Synchronization

/// Identifiers that sort by the time they were made, and among those of one millisecond by their order.
public enum ULID {
  private struct Last {
    var milliseconds: UInt64 = 0
    var high: UInt16 = 0
    var low: UInt64 = 0
  }

  private static let last = Mutex(Last())
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// 26 characters of Crockford's base 32.
  public static func make(at time: Date = Date()) -> String {
    let milliseconds = UInt64(min(max(time.milliseconds, 0), (1 << 48) - 1))
    let value = last.withLock { last in
      // A clock that was set back must not put the new before the old.
      if milliseconds <= last.milliseconds {
        let (low, overflow) = last.low.addingReportingOverflow(1)
        last.low = low
        if overflow { last.high &+= 1 }
      } else {
        // The top bit stays free, so that counting up can't overflow.
        last = Last(milliseconds: milliseconds, high: .random(in: 0...(.max / 2)), low: .random(in: .min ... .max))
      }
      return last
    }
    return text(value)
  }

  private static func text(_ value: Last) -> String {
    var characters: [Character] = []
    for shift in stride(from: 45, through: 0, by: -5) {
      characters.append(digits[Int(value.milliseconds >> UInt64(shift)) & 31])
    }
    var high = UInt64(value.high)
    var low = value.low
    var tail: [Character] = []
    for _ in 0..<16 {
      tail.append(digits[Int(low & 31)])
      low = (low >> 5) | (high << 59)
      high >>= 5
    }
    return String(characters + tail.reversed())
  }
}
