import Foundation

/// The time of day, where the owner of a widget gives no other.
public enum SystemClock {
  /// Unix seconds.
  @Sendable public static func seconds() -> Int { Int(Date().timeIntervalSince1970) }
}
