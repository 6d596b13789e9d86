import Terminal
import Widgets

/// Lines of text in roles, with a place to read from: what a pane shows that is no form, table or tree.
struct StyledLines {
  struct Piece: Hashable, Sendable {
    var text: String
    var role: Role
  }

  var lines: [[Piece]] = []
  private var cursor = ListCursor()
  private var rows: [[Piece]] = []
  private var size = Size(columns: 0, rows: 0)

  init(_ lines: [[Piece]] = []) { self.lines = lines }

  mutating func replace(_ lines: [[Piece]]) {
    self.lines = lines
    breakLines()
  }

  mutating func layout(in size: Size) {
    guard size != self.size else { return }
    self.size = size
    breakLines()
  }

  /// Long lines go on below, indented a little, so that nothing is hidden at the right.
  private mutating func breakLines() {
    rows = lines.flatMap { Self.broken($0, columns: size.columns - 2) }
    cursor.layout(count: rows.count, page: size.rows)
  }

  private static func broken(_ line: [Piece], columns: Int) -> [[Piece]] {
    let width = line.reduce(0) { $0 + SafeText.width(of: $1.text) }
    guard width > columns, columns > 8 else { return [line] }
    var rows: [[Piece]] = [[]]
    var used = 0
    for piece in line {
      for character in piece.text {
        let text = String(character)
        let width = SafeText.width(of: text)
        if used + width > columns {
          rows.append([Piece(text: "  ", role: .text)])
          used = 2
        }
        used += width
        let last = rows.count - 1
        if let role = rows[last].last?.role, role == piece.role {
          rows[last][rows[last].count - 1].text += text
        } else {
          rows[last].append(Piece(text: text, role: piece.role))
        }
      }
    }
    return rows
  }

  /// The rows that all of it takes.
  var rowCount: Int { rows.count }

  mutating func handle(_ event: Event) -> Bool {
    if case .mouse(let mouse) = event {
      switch mouse.action {
      case .wheelUp: cursor.scroll(by: -3)
      case .wheelDown: cursor.scroll(by: 3)
      default: return false
      }
      return true
    }
    guard case .key(let key) = event else { return false }
    switch key {
    case .up, Key("k"): cursor.scroll(by: -1)
    case .down, Key("j"): cursor.scroll(by: 1)
    default: return cursor.move(key)
    }
    return true
  }

  func draw(on canvas: inout Canvas) {
    for row in 0..<max(0, canvas.size.rows) where cursor.top + row < rows.count {
      var column = 1
      for piece in rows[cursor.top + row] {
        column += canvas.put(piece.text, at: Point(column: column, row: row), role: piece.role)
      }
    }
    if cursor.top + canvas.size.rows < rows.count {
      canvas.put("↓", at: Point(column: canvas.size.columns - 1, row: canvas.size.rows - 1), role: .muted)
    }
  }
}
