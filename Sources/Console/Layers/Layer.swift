import Terminal

/// One of the things that lie on top of each other: a screen, and dialogs, menus and the palette over it.
///
/// A key goes to the top layer: first to what is being typed into, then to the command that is bound to it, then to the
/// lists and panes that move with it. What the top layer leaves alone, only the commands that work everywhere may take.
@MainActor protocol Layer: AnyObject {
  /// What can be done here and now; hints, help and palette are drawn from it.
  var actions: [Action] { get }
  /// Whether letters are text at the moment.
  var isTyping: Bool { get }
  /// Takes note of the size of the area before an event or a frame.
  func layout(in size: Size)
  /// Draws into the area that the layer was given.
  func draw(on canvas: inout Canvas)
  /// Takes an event, or leaves it to others by answering false.
  func handle(_ event: Event) -> Bool
  /// What Ctrl-C and Esc stop, nil while nothing runs.
  var waiting: Waiting? { get }
  /// Stops what is running.
  func cancel()
  /// One line about what is shown or focused.
  var status: StatusLine? { get }
}

extension Layer {
  var actions: [Action] { [] }
  var isTyping: Bool { false }
  func layout(in size: Size) {}
  var waiting: Waiting? { nil }
  func cancel() {}
  var status: StatusLine? { nil }
}

/// The line above the hints.
struct StatusLine: Hashable, Sendable {
  var text: String
  var role: Role = .status
  /// Stands at the right edge: a counter, a time.
  var trailing: String = ""
  var trailingRole: Role = .muted
}
