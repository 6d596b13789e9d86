import Foundation
import Synchronization

/// Identifiers that sort by the time they were made, and among those of one millisecond by their order.
enum ULID {
  private static let sequence = Mutex(ULIDSequence())

  /// 26 characters of Crockford's base 32, the next in this process.
  static func next(at time: Date) -> String {
    sequence.withLock { $0.next(at: time.milliseconds) }
  }
}

/// ULIDs of which each is greater than the one before.
struct ULIDSequence {
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let latest = (UInt64(1) << 48) - 1

  private var milliseconds: UInt64 = 0
  private var high: UInt16 = 0
  private var low: UInt64 = 0

  /// `time` is in milliseconds since 1970; outside of what an identifier can hold, the nearest it can.
  mutating func next(at time: Int64) -> String {
    let time = min(UInt64(max(time, 0)), Self.latest)
    if time > milliseconds {
      milliseconds = time
      // The top bit stays free, so that counting up can't overflow.
      high = .random(in: 0...(.max / 2))
      low = .random(in: .min ... .max)
    } else {
      // A clock that was set back must not put the new before the old either.
      let (next, overflow) = low.addingReportingOverflow(1)
      low = next
      if overflow { high &+= 1 }
    }
    return text
  }

  private var text: String {
    var characters = stride(from: 45, through: 0, by: -5).map { shift in
      Self.digits[Int(milliseconds >> UInt64(shift)) & 31]
    }
    // 80 bits in groups of five: the upper 16 and the lower 64 overlap in the fourth group.
    for shift in stride(from: 75, through: 0, by: -5) {
      let bits = shift >= 64 ? UInt64(high) >> UInt64(shift - 64) : low >> UInt64(shift) | carried(at: shift)
      characters.append(Self.digits[Int(bits & 31)])
    }
    return String(characters)
  }

  private func carried(at shift: Int) -> UInt64 {
    shift > 59 ? UInt64(high) << UInt64(64 - shift) : 0
  }
}
