import Terminal
import Widgets

/// Draws a dialog: the form, and beside it or in its place the request and the outcome.
@MainActor enum ModuleFormView {
  struct Layout {
    var form: Rect
    var pane: Rect
    /// The column of the line between the two.
    var divider: Int?
  }

  static func layout(of screen: ModuleFormScreen, in size: Size) -> Layout {
    let content = Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
    guard screen.isWide, screen.hasPane else { return Layout(form: content, pane: content, divider: nil) }
    let left = max(64, size.columns * 55 / 100)
    let (form, rest) = content.split(left: left)
    return Layout(form: form, pane: rest.split(left: 1).rest, divider: left)
  }

  /// Below the heading of an answer that is arriving.
  static func arrivingArea(in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
  }

  static func draw(_ screen: ModuleFormScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    let layout = layout(of: screen, in: canvas.size)
    if let divider = layout.divider {
      canvas.fill(
        Rect(column: divider, row: 1, columns: 1, rows: canvas.size.rows - 1), with: "│", role: .rule)
      canvas.put("┬", at: Point(column: divider, row: 0), role: .rule)
    }
    if layout.divider != nil || screen.focus == .form {
      canvas.within(layout.form) { screen.form.draw(on: &$0, focused: screen.focus == .form) }
    }
    guard screen.hasPane, layout.divider != nil || screen.focus == .pane else { return }
    canvas.within(layout.pane) { area in
      if let arriving = screen.arriving {
        area.put(arriving.heading, at: Point(column: 1, row: 0), role: .columnTitle)
        area.within(arrivingArea(in: area.size)) { arriving.draw(on: &$0, focused: screen.focus == .pane) }
      } else if screen.showsOutcome, let outcome = screen.outcome {
        outcome.draw(on: &area, focused: screen.focus == .pane)
      } else {
        screen.request.draw(on: &area, focused: screen.focus == .pane)
      }
    }
  }
}
