import Terminal

/// A piece of the screen: a small value that takes events and draws itself into whatever area it is given.
///
/// A widget runs no tasks and does no I/O. The owner tells it its size before events and drawing, gives it events with
/// mouse places relative to that area, and acts on the outcome. What a widget has no use for it leaves to the layer
/// below.
///
/// ```swift
/// table.layout(in: area.size)
/// if let event = event.relative(to: area) { outcome = table.handle(event) }
/// canvas.within(area) { table.draw(on: &$0, focused: true) }
/// ```
public protocol Widget: Sendable {
  associatedtype Outcome: Sendable

  /// Takes note of the size of the area. Cheap when nothing changed; call it before each frame.
  mutating func layout(in size: Size)
  /// Takes one event. Mouse places count from the area's top left corner.
  mutating func handle(_ event: Event) -> Outcome
  /// Draws the state as it is. A pure function of the state and the canvas's size.
  func draw(on canvas: inout Canvas, focused: Bool)
}

extension Event {
  /// The same event as a part of the screen sees it: mouse places count from the area's corner, and a press or a turn
  /// of the wheel outside of the area is nil.
  public func relative(to area: Rect) -> Event? {
    guard case .mouse(var mouse) = self else { return self }
    let isInside = area.contains(mouse.place)
    if !isInside {
      switch mouse.action {
      case .press, .wheelUp, .wheelDown: return nil
      case .release, .drag: break
      }
    }
    mouse.place = Point(
      column: mouse.place.column - area.column, row: mouse.place.row - area.row)
    return .mouse(mouse)
  }

  /// The place of a left click, nil for every other event.
  var click: Point? {
    guard case .mouse(let mouse) = self, mouse.action == .press, mouse.button == .left else { return nil }
    return mouse.place
  }

  /// -1 for a turn of the wheel towards the top, 1 towards the end.
  var wheel: Int? {
    guard case .mouse(let mouse) = self else { return nil }
    switch mouse.action {
    case .wheelUp: return -1
    case .wheelDown: return 1
    default: return nil
    }
  }
}

extension Key {
  /// The character that a plain key press types, nil for keys with Control or Alt and for all others.
  var typed: Character? {
    guard case .character(let character) = code, modifiers.subtracting(.shift).isEmpty else { return nil }
    return character
  }
}
