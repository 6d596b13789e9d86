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
      for word in words(of: piece.text) {
        let width = SafeText.width(of: word)
        let isWhole = used + width <= columns || width > columns - indent.text.count
        for part in isWhole ? word.map(String.init) : [word] {
          let width = SafeText.width(of: part)
          if used + width > columns {
            rows.append([indent])
            used = indent.text.count
            if part == " " { continue }
          }
          used += width
          append(part, piece.role, to: &rows[rows.count - 1])
        }
      }
    }
    return rows
  }

  private static let indent = Piece(text: "  ", role: .text)

  private static func append(_ text: String, _ role: Role, to row: inout [Piece]) {
    if let last = row.indices.last, row[last].role == role {
      row[last].text += text
    } else {
      row.append(Piece(text: text, role: role))
    }
  }

  /// The text in runs that end with a space, so that rows break between words.
  private static func words(of text: String) -> [String] {
    var words = [""]
    for character in text {
      words[words.count - 1].append(character)
      if character == " " { words.append("") }
    }
    return words.filter { !$0.isEmpty }
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
