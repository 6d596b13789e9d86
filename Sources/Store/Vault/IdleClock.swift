/// The time an unlocked vault was left alone is measured with this.
public struct IdleClock: Sendable {
  /// Time since some fixed moment; it never goes back.
  let now: @Sendable () -> Duration
  let sleep: @Sendable (Duration) async throws -> Void

  public init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// Runs on while the machine sleeps, so that a closed lid locks the vault too.
  public static let continuous: IdleClock = {
    let clock = ContinuousClock()
    let start = clock.now
    return IdleClock(now: { clock.now - start }, sleep: { try await clock.sleep(for: $0) })
  }()
}
