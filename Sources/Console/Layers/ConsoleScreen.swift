import Terminal

/// A screen of the console: its own small state, and what each event does to it.
///
/// How it looks is written apart, in its view: a pure function from the state to cells. A screen starts its requests
/// in its ``Work``, which ends them when the screen is left.
@MainActor protocol ConsoleScreen: Layer {
  /// Where `--goto` would find it.
  var route: Route { get }
  /// The titles of the breadcrumb after the program's name.
  var breadcrumb: [String] { get }
  /// The screen is shown, for the first time or again.
  func appear()
  /// The screen is left, for good or for a while: nothing of it runs on.
  func disappear()
  /// What the screen is for, on top of its help.
  var introduction: String { get }
  /// The keys that move about in it.
  var movement: Movement? { get }
  /// What the copy menu offers.
  var copies: [CopyOffer] { get }
  /// The places that a letter can lead to.
  var jumpTargets: [JumpTarget] { get }
  /// What would be lost if the program ended now, in words.
  var unsent: String? { get }
  /// What still runs and must not be broken off unasked, in words. Reading is not: it can be had again.
  var running: String? { get }
  /// Shows the same screen with what changed since: the connection, the time zone, the settings.
  func sessionChanged(_ change: SessionChange)
}

extension ConsoleScreen {
  func appear() {}
  func disappear() {}
  var introduction: String { "" }
  var movement: Movement? { .list }
  var copies: [CopyOffer] { [] }
  var jumpTargets: [JumpTarget] { [] }
  var unsent: String? { nil }
  var running: String? { nil }
  func sessionChanged(_ change: SessionChange) {}
}
