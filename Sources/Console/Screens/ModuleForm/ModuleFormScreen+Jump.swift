import Service
import Terminal
import Widgets

/// A letter on every field, button and pane of a dialog.
extension ModuleFormScreen {
  var jumpTargets: [JumpTarget] {
    let layout = ModuleFormView.layout(of: self, in: size)
    var targets: [JumpTarget] = []
    if isWide || focus == .form {
      targets = form.places.map { place in
        let column = layout.form.column + place.area.column
        return JumpTarget(Point(column: max(0, column - 3), row: layout.form.row + place.area.row), place.title) {
          [weak self] in
          guard let self else { return }
          focus = .form
          if case .left(let key) = form.jump(to: place) { left(FieldKey(rawValue: key)) }
        }
      }
    } else {
      targets.append(
        JumpTarget(Point(column: 1, row: 0), "Form") { [weak self] in self?.focus = .form })
    }
    if hasPane {
      let column = isWide ? layout.pane.column + 1 : max(0, size.columns - 6)
      targets.append(JumpTarget(Point(column: column, row: 0), paneTitle) { [weak self] in self?.lookAtPane() })
    }
    return targets
  }
}
