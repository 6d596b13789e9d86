import Service
import Terminal

/// The first row: where one is on the left; whose data it is, how dangerous, and what may still be asked on the right.
enum HeaderView {
  struct State: Sendable {
    var breadcrumb: [String]
    var connection: ConnectionState
    var isReadOnly: Bool
    /// Requests left of those allowed in the current moment, as `8/10`.
    var budget: String?
  }

  enum ConnectionState: Sendable {
    case opening, absent, failed
    case connection(Connection)
  }

  static func draw(_ state: State, on canvas: inout Canvas) {
    canvas.fill(canvas.bounds, role: .header)
    let pieces = pieces(of: state, columns: canvas.size.columns)
    let width = pieces.reduce(0) { $0 + SafeText.width(of: $1.text) }
    var column = canvas.size.columns - width - 1
    let room = column - 2
    for piece in pieces {
      column += canvas.put(piece.text, at: Point(column: column, row: 0), role: piece.role)
    }
    drawBreadcrumb(state.breadcrumb, columns: room, on: &canvas)
  }

  private static func pieces(of state: State, columns: Int) -> [(text: String, role: Role)] {
    var pieces: [(String, Role)] = []
    switch state.connection {
    case .opening: pieces.append(("…", .header))
    case .absent: pieces.append(("no connection", .muted))
    case .failed: pieces.append(("not open", .danger))
    case .connection(let connection):
      pieces.append((shortened(connection.name, columns: max(12, columns / 4)), .header))
      let isGuarded = connection.kind.isGuarded
      let word = connection.kind.rawValue
      // The badge has a space of its own at either side.
      let gap = isGuarded ? "" : " "
      pieces.append((" ·" + gap, .muted))
      pieces.append((isGuarded ? " \(word.uppercased()) " : word, isGuarded ? .production : .badge))
      if connection.region != .custom {
        pieces.append((gap + "· ", .muted))
        pieces.append((connection.region.title, .header))
      }
    }
    if state.isReadOnly { pieces.append((" read-only", .warning)) }
    if let budget = state.budget {
      pieces.append(((pieces.last?.0.hasSuffix(" ") == true ? " " : "  ") + budget, .muted))
    }
    return pieces
  }

  private static func drawBreadcrumb(_ parts: [String], columns: Int, on canvas: inout Canvas) {
    let separator = " › "
    var parts = ["cio-console"] + parts
    func width(_ parts: [String]) -> Int {
      parts.reduce(0) { $0 + SafeText.width(of: $1) } + separator.count * (parts.count - 1)
    }
    // What is nearest is kept; what lies further up gives way.
    var kept = parts.count
    while kept > 1, width(shown(parts, kept)) > columns { kept -= 1 }
    parts = shown(parts, kept)
    var column = 1
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let room = columns - column + 1
      guard room > 0 else { return }
      column += canvas.put(
        part, at: Point(column: column, row: 0), role: isLast && parts.count > 1 ? .title : .breadcrumb, columns: room)
      if !isLast, columns - column > 3 {
        column += canvas.put(separator, at: Point(column: column, row: 0), role: .muted)
      }
    }
  }

  /// The last so many parts, with a sign in place of the others.
  private static func shown(_ parts: [String], _ count: Int) -> [String] {
    count == parts.count ? parts : ["…"] + parts.suffix(count)
  }

  /// The text in at most so many columns.
  private static func shortened(_ text: String, columns: Int) -> String {
    SafeText.width(of: text) <= columns ? text : String(text.prefix(max(1, columns - 1))) + "…"
  }
}
