import Terminal

/// A question over the screen that is answered by filling in a few fields: a passphrase, what became of a call.
///
/// Enter in the last field sends it off; Escape is the answer that changes nothing.
public struct FormDialog: Widget {
  public enum Outcome: Hashable, Sendable {
    /// Everything is valid: take the values from ``form``.
    case submitted
    case cancelled
    case handled
  }

  private static let wantedColumns = 68
  private static let margin = 3

  public var title: String
  /// Paragraphs above the fields, each broken where it is too long.
  public var lines: [String]
  public var form: Form
  private var size = Size(columns: 80, rows: 24)

  public init(title: String, lines: [String], form: Form, cancelTitle: String = "Cancel") {
    self.title = title
    self.lines = lines
    self.form = form
    self.form.offersClear = false
    self.form.extraButtons = [Form.Button(id: Self.cancelID, title: cancelTitle)]
  }

  private static let cancelID = "cancel"

  public mutating func layout(in size: Size) {
    self.size = size
    form.layout(in: Layout(self, in: size).form.size)
  }

  public mutating func handle(_ event: Event) -> Outcome {
    if case .key(let key) = event {
      if key == .control("c") { return .cancelled }
      if key == .enter, form.isInLastField { return outcome(of: form.submit()) }
    }
    guard let event = event.relative(to: Layout(self, in: size).form) else { return .handled }
    return outcome(of: form.handle(event))
  }

  private func outcome(of outcome: Form.Outcome) -> Outcome {
    switch outcome {
    case .submit: .submitted
    case .cancel, .button(Self.cancelID): .cancelled
    default: .handled
    }
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let layout = Layout(self, in: canvas.size)
    canvas.frame(layout.frame, title: title)
    for (row, line) in layout.text.prefix(layout.textArea.rows).enumerated() {
      canvas.put(
        line, at: Point(column: layout.textArea.column, row: layout.textArea.row + row), role: .dialog,
        columns: layout.textArea.columns)
    }
    canvas.within(layout.form) { form.draw(on: &$0, focused: focused) }
  }

  /// A list of choices opens inside the form: it has room for a few of them.
  private var rowsForChoices: Int {
    let counts = form.specs.map { spec in
      if case .select(let options, _) = spec.kind { options.count } else { 0 }
    }
    return counts.max().map { $0 == 0 ? 0 : min($0, 6) + 4 } ?? 0
  }

  /// Where its parts stand in the area it is centred in.
  private struct Layout {
    let frame: Rect
    let text: [String]
    let textArea: Rect
    let form: Rect

    init(_ dialog: FormDialog, in size: Size) {
      let columns = min(FormDialog.wantedColumns, size.columns)
      let inner = max(1, columns - 2 * FormDialog.margin)
      text = dialog.lines.flatMap { $0.isEmpty ? [""] : TextWrap.lines(of: $0, columns: inner) }
      let formRows = max(dialog.form.rowCount(columns: inner), dialog.rowsForChoices)
      let gap = text.isEmpty ? 0 : 1
      let rows = min(size.rows, text.count + gap + formRows + 4)
      frame = Rect(column: (size.columns - columns) / 2, row: (size.rows - rows) / 3, columns: columns, rows: rows)
      let left = frame.column + FormDialog.margin
      // What is asked stays in view: where there is too little room, the explanation gives way.
      let textRows = max(0, min(text.count, rows - 4 - gap - formRows))
      textArea = Rect(column: left, row: frame.row + 2, columns: inner, rows: textRows)
      let formRow = textArea.endRow + (textRows > 0 ? gap : 0)
      form = Rect(column: left, row: formRow, columns: inner, rows: max(0, frame.endRow - 2 - formRow))
    }
  }
}
