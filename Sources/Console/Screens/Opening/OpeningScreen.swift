import Terminal

/// What stands on the screen until it is known which connections there are: the frame, and nothing that may be untrue.
@MainActor final class OpeningScreen: ConsoleScreen {
  var route: Route { .people }
  var breadcrumb: [String] { [] }
  var actions: [Action] { [] }
  func draw(on canvas: inout Canvas) { canvas.rule(atRow: 0) }
  func handle(_ event: Event) -> Bool { false }
}
