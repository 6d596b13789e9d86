import JSONText
import Terminal

/// What is in view: parents that stay at the top, rows below them, each in one line or, wrapped, in several.
extension JSONView {
  /// The columns at the left: the sign of the selection, the line number, the mark of a fold.
  var gutterColumns: Int {
    let numbers = showsLineNumbers ? max(3, String(lines.snapshot.rowCount + 1).count) : 0
    return 1 + numbers + 3
  }

  /// Rows in view when each takes one line.
  var pageRows: Int { max(1, size.rows - parents(above: topRow, in: size).count) }

  /// The parents of a row that are not in view when it is the first one, the outermost first.
  func parents(above row: Int, in size: Size) -> [Int] {
    guard row > 0, size.rows >= 8 else { return [] }
    return drawn.parents(ofRow: row, of: lines, limit: Self.parentLimit).filter { $0 < row }
  }

  /// The text's columns, without the gutter and a margin.
  func textColumns(in width: Int) -> Int { max(4, width - gutterColumns - 1) }

  /// Deep rows are indented no further than this.
  func indent(of depth: Int, in width: Int) -> Int { min(depth * 2, max(0, textColumns(in: width) / 2)) }

  /// How many lines a row takes.
  func height(of row: Int, in size: Size) -> Int {
    guard wraps else { return 1 }
    let content = lines.row(at: row, maxColumns: wrapLimit(in: size))
    return max(1, wrapped(content, in: size).count)
  }

  /// A wrapped row fills one page at most; what is longer is read elsewhere.
  func wrapLimit(in size: Size) -> Int { textColumns(in: size.columns) * max(1, size.rows - Self.parentLimit - 1) }

  /// A row's spans, broken into lines.
  func wrapped(_ row: JSONRow, in size: Size) -> [[JSONSpan]] {
    let columns = textColumns(in: size.columns) - indent(of: row.depth, in: size.columns)
    var result: [[JSONSpan]] = [[]]
    var used = 0
    for span in row.spans {
      var rest = span.text[...]
      while !rest.isEmpty {
        let (part, width) = prefix(of: rest, columns: columns - used)
        if part.isEmpty {
          result.append([])
          used = 0
          if columns < 2 { return result }
          continue
        }
        var piece = span
        piece.text = String(part)
        result[result.count - 1].append(piece)
        used += width
        rest = rest[part.endIndex...]
      }
    }
    return result
  }

  private func prefix(of text: Substring, columns: Int) -> (Substring, Int) {
    var end = text.startIndex
    var width = 0
    while end < text.endIndex {
      let step = SafeText.width(of: String(text[end]))
      if width + step > columns { break }
      width += step
      end = text.index(after: end)
    }
    return (text[..<end], width)
  }

  /// The first row in view when the selected one must be in it too.
  func visibleTop(in size: Size, inMiddle: Bool = false) -> Int {
    let count = rowCount
    var top = min(topRow, selectedRow)
    if selectedRow < topRow || !isSelectedRowInView(below: top, in: size) {
      let lowest = lowestTop(in: size)
      if inMiddle, top < lowest || selectedRow < topRow { top = selectedRow - size.rows / 2 }
      top = max(top, lowest)
    }
    top = max(0, min(top, selectedRow, count - 1))
    guard !wraps else { return top }
    // No empty lines below the last row while there are rows above.
    while top > 0, count - top < size.rows, count - top < size.rows - parents(above: top - 1, in: size).count {
      top -= 1
    }
    return top
  }

  /// Whether nothing need be scrolled. To know so is cheaper than to look for the place to scroll to.
  private func isSelectedRowInView(below top: Int, in size: Size) -> Bool {
    guard !wraps else { return false }
    let rows = selectedRow - top + 1
    // So many rows fit whatever stands above them.
    return rows <= size.rows - Self.parentLimit || rows <= size.rows - parents(above: top, in: size).count
  }

  /// The first row of the furthest view back that still has the selected row in it whole.
  private func lowestTop(in size: Size) -> Int {
    guard wraps else {
      for count in 0...Self.parentLimit {
        let top = selectedRow - max(1, size.rows - count) + 1
        if top <= 0 || parents(above: top, in: size).count <= count { return max(0, top) }
      }
      return selectedRow
    }
    var top = selectedRow
    var used = height(of: top, in: size)
    while top > 0 {
      used += height(of: top - 1, in: size)
      if used > size.rows - parents(above: top - 1, in: size).count { break }
      top -= 1
    }
    return top
  }

  /// The rows that are in view whole, at least one.
  func visibleRange(in size: Size) -> Range<Int> {
    let top = max(0, min(topRow, rowCount - 1))
    let room = max(1, size.rows - parents(above: top, in: size).count)
    var (end, used) = (top, 0)
    while end < rowCount {
      used += height(of: end, in: size)
      if used > room { break }
      end += 1
    }
    return top..<max(end, top + 1)
  }

  /// The row drawn at a line of the area.
  func row(atLine line: Int) -> Int? {
    let parents = parents(above: topRow, in: size)
    if line < parents.count { return parents[max(0, line)] }
    var (row, used) = (topRow, parents.count)
    while row < rowCount {
      used += height(of: row, in: size)
      if line < used { return row }
      row += 1
    }
    return nil
  }
}
