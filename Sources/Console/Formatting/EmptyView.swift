import Service
import Terminal
import Widgets

/// What stands where there is nothing: what would be here and which key makes one, or what failed and what to do.
@MainActor enum EmptyView {
  struct Text {
    var title: String
    var lines: [String] = []
    var role: Role = .text

    init(title: String, lines: [String] = [], role: Role = .text) {
      self.title = title
      self.lines = lines
      self.role = role
    }

    init(failure: ServiceError) {
      title = "✗ " + failure.message
      lines = [failure.advice, "r tries again."].filter { !$0.isEmpty }
      role = .danger
    }
  }

  static func draw(_ text: Text, on canvas: inout Canvas) {
    var row = 1
    func put(_ line: String, _ role: Role, _ canvas: inout Canvas) {
      for part in TextWrap.lines(of: line, columns: max(10, canvas.size.columns - 6), limit: 4) {
        canvas.put(part, at: Point(column: 3, row: row), role: role)
        row += 1
      }
    }
    put(text.title, text.role, &canvas)
    if !text.lines.isEmpty { row += 1 }
    for line in text.lines { put(line, .muted, &canvas) }
  }
}
