import Terminal
import Widgets

/// What a widget shows at a size: rows as text, and the role of each cell.
struct Picture: CustomStringConvertible {
  let canvas: Canvas

  init<W: Widget>(_ widget: inout W, _ columns: Int, _ rows: Int, focused: Bool = true) {
    let size = Size(columns: columns, rows: rows)
    widget.layout(in: size)
    var canvas = Canvas(size: size)
    widget.draw(on: &canvas, focused: focused)
    self.canvas = canvas
  }

  init(_ columns: Int, _ rows: Int, _ draw: (inout Canvas) -> Void) {
    var canvas = Canvas(size: Size(columns: columns, rows: rows))
    draw(&canvas)
    self.canvas = canvas
  }

  /// The rows without trailing spaces.
  var lines: [String] {
    (0..<canvas.fullSize.rows).map { row in
      let start = row * canvas.fullSize.columns
      var line = canvas.cells[start..<start + canvas.fullSize.columns].map(\.glyph).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The rows down to the last one that shows anything.
  var description: String {
    var lines = lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  var caret: Point? { canvas.caret }

  func cell(_ column: Int, _ row: Int) -> Cell { canvas.cells[row * canvas.fullSize.columns + column] }

  /// The role of the first cell of a text; nil where the text isn't shown.
  func role(of text: String) -> Role? { place(of: text).map { cell($0.column, $0.row).role } }

  func overlay(of text: String) -> Role? { place(of: text).flatMap { cell($0.column, $0.row).overlay } }

  /// Where a text is shown first.
  func place(of text: String) -> Point? {
    let wanted = Array(text.unicodeScalars)
    for row in 0..<canvas.fullSize.rows {
      for column in 0..<canvas.fullSize.columns where shows(wanted, at: Point(column: column, row: row)) {
        return Point(column: column, row: row)
      }
    }
    return nil
  }

  private func shows(_ wanted: [Unicode.Scalar], at place: Point) -> Bool {
    guard cell(place.column, place.row).width > 0 else { return false }
    var found: [Unicode.Scalar] = []
    for column in place.column..<canvas.fullSize.columns where found.count < wanted.count {
      found += cell(column, place.row).glyph.unicodeScalars
    }
    return !wanted.isEmpty && found.starts(with: wanted)
  }

  /// Every cell that has a role, as text, row by row.
  func text(in role: Role) -> String {
    canvas.cells.filter { $0.role == role }.map(\.glyph).joined()
  }
}

extension Widget {
  /// Presses keys one after another and answers the last outcome.
  @discardableResult
  mutating func press(_ keys: Key...) -> Outcome? {
    var last: Outcome?
    for key in keys { last = handle(.key(key)) }
    return last
  }

  @discardableResult
  mutating func type(_ text: String) -> Outcome? {
    var last: Outcome?
    for character in text { last = handle(.key(Key(character))) }
    return last
  }

  @discardableResult
  mutating func paste(_ text: String) -> Outcome { handle(.paste(text)) }

  @discardableResult
  mutating func click(_ column: Int, _ row: Int) -> Outcome {
    handle(.mouse(Mouse(.press, button: .left, at: Point(column: column, row: row))))
  }
}
