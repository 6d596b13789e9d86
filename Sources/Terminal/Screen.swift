/// A terminal as the console sees it: a size, events in, frames out.
///
/// ``CursesScreen`` is the real one; ``MemoryScreen`` keeps the cells for tests.
@MainActor public protocol Screen: AnyObject {
  var size: Size { get }
  var theme: Theme { get set }
  /// Whether clicks and the wheel come as events; off, the terminal's own selection works.
  var reportsMouse: Bool { get set }
  /// Called for each event, on the main actor.
  var onEvent: ((Event) -> Void)? { get set }
  /// Called when the events that came together have all been told: a good moment to draw. Not every screen tells it.
  var onPause: (() -> Void)? { get set }
  /// Shows a frame. Only what differs from the last one is sent to the terminal.
  func present(_ frame: Canvas)
  /// Draws everything anew, as after Ctrl-L.
  func redraw()
  /// Gives the terminal to another program (an editor, a prompt) and takes it back after.
  func handOver<Result>(_ body: () async throws -> Result) async rethrows -> Result
  /// Stops the program as Ctrl-Z does, and returns whole.
  func suspend()
  /// Puts text on the clipboard of the person's own machine, as far as the terminal can, and says how that went.
  @discardableResult func copy(_ text: String) -> CopyResult
  func bell()
}

/// How copying to the clipboard went.
public enum CopyResult: Hashable, Sendable {
  /// Handed to the terminal (OSC 52). No terminal says whether it took it.
  case sentToTerminal
  /// In tmux's buffer, and handed on by it to the terminal outside.
  case sentToTmux
  /// Longer than terminals take, in bytes; nothing was sent.
  case tooLong(limit: Int)
  /// Nothing was copied, and why.
  case failed(String)
}
