import Terminal

/// Where the parts of a dialog stand in the area it is centred in.
struct DialogLayout: Sendable {
  private static let wantedColumns = 68
  private static let margin = 3

  let frame: Rect
  /// The text, broken to the width.
  let text: [String]
  let textArea: Rect
  /// What must be typed, in one line beside the field, or in several above it: all of it is to be read.
  let question: [String]
  let prompt: Rect
  let field: Rect
  private(set) var choices: [Rect] = []

  var maximumTop: Int { max(0, text.count - textArea.rows) }

  init(_ dialog: Dialog, in size: Size) {
    let columns = min(Self.wantedColumns, size.columns)
    let inner = max(1, columns - 2 * Self.margin)
    text = dialog.lines.flatMap { line in
      line.isEmpty ? [""] : TextWrap.lines(of: line, columns: inner)
    }
    let question = Self.question(dialog, columns: inner)
    self.question = question.lines
    let fieldRows = dialog.mustType == nil ? 0 : question.lines.count + (question.isBeside ? 1 : 2)
    // A frame, a space above and below the text, the buttons with a space below.
    let fixed = 2 + 2 + 2 + fieldRows
    let rows = min(size.rows, text.count + fixed)
    frame = Rect(
      column: (size.columns - columns) / 2, row: (size.rows - rows) / 3, columns: columns, rows: rows)
    let left = frame.column + Self.margin
    textArea = Rect(column: left, row: frame.row + 2, columns: inner, rows: max(0, rows - fixed))
    let fieldRow = textArea.endRow + 1
    prompt = Rect(column: left, row: fieldRow, columns: inner, rows: question.lines.count)
    let beside = question.isBeside ? SafeText.width(of: question.lines.first ?? "") + 2 : 0
    field = Rect(
      column: left + beside, row: fieldRow + (question.isBeside ? 0 : question.lines.count),
      columns: max(1, inner - beside), rows: dialog.mustType == nil ? 0 : 1)
    let widths = dialog.choices.indices.map { SafeText.width(of: Self.title(of: $0, in: dialog)) }
    let total = widths.reduce(0, +) + 3 * max(0, widths.count - 1)
    var column = max(left, left + inner - total)
    for width in widths {
      choices.append(Rect(column: column, row: frame.endRow - 3, columns: width, rows: 1))
      column += width + 3
    }
  }

  /// A choice that can't be taken yet says what is missing.
  static func title(of index: Int, in dialog: Dialog) -> String {
    let choice = dialog.choices[index]
    return dialog.isLocked(index) ? "\(choice.title) (type it first)" : "[ \(choice.title) ]"
  }

  private static func question(_ dialog: Dialog, columns: Int) -> (lines: [String], isBeside: Bool) {
    guard let text = dialog.mustType else { return ([], false) }
    let guarded = dialog.choices.first { $0.isDangerous }?.title.lowercased() ?? "go on"
    let line = "Type  \(text)  to \(guarded)"
    if SafeText.fits(line, columns: columns * 2 / 3) { return ([line], true) }
    return (["Type this to \(guarded):"] + SafeText.wrap(text, columns: columns).prefix(8).map(String.init), false)
  }
}

extension Dialog {
  /// Draws the dialog over the middle of the area, whatever is there.
  public func draw(on canvas: inout Canvas, focused isFocused: Bool) {
    let layout = DialogLayout(self, in: canvas.size)
    canvas.box(layout.frame, title: title)
    let top = min(top, layout.maximumTop)
    for row in 0..<layout.textArea.rows where top + row < layout.text.count {
      canvas.put(
        layout.text[top + row], at: Point(column: layout.textArea.column, row: layout.textArea.row + row),
        role: .dialog, columns: layout.textArea.columns)
    }
    if layout.maximumTop > top {
      canvas.put("↓ PgDn", at: Point(column: layout.textArea.column, row: layout.textArea.endRow), role: .muted)
    }
    if mustType != nil { drawField(layout, isFocused: isFocused, on: &canvas) }
    for index in choices.indices { drawChoice(index, layout, isFocused: isFocused, on: &canvas) }
  }

  private func drawField(_ layout: DialogLayout, isFocused: Bool, on canvas: inout Canvas) {
    for (offset, line) in layout.question.enumerated() {
      canvas.put(
        line, at: Point(column: layout.prompt.column, row: layout.prompt.row + offset),
        role: layout.question.count > 1 && offset > 0 ? .accent : .dialog, columns: layout.prompt.columns)
    }
    canvas.within(layout.field) { field.draw(on: &$0, focused: isFocused && focused == nil) }
  }

  private func drawChoice(_ index: Int, _ layout: DialogLayout, isFocused: Bool, on canvas: inout Canvas) {
    let area = layout.choices[index]
    let isHere = isFocused && focused == index
    let role: Role =
      isLocked(index) ? .disabled : isHere ? .buttonFocused : choices[index].isDangerous ? .buttonDanger : .button
    canvas.put(
      DialogLayout.title(of: index, in: self), at: area.origin, role: role,
      columns: max(0, layout.frame.endColumn - 1 - area.column))
    if isHere {
      canvas.overlay(.buttonFocused, on: area)
      canvas.showCaret(at: Point(column: area.column + (isLocked(index) ? 0 : 2), row: area.row))
    }
  }
}
