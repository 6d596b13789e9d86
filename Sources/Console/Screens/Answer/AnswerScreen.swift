import CustomerIO
import Foundation
import JSONText
import Terminal
import Widgets

/// Reads one answer on a whole screen: a text by itself, or an exchange with its headers, status and timing beside the body.
@MainActor final class AnswerScreen: ConsoleScreen {
  let shell: any Shell
  let title: String
  /// The breadcrumb of the screen it was opened from.
  let above: [String]
  let route: Route
  let reader: Reader
  /// What came beside the body; nil for a text by itself.
  private(set) var facts: AnswerFacts?
  /// The call that still brings it.
  var arrival: AnswerArrival?
  private(set) var tabs = Tabs([])
  private(set) var lines = StyledLines()
  private var size = Size(columns: 80, rows: 20)
  /// Fetches what is still missing of the text; nil where it is whole.
  var goOn: (() -> Void)?

  /// A text by itself.
  convenience init(shell: any Shell, title: String, above: [String], text: String, route: Route) {
    self.init(
      shell: shell, title: title, above: above, route: route, document: JSONDocument(text), facts: nil)
    reader.documentGrew()
  }

  /// An exchange; a large body is read beside the drawing.
  convenience init(shell: any Shell, title: String, above: [String], exchange: Exchange, route: Route) {
    let source = BodySource(exchange.body, keeping: exchange)
    self.init(
      shell: shell, title: title, above: above, route: route, document: source.document, facts: AnswerFacts(exchange))
    source.start { [weak reader] in reader?.documentGrew(problem: $0) }
  }

  /// An answer that a document is being filled with.
  init(
    shell: any Shell, title: String, above: [String], route: Route, document: JSONDocument, facts: AnswerFacts?
  ) {
    self.shell = shell
    self.title = title
    self.above = above
    self.route = route
    self.facts = facts
    reader = Reader(
      document: document, mediaType: facts?.header("content-type"), clock: shell.session.clock, host: shell)
    reader.suggestedName = Self.fileName(title)
  }

  private static func fileName(_ title: String) -> String {
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }.suffix(4).joined(separator: "-")
    return (words.isEmpty ? "answer" : words) + ".json"
  }

  /// More of an arriving answer is there.
  func answerGrew(_ state: ArrivingAnswer.State) {
    guard state.document === reader.document else {
      reader.document.finish()
      return reader.documentGrew(problem: "It broke off and was asked for again. Esc goes back to what comes now.")
    }
    facts?.status = state.status
    facts?.headers = state.headers
    reader.documentGrew()
  }

  /// It is there, or no more of it will come.
  func answerEnded(_ facts: AnswerFacts?, problem: String?) {
    if let facts { self.facts = facts }
    arrival = nil
    reader.documentGrew(problem: problem)
    shell.setNeedsFrame()
  }

  var breadcrumb: [String] { above + [title] }
  var movement: Movement? { isBody ? reader.movement : .list }
  var introduction: String { "An answer as it came. What is copied or saved is the original." }
  var copies: [CopyOffer] { isBody ? reader.copies : facts?.copies ?? [] }
  var isTyping: Bool { isBody && reader.isTyping }
  var waiting: Waiting? { reader.waiting ?? reader.work.waiting ?? arrival?.waiting() }
  func cancel() {
    if reader.waiting == nil, reader.work.waiting == nil { arrival?.cancel() }
    reader.cancel()
    reader.work.cancelWaiting()
  }
  func disappear() { reader.close() }
  func appear() { reader.documentGrew() }

  func sessionChanged(_ change: SessionChange) {
    if change == .timeZone { reader.clock = shell.session.clock }
  }

  var isBody: Bool { facts == nil || tabs.index == 0 }

  var actions: [Action] {
    guard facts != nil, !isTyping else {
      guard goOn != nil, !isTyping else { return reader.actions }
      return [Action(AnswerKeys.goOn) { [weak self] in self?.goOn?() }] + reader.actions
    }
    let change = [
      Action(AnswerKeys.next) { [weak self] in self?.changeTab(by: 1) },
      Action(AnswerKeys.previous) { [weak self] in self?.changeTab(by: -1) },
    ]
    return isBody ? reader.actions + change : change
  }

  /// A letter under the name of each page.
  var jumpTargets: [JumpTarget] {
    guard facts != nil else { return [] }
    return tabs.starts(in: size.columns).map { tab in
      JumpTarget(Point(column: tab.column, row: 2), tab.id) { [weak self] in
        self?.tabs.select(tab.id)
        self?.shell.setNeedsFrame()
      }
    }
  }

  private func changeTab(by step: Int) {
    let count = tabs.tabs.count
    guard count > 0 else { return }
    tabs.select(tabs.tabs[(tabs.index + step + count) % count].id)
    shell.setNeedsFrame()
  }

  var status: StatusLine? { isBody ? reader.status : StatusLine(text: facts?.summary ?? "", role: .muted) }

  private var top: Int { facts == nil ? 1 : 3 }

  private func area(in size: Size) -> Rect {
    Rect(column: 0, row: top, columns: size.columns, rows: max(0, size.rows - top))
  }

  func layout(in size: Size) {
    self.size = size
    if let facts {
      let index = tabs.index
      tabs.tabs = facts.tabs(bodySize: reader.document.byteCount, isComplete: reader.document.isComplete)
      tabs.select(tabs.tabs[index].id)
      tabs.layout(in: Size(columns: size.columns, rows: 2))
      lines.replace(facts.lines(of: tabs.index, shell.session.clock))
    }
    lines.layout(in: area(in: size).size)
    reader.layout(in: area(in: size).size)
  }

  func draw(on canvas: inout Canvas) {
    let area = area(in: canvas.size)
    if let facts {
      canvas.put(facts.request, at: Point(column: 1, row: 0), role: .title, columns: max(0, canvas.size.columns - 24))
      let width = SafeText.width(of: facts.summary)
      canvas.put(facts.summary, at: Point(column: canvas.size.columns - width - 1, row: 0), role: facts.role)
      canvas.rule(atRow: 2)
      canvas.within(Rect(column: 0, row: 1, columns: canvas.size.columns, rows: 2)) {
        tabs.draw(on: &$0, focused: true)
      }
    } else {
      canvas.rule(atRow: 0)
    }
    canvas.within(area) { area in
      if isBody { reader.draw(on: &area, focused: true) } else { lines.draw(on: &area) }
    }
  }

  func handle(_ event: Event) -> Bool {
    if facts != nil, !isTyping, case .mouse(let mouse) = event, mouse.action == .press,
      let event = event.relative(to: Rect(column: 0, row: 1, columns: size.columns, rows: 1))
    {
      return tabs.handle(event) != .ignored
    }
    guard let event = event.relative(to: area(in: size)) else { return false }
    return isBody ? reader.handle(event) : lines.handle(event)
  }
}

/// The call behind an answer that is read while it arrives.
struct AnswerArrival {
  let waiting: @MainActor () -> Waiting?
  let cancel: @MainActor () -> Void
}

/// The keys of an exchange's pages.
enum AnswerKeys {
  static let next = Command("answer.next", "Headers, status, timing", hint: "Headers", priority: 95, keys: .tab)
  static let goOn = Command("answer.goOn", "Go on loading the pages", hint: "Go on", priority: 115, keys: Key("L"))
  static let previous = Command("answer.previous", "The page before", keys: .backTab)
}
