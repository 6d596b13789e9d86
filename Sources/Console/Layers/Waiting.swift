import Widgets

/// A request that a person waits for: what it is, and since when.
struct Waiting: Hashable, Sendable {
  /// In words, as in "Finding people".
  var title: String
  var since: ContinuousClock.Instant

  /// Quick answers show nothing; then a spinner turns, and frames follow it.
  static let spinnerDelay = Duration.seconds(Spinner.delay)
  static let frameLength = Duration.seconds(Spinner.interval)

  /// The line that says so, empty while it is too early to say anything.
  func text(at now: ContinuousClock.Instant) -> String {
    Spinner(title + "…").line(after: (now - since) / .seconds(1))
  }
}
