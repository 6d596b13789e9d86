import Terminal
import Widgets

/// Calls in groups, found by letters; beside them, or in their place where there is no room, what the selected one takes.
///
/// The screen that has it gives it the groups, and says what is told of the selected call and what opens it.
@MainActor final class CallList {
  var outline: Outline
  private(set) var filter: FilterField?
  /// In a narrow terminal, whether the facts about the call stand in the list's place.
  var showsPane = false
  /// What is told of the selected call.
  var about: () -> [[StyledLines.Piece]] = { [] }
  var open: () -> Void = {}

  private let placeholder: String
  private let nothingFound: String
  private let work: Work
  private let changed: () -> Void
  private var pane = StyledLines()
  private var size = Size(columns: 80, rows: 20)
  private lazy var search = OutlineSearch(work)

  private struct Layout {
    var list: Rect
    var pane: Rect
    var divider: Int?
  }

  /// - Parameters:
  ///   - placeholder: what the line of the query says while it is empty.
  ///   - nothingFound: what stands in the place of a list without matches.
  ///   - changed: called when something else is to be drawn than what an event brought.
  init(
    outline: Outline = Outline(), placeholder: String, nothingFound: String, work: Work,
    changed: @escaping () -> Void
  ) {
    (self.outline, self.placeholder, self.nothingFound) = (outline, placeholder, nothingFound)
    (self.work, self.changed) = (work, changed)
  }

  var isWide: Bool { size.columns >= 120 }

  /// The groups hold other calls: what is being looked for is looked for anew.
  func setGroups(_ groups: [Outline.Group]) {
    search.entriesChanged()
    outline.setGroups(groups)
  }

  func refreshAbout() { pane.replace(about()) }

  // MARK: Events

  func handle(_ event: Event) -> Bool {
    if filter != nil, handleFilter(event) { return true }
    let layout = layout(for: size)
    if showsPane, !isWide { return event.relative(to: layout.pane).map { pane.handle($0) } ?? false }
    if case .mouse = event, let inPane = event.relative(to: layout.pane), layout.divider != nil {
      return pane.handle(inPane)
    }
    guard let event = event.relative(to: layout.list) else { return false }
    return take(event)
  }

  /// An event for the list itself.
  @discardableResult
  func take(_ event: Event) -> Bool {
    settleSearch()
    switch outline.handle(event) {
    case .opened: open()
    case .selected, .toggled: refreshAbout()
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  /// A letter before each call and group in view.
  var jumpTargets: [JumpTarget] {
    let area = layout(for: size).list
    guard isWide || !showsPane else {
      return [JumpTarget(Point(column: 0, row: 0), "List") { [weak self] in self?.showsPane = false }]
    }
    return outline.visible.map { line in
      JumpTarget(Point(column: area.column, row: area.row + line.row), line.title) { [weak self] in
        self?.outline.select(line.id)
        self?.refreshAbout()
      }
    }
  }

  // MARK: Finding

  func openFilter() { filter = FilterField(text: outline.query, placeholder: placeholder) }

  @discardableResult
  func handleFilter(_ event: Event) -> Bool {
    // What was found is walked through while it is typed.
    if case .key(let key) = event, [.up, .down, .pageUp, .pageDown].contains(key) { return take(event) }
    guard let outcome = filter?.handle(event) else { return false }
    switch outcome {
    case .changed(let text): setQuery(text)
    case .kept:
      settleSearch()
      filter = nil
    case .cancelled(let text):
      setQuery(text)
      filter = nil
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  func setQuery(_ text: String) {
    outline.emptyText = nothingFound
    search.start(text, in: { [weak self] in self?.outline ?? Outline() }) { [weak self] in self?.show($0) }
  }

  private func settleSearch() {
    var outline = outline
    if search.settle(&outline) { show(outline) }
  }

  private func show(_ found: Outline) {
    outline = found
    outline.layout(in: layout(for: size).list.size)
    filter?.figures = found.query.isEmpty ? "" : "\(found.foundCount) of \(found.itemCount)"
    refreshAbout()
    changed()
  }

  // MARK: Drawing

  func layout(in size: Size) {
    self.size = size
    let layout = layout(for: size)
    outline.layout(in: layout.list.size)
    pane.layout(in: layout.pane.size)
    filter?.layout(in: Size(columns: size.columns, rows: 1))
  }

  private func layout(for size: Size) -> Layout {
    let rows = max(0, size.rows - 1 - (filter == nil ? 0 : 1))
    let content = Rect(column: 0, row: 1, columns: size.columns, rows: rows)
    guard size.columns >= 120 else { return Layout(list: content, pane: content, divider: nil) }
    let (list, rest) = content.split(left: max(70, size.columns * 58 / 100))
    return Layout(list: list, pane: rest.split(left: 1).rest, divider: list.endColumn)
  }

  /// - Parameter emptyText: stands where there are no calls at all; nil where there are.
  func draw(on canvas: inout Canvas, emptyText: EmptyView.Text? = nil) {
    canvas.rule(atRow: 0)
    let layout = layout(for: canvas.size)
    if let emptyText {
      EmptyView.draw(emptyText, on: &canvas)
    } else {
      draw(layout, on: &canvas)
    }
    guard let filter else { return }
    canvas.within(Rect(column: 0, row: canvas.size.rows - 1, columns: canvas.size.columns, rows: 1)) {
      filter.draw(on: &$0, focused: true)
    }
  }

  private func draw(_ layout: Layout, on canvas: inout Canvas) {
    if let divider = layout.divider {
      canvas.fill(Rect(column: divider, row: 1, columns: 1, rows: layout.list.rows), with: "│", role: .rule)
      canvas.put("┬", at: Point(column: divider, row: 0), role: .rule)
    }
    if layout.divider != nil || !showsPane {
      canvas.within(layout.list) { outline.draw(on: &$0, focused: filter == nil) }
    }
    if layout.divider != nil || showsPane { canvas.within(layout.pane) { pane.draw(on: &$0) } }
  }
}
