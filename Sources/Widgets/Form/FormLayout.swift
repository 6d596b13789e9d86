import Terminal

/// Where everything in a form stands, as plain values: a column of labels, a column of fields, rows one below another.
struct FormLayout: Sendable {
  enum Part: Hashable, Sendable {
    case field(Int)
    case disclosure
    case buttons
  }

  struct Item: Hashable, Sendable {
    var part: Part
    var row: Int
    /// The rows of the field itself.
    var height: Int
    /// What stands under it.
    var remarks: [Remark] = []

    var totalHeight: Int { height + remarks.count }
  }

  /// A line under a field.
  struct Remark: Hashable, Sendable {
    var sign: String
    var text: String
    var role: Role
  }

  private static let labelColumn = 2
  private static let gap = 3

  let labelColumns: Int
  let fieldColumn: Int
  let fieldColumns: Int
  private(set) var items: [Item] = []
  private(set) var rowCount = 0

  init(_ form: Form, in size: Size) {
    let widest = form.fields.reduce(0) { max($0, SafeText.width(of: $1.spec.label)) }
    labelColumns = min(widest, max(8, size.columns / 3))
    fieldColumn = Self.labelColumn + labelColumns + Self.gap
    fieldColumns = max(1, size.columns - fieldColumn - 1)
    for index in form.fields.indices where !form.fields[index].spec.isAdvanced { add(index, form, size) }
    if form.hasAdvanced {
      rowCount += rowCount > 0 ? 1 : 0
      add(Item(part: .disclosure, row: rowCount, height: 1))
      if form.showsAdvanced {
        for index in form.fields.indices where form.fields[index].spec.isAdvanced { add(index, form, size) }
      }
    }
    rowCount += rowCount > 0 ? 1 : 0
    add(Item(part: .buttons, row: rowCount, height: 1))
  }

  func item(of focus: Form.Focus) -> Item? {
    let part: Part =
      switch focus {
      case .field(let index): .field(index)
      case .disclosure: .disclosure
      case .button: .buttons
      }
    return items.first { $0.part == part }
  }

  func item(atRow row: Int) -> Item? { items.first { row >= $0.row && row < $0.row + $0.totalHeight } }

  private mutating func add(_ item: Item) {
    items.append(item)
    rowCount += item.totalHeight
  }

  private mutating func add(_ index: Int, _ form: Form, _ size: Size) {
    let field = form.fields[index]
    add(
      Item(
        part: .field(index), row: rowCount, height: field.height(in: size),
        remarks: remarks(about: field)))
  }

  private func remarks(about field: FormField) -> [Remark] {
    var remarks: [Remark] = []
    if let note = field.note, !note.isEmpty {
      remarks += TextWrap.lines(of: note, columns: fieldColumns, limit: 2)
        .map { Remark(sign: "", text: $0, role: .muted) }
    }
    let live = field.liveCheck.flatMap { check -> String? in
      if case .problem(let problem) = check { return problem.reason }
      return nil
    }
    if field.liveCheck == .valid, field.error == nil {
      remarks.append(Remark(sign: "✓", text: "Valid JSON.", role: .muted))
    }
    if let live, field.error == nil {
      remarks +=
        field.spec.kind == .body
        ? wrapped("No JSON, sent as text: \(live)", sign: "·", role: .muted) : wrapped(live)
    }
    if let error = field.error { remarks += wrapped(error) }
    return remarks
  }

  private func wrapped(_ error: String, sign: String = "✗", role: Role = .danger) -> [Remark] {
    TextWrap.lines(of: error, columns: fieldColumns, limit: 4).enumerated()
      .map { Remark(sign: $0.offset == 0 ? sign : "", text: $0.element, role: role) }
  }
}

extension FormField {
  /// The rows it wants: a line for one line, a growing block for the rest, never more than half of the form.
  func height(in size: Size) -> Int {
    let most = max(4, size.rows / 2 - 1)
    switch content {
    case .text(let editor):
      guard editor.isMultiline else { return 1 }
      return min(max(isJSON ? 4 : 3, editor.lineCount), most)
    case .pairs(let editor): return min(editor.lineCount, most)
    case .pairsOrJSON(let editor):
      return editor.mode == .json ? min(max(4, editor.json.lineCount), most) : min(editor.pairs.lineCount, most)
    case .picked, .toggle, .fixed: return 1
    }
  }
}

extension Form {
  /// The first row in view: as it was, moved as little as it takes to show what has the caret.
  func visibleScroll(_ layout: FormLayout, in size: Size) -> Int {
    let most = max(0, layout.rowCount - size.rows)
    guard !isScrolledFreely, let item = layout.item(of: focus) else { return min(max(0, scroll), most) }
    var top = min(scroll, item.row)
    top = max(top, min(item.row, item.row + item.totalHeight - size.rows))
    if item == layout.items.first { top = 0 }
    return min(max(0, top), most)
  }

  public mutating func layout(in size: Size) {
    self.size = size
    let layout = FormLayout(self, in: size)
    scroll = visibleScroll(layout, in: size)
    for item in layout.items {
      guard case .field(let index) = item.part else { continue }
      fields[index].layout(in: Size(columns: editorColumns(of: index, layout), rows: item.height))
    }
    layoutOverlay()
  }

  /// The columns for the text of a field, without what stands at its right.
  func editorColumns(of index: Int, _ layout: FormLayout) -> Int {
    let margin = marginText(of: index)
    guard !margin.isEmpty else { return layout.fieldColumns }
    return max(1, layout.fieldColumns - SafeText.width(of: margin) - 2)
  }

  /// What stands at the right of a field: the sign of a list, the other notation, the count of lines.
  func marginText(of index: Int) -> String {
    let field = fields[index]
    switch field.spec.kind {
    case .select, .choice: return "▾"
    case .list:
      guard case .text(let editor) = field.content, editor.filledLineCount > 1 else { return "" }
      return Quantity.text(editor.filledLineCount, "line", "lines")
    case .text, .number, .timestamp:
      guard let aside = field.aside, SafeText.width(of: aside) < size.columns / 2 else { return "" }
      return aside
    default: return ""
    }
  }
}
