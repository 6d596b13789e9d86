import Service
import Terminal

/// What stands on the screen until it is known which connections there are: the frame, and nothing that may be untrue.
/// Where the store can't be opened, why, and how to try again.
@MainActor final class OpeningScreen: ConsoleScreen {
  private var failure: ServiceError?
  private var tryAgain: () -> Void = {}

  var route: Route { .people }
  var breadcrumb: [String] { [] }

  var actions: [Action] {
    [Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.tryAgain() }]
  }

  func show(_ failure: ServiceError, tryAgain: @escaping () -> Void) {
    self.failure = failure
    self.tryAgain = tryAgain
  }

  func draw(on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    guard let failure else { return }
    canvas.within(Rect(column: 0, row: 1, columns: canvas.size.columns, rows: canvas.size.rows - 1)) {
      EmptyView.draw(EmptyView.Text(failure: failure), on: &$0)
    }
  }

  func handle(_ event: Event) -> Bool { false }
}
