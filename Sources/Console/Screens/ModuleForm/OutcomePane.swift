import CustomerIO
import Foundation
import JSONText
import Service
import Terminal
import Widgets

/// What came of a run: status, time taken, what was read back, and the bundle as a tree.
@MainActor struct OutcomePane {
  let run: Run
  var readBack: ReadBack?
  var isReadingBack = false
  /// What is left of the rate that the call counts against, as `8/10`.
  var budget: String?
  /// Whether the answer names a next page; nil where it is too large to tell.
  private(set) var hasNextPage: Bool?
  private(set) var answer: AnswerView?
  private var head = StyledLines()
  private var size = Size(columns: 40, rows: 20)

  /// - Parameter arrived: what was read of the answer while it arrived.
  init(_ run: Run, host: any LayerHost, arrived: AnswerView? = nil) {
    self.run = run
    if run.definition.id == .apiCall { hasNextPage = run.bundle.map(Self.namesNextPage) ?? false }
    if let arrived {
      answer = arrived
    } else if let bundle = run.bundle {
      answer = AnswerView(
        status: bundle.status, headers: bundle.headers, body: bundle.body, keeping: bundle, host: host)
    }
  }

  private static func namesNextPage(_ exchange: Exchange) -> Bool? {
    guard exchange.isSuccess else { return false }
    guard exchange.body.size <= AnswerView.bundleLimit, let body = try? exchange.body.data() else { return nil }
    guard let next = (try? JSONValue(parsing: body))?["next"] else { return false }
    return next.stringValue.map { !$0.isEmpty } ?? (next != .null)
  }

  /// The person that the run was about, as a route names them.
  var person: String? {
    switch run.definition.id {
    case .trackEvent, .upsertCustomer, .deleteCustomer:
      PersonReference.customerID(run.values.text(.customerID)).resolved.routeText
    case .addToSegment:
      run.values.lines(.customerIDs).first.map { line in
        switch IDType(rawValue: run.values.text(.idType)) {
        case .email: PersonReference.email(line).routeText
        case .cioID: line.hasPrefix("cio_") ? line : "cio_" + line
        default: PersonReference.id(line).routeText
        }
      }
    case .createConnection, .apiCall: nil
    }
  }

  /// Sending the same once more can't do anything twice.
  var canRetry: Bool { run.outcome != .done && run.outcome != .partial }

  mutating func layout(in size: Size) {
    self.size = size
    head.replace(headLines)
    head.layout(in: Size(columns: size.columns, rows: size.rows))
    let rows = headRows
    answer?.layout(in: Size(columns: size.columns, rows: max(0, size.rows - rows - 1)))
  }

  private var headRows: Int { min(size.rows / 2, head.rowCount) }

  var isTyping: Bool { answer?.isTyping ?? false }

  mutating func handle(_ event: Event) -> Bool {
    let area = Rect(column: 0, row: headRows + 1, columns: size.columns, rows: max(0, size.rows - headRows - 1))
    guard let event = event.relative(to: area) else { return false }
    return answer?.handle(event) ?? false
  }

  func draw(on canvas: inout Canvas, focused: Bool) {
    let rows = headRows
    canvas.within(Rect(column: 0, row: 0, columns: canvas.size.columns, rows: rows)) { head.draw(on: &$0) }
    canvas.put(answer?.heading ?? "Bundle", at: Point(column: 1, row: rows), role: .columnTitle)
    let rest = Rect(column: 0, row: rows + 1, columns: canvas.size.columns, rows: canvas.size.rows - rows - 1)
    canvas.within(rest) { area in
      if let answer {
        answer.draw(on: &area, focused: focused)
      } else {
        area.put("There was no answer.", at: Point(column: 1, row: 0), role: .muted)
      }
    }
  }

  private var headLines: [[StyledLines.Piece]] {
    var lines = [statusLine]
    if let call = callLine { lines.append(call) }
    if let error = run.error {
      lines.append([.init(text: "  " + error.summary, role: .text)])
      if !error.advice.isEmpty { lines.append([.init(text: "  " + error.advice, role: .muted)]) }
    }
    if run.error == nil, let remark = run.definition.remark(run.values) {
      lines.append([.init(text: "! " + remark, role: .warning)])
    }
    if let readBack {
      let role: Role = readBack.verdict == .applied ? .success : readBack.verdict == .notSeen ? .warning : .muted
      let sign = readBack.verdict == .applied ? "✓ " : readBack.verdict == .notSeen ? "! " : "· "
      lines.append([.init(text: sign + readBack.words, role: role)])
    } else if isReadingBack {
      lines.append([.init(text: "… reading back", role: .muted)])
    }
    if let problem = run.historyProblem { lines.append([.init(text: "! The history: " + problem, role: .warning)]) }
    if let problem = run.journalProblem { lines.append([.init(text: "! The journal: " + problem, role: .warning)]) }
    return lines
  }

  /// `✓ 200 · 84 ms · accepted`
  private var statusLine: [StyledLines.Piece] {
    var facts: [String] = []
    if let status = run.error?.status ?? run.bundle?.status { facts.append("\(status)") }
    if let took = run.bundle?.duration ?? run.error?.duration { facts.append(took.shortText) }
    facts.append(word)
    if run.exchanges.count > 1 { facts.append(Quantity.text(run.exchanges.count, "request", "requests")) }
    if run.definition.id != .apiCall, let tries = run.bundle?.attempts.count, tries > 1 {
      facts.append("\(tries) tries")
    }
    return [.init(text: "\(run.outcome.sign) \(facts.joined(separator: " · "))", role: run.outcome.role)]
  }

  /// Of an API call: `connect 3 ms · first byte 20 ms · total 24 ms · 1.2 kB · 1 try · 9/10 left`
  private var callLine: [StyledLines.Piece]? {
    guard run.definition.id == .apiCall else { return nil }
    var facts: [String] = []
    if let bundle = run.bundle {
      let timing = bundle.timing
      let spans = [("connect", timing.connect), ("first byte", timing.firstByte), ("total", timing.total)]
      facts = spans.compactMap { name, span in span.map { "\(name) \($0.shortText)" } }
      facts.append(bundle.body.size.byteCount)
    } else if let error = run.error {
      facts.append("total \(error.duration.shortText)")
    }
    if let tries = run.bundle?.attempts.count ?? run.error?.attempts.count, tries > 0 {
      facts.append(Quantity.text(tries, "try", "tries"))
    }
    if let budget { facts.append("\(budget) left") }
    return [.init(text: "  " + facts.joined(separator: " · "), role: .muted)]
  }

  /// Track's 200 means accepted, not applied.
  private var word: String {
    guard run.outcome == .done else { return run.outcome.rawValue }
    switch run.definition.id {
    case .apiCall, .createConnection: return run.entry.changes ? "accepted" : "done"
    default: return "accepted"
    }
  }

  var copies: [CopyOffer] {
    var offers = answer?.copies ?? []
    // Of an API call the form's own exports are offered.
    if run.definition.id != .apiCall, let bundle = run.bundle {
      offers.append(CopyOffer(title: "curl", byteCount: bundle.request.body?.count ?? 0) { bundle.request.curl })
    }
    if let error = run.error { offers.append(CopyOffer(title: "error", text: error.description)) }
    offers.append(CopyOffer(title: "run's ID", text: run.entry.id))
    return offers
  }
}
