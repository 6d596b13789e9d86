import CustomerIO
import Foundation
import JSONText
import Service
import Store
import Terminal
import Widgets

/// Draws one call of the history: the facts on top or at the left, the bundle below or at the right.
@MainActor enum ExchangeView {
  struct Layout {
    var facts: Rect
    var answer: Rect
    var divider: Int?
  }

  static func layout(of screen: ExchangeScreen, in size: Size) -> Layout {
    let content = Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
    if size.columns >= 120 {
      let (left, rest) = content.split(left: size.columns / 2)
      return Layout(facts: left, answer: rest.split(left: 1).rest, divider: left.endColumn)
    }
    let rows =
      screen.answer == nil || screen.looksAtRequest ? content.rows : min(content.rows / 2, screen.facts.rowCount + 1)
    let (top, rest) = content.split(top: rows)
    return Layout(facts: top, answer: rest.split(top: 1).rest, divider: nil)
  }

  static func draw(_ screen: ExchangeScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    if screen.exchange == nil {
      guard let failure = screen.failure else { return }
      return EmptyView.draw(EmptyView.Text(failure: failure), on: &canvas)
    }
    let layout = layout(of: screen, in: canvas.size)
    canvas.within(layout.facts) { screen.facts.draw(on: &$0) }
    if let divider = layout.divider {
      canvas.fill(Rect(column: divider, row: 1, columns: 1, rows: canvas.size.rows - 1), with: "│", role: .rule)
      canvas.put("┬", at: Point(column: divider, row: 0), role: .rule)
    } else if screen.answer != nil, !screen.looksAtRequest {
      canvas.rule(atRow: layout.facts.endRow)
    }
    guard layout.answer.rows > 0 else { return }
    canvas.within(layout.answer) { area in
      if let answer = screen.answer {
        answer.draw(on: &area, focused: !screen.looksAtRequest)
      } else if layout.divider != nil {
        area.put("There was no answer.", at: Point(column: 1, row: 0), role: .muted)
      }
    }
  }

  static func facts(about exchange: KeptExchange, _ clock: Clock) -> [[StyledLines.Piece]] {
    let summary = exchange.summary
    var status = summary.statusText
    if let duration = summary.duration { status += " · \(Duration.seconds(duration).shortText)" }
    if let size = summary.responseSize { status += " · \(size.byteCount)" }
    if summary.attempts > 1 { status += " · \(summary.attempts) tries" }
    var lines = [
      ExplorerPane.head(summary.method, summary.url, isChange: summary.changes),
      ExplorerPane.fact("Status", status, summary.statusRole),
    ]
    let timing = timingText(summary.timing)
    if !timing.isEmpty { lines.append(ExplorerPane.fact("Timing", timing)) }
    lines += [
      ExplorerPane.fact("When", "\(clock.exact(summary.time)), \(clock.relative(summary.time))"),
      ExplorerPane.fact("Who", summary.actor), ExplorerPane.fact("Connection", summary.connection),
    ]
    if let message = summary.message, !message.isEmpty { lines.append(ExplorerPane.fact("Message", message)) }
    if exchange.responseBody.isCut {
      let kept =
        "The first \(exchange.responseBody.data.count.byteCount) of \(exchange.responseBody.size.byteCount) are kept."
      lines.append(ExplorerPane.fact("Answer", kept, .warning))
    }
    lines += [[], ExplorerPane.title("Sent")]
    lines += RunView.headers(exchange.requestHeaders).map { header in
      [.init(text: header.name + ": ", role: .label), .init(text: header.value, role: .text)]
    }
    if !exchange.requestBody.data.isEmpty {
      let text = String(decoding: exchange.requestBody.data.prefix(64_000), as: UTF8.self)
      lines += [[]]
      lines += ExplorerPane.json((try? JSONValue(parsing: text))?.prettyText() ?? text)
    }
    return lines
  }

  static func timingText(_ timing: ExchangeTiming) -> String {
    let parts = [("connect", timing.connect), ("first byte", timing.firstByte), ("total", timing.total)]
    return parts.compactMap { name, seconds in seconds.map { "\(name) \(Duration.seconds($0).shortText)" } }
      .joined(separator: ", ")
  }
}
