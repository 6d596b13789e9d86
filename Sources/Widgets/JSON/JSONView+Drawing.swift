import JSONText
import Terminal

extension JSONView {
  public func draw(on canvas: inout Canvas, focused: Bool) {
    let size = canvas.size
    guard size.rows > 0 else { return }
    let top = visibleTop(in: size)
    var line = 0
    for parent in parents(above: top, in: size) {
      draw(
        drawn.row(at: parent, of: lines, maxColumns: textColumns(in: size.columns)), atLine: line, isParent: true,
        focused: focused, on: &canvas)
      line += 1
    }
    let marks = visibleMatches(from: top, rows: size.rows)
    var row = top
    while line < size.rows, row < rowCount {
      let columns = wraps ? wrapLimit(in: size) : left + textColumns(in: size.columns)
      let content =
        marks.isEmpty
        ? drawn.row(at: row, of: lines, maxColumns: columns)
        : lines.row(at: row, maxColumns: columns, highlighting: marks)
      line += draw(content, atLine: line, isParent: false, focused: focused, on: &canvas)
      row += 1
    }
  }

  /// The matches between the first and the last byte in view.
  private func visibleMatches(from top: Int, rows: Int) -> [Range<Int>] {
    guard matchCount > 0 else { return [] }
    let start = lines.row(at: top, maxColumns: 8).range.lowerBound
    let last = lines.row(at: min(rowCount - 1, top + rows), maxColumns: size.columns + left).range
    return matches(in: start..<max(start + 1, last.upperBound))
  }

  /// Draws a row and answers how many lines it took.
  @discardableResult
  private func draw(
    _ row: JSONRow, atLine line: Int, isParent: Bool, focused: Bool, on canvas: inout Canvas
  ) -> Int {
    let size = canvas.size
    let isSelected = row.index == selectedRow && !isParent
    let parts = wraps && !isParent ? wrapped(row, in: size) : [row.spans]
    let height = min(max(1, parts.count), size.rows - line)
    drawGutter(row, atLine: line, isParent: isParent, on: &canvas)
    if isSelected {
      for line in line..<line + height { canvas.markSelected(row: line, bar: 0, upTo: gutterColumns, focused: focused) }
    }
    let start = gutterColumns + indent(of: row.depth, in: size.columns)
    let summary = summaryText(of: row)
    let summaryColumns = summary.isEmpty ? 0 : summary.count + 2
    for offset in 0..<height {
      let room = size.columns - start - 1 - (offset == 0 ? summaryColumns : 0)
      let area = Rect(column: start, row: line + offset, columns: max(0, room), rows: 1)
      let end = drawSpans(parts[offset], isParent: isParent, in: area, on: &canvas)
      if offset == height - 1, !isParent, let note = annotation?(row), area.columns - end > note.count + 3 {
        canvas.put(
          note, at: Point(column: start + end + 3, row: line + offset), role: .jsonSummary,
          columns: area.columns - end - 3)
      }
    }
    if !summary.isEmpty, summary.count + start + 4 < size.columns {
      canvas.put(
        summary, at: Point(column: size.columns - 1 - summary.count, row: line), role: .jsonSummary)
    }
    return height
  }

  private func drawGutter(
    _ row: JSONRow, atLine line: Int, isParent: Bool, on canvas: inout Canvas
  ) {
    if showsLineNumbers, row.kind != .end {
      let number = String(row.line)
      canvas.put(
        number, at: Point(column: gutterColumns - 3 - number.count, row: line), role: .jsonLineNumber)
    }
    if let flaw, !isParent, row.range.contains(flaw) || row.kind == .end && flaw >= row.range.lowerBound {
      canvas.put("✗", at: Point(column: gutterColumns - 2, row: line), role: .danger)
    } else if row.isFoldable {
      canvas.put(
        row.isFolded ? "▸" : "▾", at: Point(column: gutterColumns - 2, row: line), role: isParent ? .muted : .accent)
    }
  }

  /// How much is in a container that is open; a folded one says it in its own row.
  private func summaryText(of row: JSONRow) -> String {
    guard row.isFoldable, !row.isFolded, let count = row.childCount else { return "" }
    let isArray = row.spans.last { $0.kind == .punctuation }?.text == "["
    return isArray ? Quantity.text(count, "item", "items") : Quantity.text(count, "key", "keys")
  }

  /// Draws a line's spans and answers where they end.
  private func drawSpans(
    _ spans: [JSONSpan], isParent: Bool, in area: Rect, on canvas: inout Canvas
  ) -> Int {
    var skipped = wraps ? 0 : left
    var column = 0
    let current = currentMatch.flatMap { search?.match($0) }
    canvas.within(area) { area in
      for span in spans {
        var text = span.text
        if skipped > 0 {
          let count = text.count
          text = String(text.dropFirst(skipped))
          skipped = max(0, skipped - count)
          if text.isEmpty { continue }
        }
        guard column < area.size.columns else {
          // The last column says that there is more.
          area.put("…", at: Point(column: area.size.columns - 1, row: 0), role: .jsonSummary)
          break
        }
        let role = isParent ? .muted : Self.role(of: span.kind)
        let used = area.put(text, at: Point(column: column, row: 0), role: role)
        if span.isMatch {
          let isCurrent = current?.overlaps(span.range) ?? false
          area.overlay(
            isCurrent ? .matchCurrent : .match, on: Rect(column: column, row: 0, columns: used, rows: 1))
        }
        column += used
      }
    }
    return column
  }

  private static func role(of kind: JSONSpan.Kind) -> Role {
    switch kind {
    case .key: .jsonKey
    case .string: .jsonString
    case .number: .jsonNumber
    case .boolean: .jsonBoolean
    case .null: .jsonNull
    case .punctuation: .jsonPunctuation
    case .summary: .jsonSummary
    case .error: .jsonError
    }
  }
}
