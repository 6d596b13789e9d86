import Terminal
import Widgets

/// Draws the explorer: the list, and beside it or in its place what the selected call takes.
@MainActor enum ExplorerView {
  struct Layout {
    var list: Rect
    var pane: Rect
    var divider: Int?
  }

  static func layout(of screen: ExplorerScreen, in size: Size) -> Layout {
    let rows = max(0, size.rows - 1 - (screen.filter == nil ? 0 : 1))
    let content = Rect(column: 0, row: 1, columns: size.columns, rows: rows)
    guard size.columns >= 120 else { return Layout(list: content, pane: content, divider: nil) }
    let (list, rest) = content.split(left: max(70, size.columns * 58 / 100))
    return Layout(list: list, pane: rest.split(left: 1).rest, divider: list.endColumn)
  }

  static func draw(_ screen: ExplorerScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    let layout = layout(of: screen, in: canvas.size)
    if let divider = layout.divider {
      canvas.fill(Rect(column: divider, row: 1, columns: 1, rows: layout.list.rows), with: "│", role: .rule)
      canvas.put("┬", at: Point(column: divider, row: 0), role: .rule)
    }
    if layout.divider != nil || !screen.showsPane {
      canvas.within(layout.list) { screen.outline.draw(on: &$0, focused: screen.filter == nil) }
    }
    if layout.divider != nil || screen.showsPane { canvas.within(layout.pane) { screen.about.draw(on: &$0) } }
    guard let filter = screen.filter else { return }
    canvas.within(Rect(column: 0, row: canvas.size.rows - 1, columns: canvas.size.columns, rows: 1)) {
      filter.draw(on: &$0, focused: true)
    }
  }
}
