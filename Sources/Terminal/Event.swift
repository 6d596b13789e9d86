/// What comes from the terminal.
public enum Event: Hashable, Sendable {
  case key(Key)
  /// Text between the marks of a bracketed paste, whatever it holds. It is never taken for keys.
  case paste(String)
  case mouse(Mouse)
  case resize(Size)
  case focus(Bool)
}

/// A mouse press, release, drag or turn of the wheel.
public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }
  public enum Button: Hashable, Sendable { case left, middle, right, none }

  public var action: Action
  public var button: Button
  public var place: Point
  public var modifiers: Key.Modifiers

  public init(
    _ action: Action, button: Button = .none, at place: Point, modifiers: Key.Modifiers = []
  ) {
    self.action = action
    self.button = button
    self.place = place
    self.modifiers = modifiers
  }
}
