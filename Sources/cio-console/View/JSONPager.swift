import Foundation
import JSONText
import Terminal
import Widgets

/// The reader of JSON as a pager: shows a document that may still be arriving until it is quit.
@MainActor final class JSONPager {
  private let screen: any Screen
  private let title: String
  private let document: JSONDocument
  private var view: JSONView
  private var search: FilterField?
  private var searched = ""
  private var searching: Task<Void, Never>?
  /// What just happened, until the next key.
  private var notice = ""
  private var needsFrame = false
  private var ending: CheckedContinuation<Void, Never>?
  private var hasEnded = false

  init(screen: any Screen, title: String, document: JSONDocument) {
    self.screen = screen
    self.title = title
    self.document = document
    view = JSONView(document: document)
  }

  /// Comes back when it is quit.
  func run() async {
    screen.onEvent = { [weak self] in self?.handle($0) }
    drawFrame()
    await withCheckedContinuation { continuation in
      if hasEnded { continuation.resume() } else { ending = continuation }
    }
    screen.onEvent = nil
    searching?.cancel()
  }

  func end() {
    hasEnded = true
    ending?.resume()
    ending = nil
  }

  /// More bytes have come, or the last ones.
  func documentGrew(_ problem: String? = nil) {
    if let problem { notice = problem }
    view.refresh()
    setNeedsFrame()
  }

  private func handle(_ event: Event) {
    defer { setNeedsFrame() }
    notice = ""
    if search != nil { return handleSearch(event) }
    switch event {
    case .key(Key("q")), .key(.control("q")): end()
    case .key(.control("c")): notice = "q quits."
    case .key(.control("l")): screen.redraw()
    case .key(.control("z")): screen.suspend()
    case .key(Key("/")): search = FilterField(text: searched, placeholder: "a text or a regular expression")
    case .key(Key("y")): copySelected()
    default: if let event = event.relative(to: viewArea) { _ = view.handle(event) }
    }
  }

  private func copySelected() {
    guard let node = view.selected.node else { return }
    switch screen.copy(view.lines.valueText(of: node)) {
    case .sentToTerminal, .sentToTmux: notice = "Copied \(view.lines.path(of: node))."
    case .tooLong(let limit): notice = "Longer than the \(limit.formatted()) bytes that terminals take."
    case .failed(let reason): notice = "Not copied: \(reason)."
    }
  }

  // MARK: Search

  private func handleSearch(_ event: Event) {
    guard let outcome = search?.handle(event) else { return }
    switch outcome {
    case .changed(let text): find(text)
    case .kept: search = nil
    case .cancelled(let text):
      find(text)
      search = nil
    case .handled, .ignored: break
    }
  }

  /// Looks through the whole text beside the drawing; what was looked for before is given up.
  private func find(_ text: String) {
    searched = text
    searching?.cancel()
    guard !text.isEmpty else {
      view.setMatches([])
      return
    }
    let pattern = Self.pattern(text)
    let snapshot = document.snapshot
    searching = Task { [weak self] in
      let matches = await Self.matches(of: pattern, in: snapshot)
      guard !Task.isCancelled, let self else { return }
      self.view.setMatches(matches, text: pattern.isRegularExpression ? "" : text)
      self.search?.figures = matches.isEmpty ? "nothing found" : self.view.matchSummary
      self.setNeedsFrame()
    }
  }

  /// More of them are not counted.
  private nonisolated static let matchLimit = 1_000_000

  @concurrent private static func matches(
    of pattern: JSONSearchPattern, in snapshot: JSONSnapshot
  ) async -> [Range<Int>] {
    var search = JSONSearch(pattern, in: snapshot)
    while !Task.isCancelled, search.advance() {}
    return search.matches(in: 0..<max(1, snapshot.byteCount), limit: matchLimit)
  }

  /// Capital letters count only where some are typed; what is no regular expression is taken for plain text.
  private static func pattern(_ text: String) -> JSONSearchPattern {
    let ignoresCase = text == text.lowercased()
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || " _-@:/\"".contains($0) }
    if !isPlain, let pattern = try? JSONSearchPattern(regularExpression: text, ignoresCase: ignoresCase) {
      return pattern
    }
    return JSONSearchPattern(literal: text, ignoresCase: ignoresCase)
  }

  // MARK: Drawing

  private var viewArea: Rect {
    Rect(column: 0, row: 0, columns: screen.size.columns, rows: max(1, screen.size.rows - 1))
  }

  private func setNeedsFrame() {
    guard !needsFrame else { return }
    needsFrame = true
    Task { [weak self] in self?.drawFrame() }
  }

  private func drawFrame() {
    needsFrame = false
    guard !hasEnded else { return }
    var canvas = Canvas(size: screen.size)
    view.layout(in: viewArea.size)
    canvas.within(viewArea) { view.draw(on: &$0, focused: search == nil) }
    canvas.within(Rect(column: 0, row: viewArea.rows, columns: screen.size.columns, rows: 1)) { drawFoot(on: &$0) }
    screen.present(canvas)
  }

  private func drawFoot(on canvas: inout Canvas) {
    if search != nil {
      search?.layout(in: canvas.size)
      search?.draw(on: &canvas, focused: true)
      return
    }
    let size = Quantity.text(document.byteCount, "byte", "bytes") + (document.isComplete ? "" : "…")
    let trailing = [view.matchSummary, size].filter { !$0.isEmpty }.joined(separator: "  ")
    let width = SafeText.width(of: trailing)
    let path = view.selected.node.map { "\(view.lines.path(of: $0))" } ?? ""
    let text = notice.isEmpty ? "\(title)  \(path)" : notice
    canvas.put(text, at: Point(column: 1, row: 0), role: .muted, columns: max(0, canvas.size.columns - width - 3))
    canvas.put(
      trailing, at: Point(column: max(0, canvas.size.columns - width - 1), row: 0), role: .muted)
  }
}
