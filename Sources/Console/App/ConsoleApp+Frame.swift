import Terminal
import Widgets

/// What a frame is made of.
extension ConsoleApp {
  var frame: FrameLayout { FrameLayout(size: screen.size) }

  func makeFrame() -> Canvas {
    var canvas = Canvas(size: screen.size)
    let layout = frame
    guard !layout.isTooSmall else {
      StatusView.drawTooSmall(on: &canvas)
      return canvas
    }
    canvas.within(layout.header) { HeaderView.draw(header, on: &$0) }
    layOut()
    canvas.within(layout.content) { area in
      area.hideCaret()
      current.draw(on: &area)
      for overlay in overlays {
        area.hideCaret()
        overlay.draw(on: &area)
      }
    }
    let footer = footer(for: layout.size)
    draw(footer.status, on: &canvas, layout)
    canvas.within(layout.hints) { footer.hints.draw(on: &$0, focused: false) }
    return canvas
  }

  /// Tells every layer how much room it has.
  func layOut() {
    let size = frame.content.size
    current.layout(in: size)
    for overlay in overlays { overlay.layout(in: size) }
  }

  var header: HeaderView.State {
    HeaderView.State(
      breadcrumb: current.breadcrumb, connection: connectionState, isReadOnly: session.isReadOnly,
      budget: session.budget.map { "\($0.remaining)/\($0.limit)" })
  }

  private var connectionState: HeaderView.ConnectionState {
    switch session.opening {
    case .opening: .opening
    case .failed: .failed
    case .open: session.connection.map(HeaderView.ConnectionState.connection) ?? .absent
    }
  }

  /// What just happened wins; then what is waited for; then what is focused.
  var status: StatusLine {
    if let toast {
      return StatusLine(text: "\(toast.kind.sign) \(toast.text)", role: toast.kind == .info ? .status : toast.kind.role)
    }
    if let text = topLayer.waiting?.text(at: .now), !text.isEmpty {
      return StatusLine(text: text, role: .info, trailing: "Esc cancels")
    }
    if case .failed(let error) = session.opening, overlays.isEmpty, !(current is OpeningScreen) {
      return StatusLine(text: "✗ " + error.text, role: .danger)
    }
    return topLayer.status ?? StatusLine(text: "")
  }

  /// The line above the hints. What is too long for it takes a row or two of the content, so that nothing is cut.
  private func draw(_ status: StatusLine, on canvas: inout Canvas, _ layout: FrameLayout) {
    let rows = StatusView.rows(of: status, columns: layout.status.columns)
    let area = Rect(
      column: 0, row: layout.status.endRow - rows.count, columns: layout.status.columns, rows: rows.count)
    canvas.fill(area)
    canvas.rule(atRow: area.row - 1)
    canvas.within(area) { StatusView.draw(rows, status, on: &$0) }
  }

  /// What can be done here and now: the layer's own, then what works everywhere.
  var hintedActions: [Action] {
    let everywhere = overlays.isEmpty ? globalActions : []
    return (topLayer.actions + everywhere).filter { $0.command.hint != nil && $0.isAvailable }
  }

  var hintBar: HintBar {
    let isTyping = topLayer.isTyping
    var bar = HintBar(
      hintedActions.compactMap { action in
        guard let key = keyTable.shownKey(for: action.command, isTyping: isTyping), let word = action.command.hint
        else { return nil }
        return Hint(
          id: action.command.id.rawValue, key: key, text: word, priority: action.command.hintPriority)
      })
    bar.layout(in: frame.hints.size)
    return bar
  }
}
