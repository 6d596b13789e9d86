import Terminal
import Widgets

/// Reads one JSON text: folds, colours, copies. Opened from a row that stands for it.
@MainActor final class AnswerScreen: ConsoleScreen {
  let shell: any Shell
  let title: String
  /// The breadcrumb of the screen it was opened from.
  let above: [String]
  let route: Route
  private var answer: AnswerView
  private var size = Size(columns: 80, rows: 20)

  init(shell: any Shell, title: String, above: [String], text: String, route: Route) {
    self.shell = shell
    self.title = title
    self.above = above
    self.route = route
    answer = AnswerView(text: text)
  }

  var breadcrumb: [String] { above + [title] }
  var movement: Movement? { .tree }
  var introduction: String { "A JSON text as it came. Containers fold; what is copied is the original." }
  var copies: [CopyOffer] { answer.copies }
  var isTyping: Bool { answer.isSearching }
  var actions: [Action] {
    answer.isSearching ? [] : [Action(.find) { [weak self] in self?.answer.startSearch() }]
  }
  var status: StatusLine? { answer.status }

  private func area(in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
  }

  func layout(in size: Size) {
    self.size = size
    answer.layout(in: area(in: size).size)
  }

  func draw(on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(area(in: canvas.size)) { answer.draw(on: &$0, focused: true) }
  }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: area(in: size)) else { return false }
    return answer.handle(event)
  }
}
