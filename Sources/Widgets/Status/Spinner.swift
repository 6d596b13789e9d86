import Terminal

/// Shows that something is being waited for: nothing for a moment, then a sign that turns, then the time it has taken.
public struct Spinner: Hashable, Sendable {
  /// A wait that is over before this, in seconds, is never seen.
  public static let delay = 0.15
  /// From here on the elapsed time stands beside it.
  public static let showsTimeAfter = 2.0
  /// Seconds between two frames.
  public static let interval = 0.1

  private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
  private static let plainFrames = ["|", "/", "-", "\\"]

  public var text: String
  /// Uses ASCII signs, for terminals without the others.
  public var isPlain: Bool

  public init(_ text: String, isPlain: Bool = false) {
    self.text = text
    self.isPlain = isPlain
  }

  /// What stands on the line after so many seconds; empty in the first moment.
  public func line(after elapsed: Double) -> String {
    guard elapsed.isFinite, elapsed >= Self.delay else { return "" }
    let frames = isPlain ? Self.plainFrames : Self.frames
    let frame = frames[Int(min(elapsed, 1e9) / Self.interval) % frames.count]
    let time = elapsed >= Self.showsTimeAfter ? "  \(Quantity.duration(elapsed.rounded(.down)))" : ""
    return "\(frame) \(text)\(time)"
  }

  /// Draws it at the start of a row and answers how many columns it took.
  @discardableResult
  public func draw(on canvas: inout Canvas, at place: Point, elapsed: Double) -> Int {
    canvas.put(line(after: elapsed), at: place, role: .info)
  }
}
