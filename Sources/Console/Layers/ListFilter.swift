import Terminal
import Widgets

/// The line that `/` opens under a table, and what it does to the table.
@MainActor struct ListFilter {
  private(set) var field: FilterField?
  private let placeholder: String

  init(placeholder: String) { self.placeholder = placeholder }

  var isOpen: Bool { field != nil }
  /// The rows that it takes from the table.
  var rows: Int { isOpen ? 1 : 0 }

  mutating func open(_ table: Table) { field = FilterField(text: table.filter, placeholder: placeholder) }

  mutating func layout(in size: Size) { field?.layout(in: Size(columns: size.columns, rows: 1)) }

  /// Gives an event to the open line; false where it had no use for it.
  mutating func handle(_ event: Event, filtering table: inout Table) -> Bool {
    guard let outcome = field?.handle(event) else { return false }
    switch outcome {
    case .changed(let text): table.setFilter(text)
    case .kept: field = nil
    case .cancelled(let text):
      table.setFilter(text)
      field = nil
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  /// Draws the open line in the last row of the area.
  func draw(on canvas: inout Canvas) {
    guard let field else { return }
    canvas.within(Rect(column: 0, row: canvas.size.rows - 1, columns: canvas.size.columns, rows: 1)) {
      field.draw(on: &$0, focused: true)
    }
  }
}
