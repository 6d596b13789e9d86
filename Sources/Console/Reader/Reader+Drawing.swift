import JSONText
import Terminal
import Widgets

/// How the reader looks: the view, what is to be said about the text below it, and the line that is being typed.
extension Reader {
  /// What is said about the text, each in a row of its own.
  private var captions: [(text: String, role: Role, trailing: String)] {
    var captions: [(text: String, role: Role, trailing: String)] = []
    if let problem { captions.append(("! " + problem, .warning, "")) }
    if let kindNote { captions.append(("! " + kindNote, .warning, "")) }
    if case .invalid(let error)? = verdict, form == .json || form == .empty, shown === document {
      captions.append(("✗ not valid JSON: \(error)", .danger, ""))
    }
    if !filter.text.isEmpty, line?.kind != .filter { captions.append(filterCaption) }
    if let table {
      if line == nil, !table.isFilterSuspended, let problem = table.filterProblem {
        captions.append(("! " + problem, .warning, ""))
      }
      captions.append((table.caption, .muted, table.trailing))
    }
    // What has nothing at its right may take a second row, so that reasons are told whole.
    return captions.flatMap { caption -> [(text: String, role: Role, trailing: String)] in
      guard caption.trailing.isEmpty else {
        let needed = SafeText.width(of: caption.text) + SafeText.width(of: caption.trailing) + 4
        return needed <= size.columns ? [caption] : [(caption.text, caption.role, ""), (caption.trailing, .muted, "")]
      }
      let rows = TextWrap.lines(of: caption.text, columns: max(20, size.columns - 2), limit: 2)
      return rows.map { ($0, caption.role, "") }
    }
  }

  /// What the headers say and what came.
  private var kindNote: String? {
    guard let form else { return nil }
    if claimsJSON, form != .json, form != .empty {
      return "Content-Type says JSON; what came is \(form == .text ? "plain text" : form.rawValue)."
    }
    if form == .binary { return "Binary: shown byte by byte." }
    return nil
  }

  private var filterCaption: (text: String, role: Role, trailing: String) {
    if filter.isSuspended { return ("jq  \(filter.text)  (suspended)", .muted, "s filters again") }
    if let error = filter.error { return ("jq  \(filter.text)  ✗ \(error.message)", .warning, "s shows the whole") }
    return ("jq  \(filter.text)", .info, filter.summary + "  s shows the whole")
  }

  private var lineRows: Int {
    guard let line else { return 0 }
    return 1 + (line.note(for: self).isEmpty ? 0 : 1)
  }

  var viewArea: Rect {
    Rect(column: 0, row: 0, columns: size.columns, rows: max(1, size.rows - captions.count - lineRows))
  }

  func layout(in size: Size) {
    self.size = size
    let area = viewArea.size
    tree.layout(in: area)
    bytes?.layout(in: area)
    table?.layout(in: area)
    line?.field.layout(in: Size(columns: size.columns, rows: 1))
  }

  func draw(on canvas: inout Canvas, focused: Bool) {
    layout(in: canvas.size)
    let area = viewArea
    let isFocused = focused && line == nil
    canvas.within(area) { canvas in
      if let table {
        table.draw(on: &canvas, focused: isFocused)
      } else if let bytes {
        bytes.draw(on: &canvas, focused: isFocused)
      } else if shown.byteCount == 0 {
        let nothing = shown === document ? "Nothing has come yet." : "Nothing passes the filter."
        let text = shown.isComplete && shown === document ? "It is empty." : nothing
        canvas.put(shown.isComplete || shown === document ? text : "", at: Point(column: 1, row: 0), role: .muted)
      } else if let blankNote {
        canvas.put(blankNote, at: Point(column: 1, row: 0), role: .muted, columns: max(0, canvas.size.columns - 2))
      } else {
        tree.draw(on: &canvas, focused: isFocused)
      }
    }
    var row = area.endRow
    for caption in captions {
      draw(caption.text, caption.role, caption.trailing, atRow: row, on: &canvas)
      row += 1
    }
    drawLine(atRow: row, on: &canvas)
  }

  /// What stands in the place of a text without anything to be seen.
  private var blankNote: String? {
    guard form == .empty, shown === document, document.isComplete, tree.selected.node == nil else { return nil }
    return "There is nothing in it but white space: \(document.byteCount.byteCount). x shows it byte by byte."
  }

  private func draw(_ text: String, _ role: Role, _ trailing: String, atRow row: Int, on canvas: inout Canvas) {
    let width = SafeText.width(of: trailing)
    canvas.put(
      text, at: Point(column: 1, row: row), role: role,
      columns: max(0, canvas.size.columns - 2 - (width > 0 ? width + 2 : 0)))
    canvas.put(
      trailing, at: Point(column: max(0, canvas.size.columns - 1 - width), row: row), role: .muted)
  }

  private func drawLine(atRow row: Int, on canvas: inout Canvas) {
    guard let line else { return }
    canvas.within(Rect(column: 0, row: row, columns: canvas.size.columns, rows: 1)) { area in
      var field = line.field
      field.figures = line.figures(for: self)
      field.layout(in: area.size)
      field.draw(on: &area, focused: true)
    }
    let note = line.note(for: self)
    guard !note.isEmpty, row + 1 < canvas.size.rows else { return }
    canvas.put(
      note, at: Point(column: 1, row: row + 1), role: line.noteRole(for: self), columns: canvas.size.columns - 2)
  }

  /// Where the selection is, and what was found.
  var status: StatusLine {
    switch mode {
    case .table: return StatusLine(text: table?.status ?? "", role: .muted, trailing: sizeText)
    case .text, .hexadecimal:
      let found = bytes?.matchSummary ?? ""
      return StatusLine(
        text: bytes?.placeSummary ?? "", role: .muted,
        trailing: [found, sizeText].filter { !$0.isEmpty }.joined(separator: "  "))
    case .tree:
      let path = tree.selected.node.map { "\(tree.lines.path(of: $0))" } ?? ""
      return StatusLine(
        text: path, role: .muted,
        trailing: [tree.matchSummary, sizeText].filter { !$0.isEmpty }.joined(separator: "  "))
    }
  }

  private var sizeText: String { isEmbedded ? "" : document.byteCount.byteCount + (document.isComplete ? "" : "…") }
}
