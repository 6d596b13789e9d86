import CustomerIO
import Foundation
import JSONText
import Service
import Store
import Terminal
import Widgets

/// Draws one run: the facts on top or at the left, the bundle below or at the right.
@MainActor enum RunView {
  struct Layout {
    var facts: Rect
    var answer: Rect
    var divider: Int?
  }

  static func layout(of screen: RunScreen, in size: Size) -> Layout {
    let content = Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
    if size.columns >= 120 {
      let (left, rest) = content.split(left: size.columns / 2)
      return Layout(facts: left, answer: rest.split(left: 1).rest, divider: left.endColumn)
    }
    let rows = screen.answer == nil ? content.rows : min(content.rows * 3 / 5, screen.facts.rowCount + 1)
    let (top, rest) = content.split(top: rows)
    return Layout(facts: top, answer: rest.split(top: 1).rest, divider: nil)
  }

  static func draw(_ screen: RunScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    if screen.entry == nil {
      guard let failure = screen.failure else { return }
      return EmptyView.draw(EmptyView.Text(failure: failure), on: &canvas)
    }
    let layout = layout(of: screen, in: canvas.size)
    canvas.within(layout.facts) { screen.facts.draw(on: &$0) }
    if let divider = layout.divider {
      canvas.fill(Rect(column: divider, row: 1, columns: 1, rows: canvas.size.rows - 1), with: "│", role: .rule)
      canvas.put("┬", at: Point(column: divider, row: 0), role: .rule)
    } else if screen.answer != nil {
      canvas.rule(atRow: layout.facts.endRow)
    }
    canvas.within(layout.answer) { area in
      if let answer = screen.answer {
        answer.draw(on: &area, focused: true)
      } else if layout.divider != nil {
        area.put("No answer was kept.", at: Point(column: 1, row: 0), role: .muted)
      }
    }
  }

  /// The headers as the journal keeps them: a line for each.
  static func headers(_ text: String) -> [NameValue] {
    text.split(separator: "\n").compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return NameValue(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
  }

  static func facts(about entry: JournalEntry, _ clock: Clock) -> [[StyledLines.Piece]] {
    func line(_ label: String, _ value: String, _ role: Role = .text) -> [StyledLines.Piece] {
      [
        .init(text: label.padding(toLength: 13, withPad: " ", startingAt: 0), role: .label),
        .init(text: value, role: role),
      ]
    }
    var outcome = "\(entry.outcome.sign) \(entry.outcome.rawValue)"
    if let status = entry.status { outcome += " · \(status)" }
    if let duration = entry.duration { outcome += " · \(Duration.seconds(duration).shortText)" }
    var lines = [
      line("Outcome", outcome, entry.outcome.role),
      line("When", "\(clock.exact(entry.time)), \(clock.relative(entry.time))"),
      line("Who", entry.actor + (entry.origin.map { " from \($0)" } ?? "")),
      line("Connection", "\(entry.connection) · \(entry.connectionKind)"), line("Target", entry.target),
    ]
    if let message = entry.message, !message.isEmpty { lines.append(line("Message", message)) }
    if let note = entry.note, !note.isEmpty { lines.append(line("Note", note)) }
    lines.append([])
    for request in entry.requests.prefix(20) {
      lines.append([.init(text: request.method, role: .accent), .init(text: " " + request.url, role: .text)])
      if let body = request.body, !body.isEmpty { lines += pretty(body) }
    }
    if entry.requests.count > 20 {
      lines.append([
        .init(text: Quantity.text(entry.requests.count - 20, "more request", "more requests"), role: .muted)
      ])
    }
    return lines
  }

  private static func pretty(_ body: String) -> [[StyledLines.Piece]] {
    guard body.utf8.count < 64_000, let json = try? JSONValue(parsing: body) else {
      return [[.init(text: String(body.prefix(2_000)), role: .text)]]
    }
    return json.prettyText().split(separator: "\n", omittingEmptySubsequences: false)
      .map { JSONLine.pieces(of: String($0)) }
  }
}
